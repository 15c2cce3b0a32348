import { CodeBlock } from '../../web/components/code-block.tsx';
import { Disclosure } from '../../web/components/surfaces.tsx';
import { indentXml } from '../../web/markup/xml-lines.ts';

/** The response as it was decoded, folded away, laid out for reading; everything in it is escaped. */
export function ReceivedXml({ xml }: { xml: string }) {
  return (
    <Disclosure summary="The response as it came in (decoded)" id="received">
      <CodeBlock label="XML, laid out for reading" code={indentXml(xml)} tall />
    </Disclosure>
  );
}
