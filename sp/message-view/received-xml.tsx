import { CodeBlock } from '../../web/components/code-block.tsx';
import { Disclosure } from '../../web/components/surfaces.tsx';
import { indentXml } from '../../web/markup/xml-lines.ts';

/** The decoded response, folded and indented; everything in it is escaped. */
export function ReceivedXml({ xml }: { xml: string }) {
  return (
    <Disclosure summary="The received response (decoded)" id="received">
      <CodeBlock label="XML, indented" code={indentXml(xml)} tall />
    </Disclosure>
  );
}
