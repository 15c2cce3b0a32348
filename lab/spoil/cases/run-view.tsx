import { Button, CsrfField, HiddenField } from '../../../web/components/controls.tsx';
import { Facts } from '../../../web/components/surfaces.tsx';
import { alteredTree } from './altered-tree.ts';
import type { SampleMessage } from './sample-message.ts';
import { TreeView } from './tree-view.tsx';

/** Longer messages are not shown as trees, in characters. */
const MAX_LENGTH = 60_000;

/** What one run makes of a message: the tree, and what differs beside the XML. */
export function RunView({ sample }: { sample: SampleMessage }) {
  const { honest, sent } = sample;
  const xml = textOf(sent.xml);
  const beside = besideXml(sample);
  return (
    <>
      {xml.length > MAX_LENGTH ? (
        <p>The message is too long to be shown: {xml.length} characters.</p>
      ) : (
        xml !== honest && <TreeView {...alteredTree(honest, xml)} />
      )}
      {xml === honest && beside.length === 0 && (
        <p>The message is the honest one: it is the control of all others.</p>
      )}
      {xml === honest && beside.length > 0 && <p>The XML is the honest one.</p>}
      {beside.length > 0 && <Facts items={beside} />}
    </>
  );
}

function besideXml({ sent, relayState }: SampleMessage) {
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

/** Bytes that are no UTF-8 show as replacement characters; a byte order mark says what they are (XML 1.0 4.3.3). */
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

/** Arms one run. */
export function SpoilButton({ run, token }: { run: string; token: string }) {
  return (
    <form method="post" action="/spoil">
      <CsrfField token={token} />
      <HiddenField name="run" value={run} />
      <Button>Spoil the next sign-in with this</Button>
    </form>
  );
}
