import { Button, CsrfField, HiddenField } from '../../../web/components/controls.tsx';
import { Facts } from '../../../web/components/surfaces.tsx';
import { alteredTree } from './altered-tree.ts';
import type { SampleMessage } from './sample-message.ts';
import { TreeView } from './tree-view.tsx';

/** In characters; longer messages are not shown as trees. */
const MAX_LENGTH = 60_000;

/** What a run alters: the XML as trees, and the other form fields. */
export function RunView({ sample }: { sample: SampleMessage }) {
  const { valid, sent } = sample;
  const xml = textOf(sent.xml);
  const otherFields = fieldsAsSent(sample);
  return (
    <>
      {xml.length > MAX_LENGTH ? (
        <p>The message is too long to show: {xml.length} characters.</p>
      ) : (
        xml !== valid && <TreeView {...alteredTree(valid, xml)} />
      )}
      {xml === valid && otherFields.length === 0 && (
        <p>This is the unaltered valid message, the control for all other cases.</p>
      )}
      {xml === valid && otherFields.length > 0 && <p>The XML is unaltered.</p>}
      {otherFields.length > 0 && <Facts items={otherFields} />}
    </>
  );
}

function fieldsAsSent({ sent, relayState }: SampleMessage) {
  const { encode, relayState: changed = relayState } = sent;
  const bytes = typeof sent.xml === 'string' ? Buffer.from(sent.xml) : sent.xml;
  const field = encode?.(bytes);
  return [
    ...(field === undefined
      ? []
      : [{ term: 'SAMLResponse as sent', value: <code>{short(field)}</code> }]),
    ...(changed === relayState
      ? []
      : [
          { term: 'RelayState as sent', value: changed === null ? 'left out' : changed || 'empty' },
        ]),
  ];
}

const short = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text || 'empty');

/** Decodes by the byte order mark, else as UTF-8 (XML 1.0 4.3.3); invalid bytes show as replacement characters. */
function textOf(xml: string | Uint8Array): string {
  if (typeof xml === 'string') return xml;
  const [first, second] = xml;
  const label =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(label).decode(xml);
}

/** The button that arms a run. */
export function SpoilButton({ run, token }: { run: string; token: string }) {
  return (
    <form method="post" action="/spoil">
      <CsrfField token={token} />
      <HiddenField name="run" value={run} />
      <Button>Spoil the next sign-in with this</Button>
    </form>
  );
}
