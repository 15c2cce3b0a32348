import type { ComponentChildren } from 'preact';
import { describeSignatures, type SignatureDescription } from '../../saml/describe-signatures.ts';
import { SamlError } from '../../saml/errors.ts';
import { CopyButton } from '../../web/components/copy.tsx';
import { scrollArea } from '../../web/components/scroll-area.ts';
import { type Fact, Facts } from '../../web/components/surfaces.tsx';
import { indentXml, MAX_FORMATTED } from '../../web/markup/xml-lines.ts';
import { decodeMessage, elementName } from '../decode-message.ts';
import type { ExchangeMessage } from '../exchange.ts';
import { encryptionFacts } from './encryption-facts.ts';
import { markupTokens } from './markup-tokens.ts';
import {
  type NamedCertificate,
  querySignature,
  type SignatureFacts,
  signatureFacts,
} from './signature-facts.ts';
import { type SignedLine, signedLines } from './signed-lines.ts';

interface MessageViewProps {
  readonly message: ExchangeMessage;
  /** When certificates are judged as expired or not; default: when the message was sent. */
  readonly now?: Date | undefined;
  /** Beside the copy button: a download, for example. */
  readonly actions?: ComponentChildren;
}

/** A decoded message: how it was sent, who signed what, and the XML with the signed part shaded. Needs `copy` for its button. */
export function MessageView({ message, now = new Date(message.at), actions }: MessageViewProps) {
  const { text, xml, fault } = decodeMessage(message);
  const described = xml === undefined ? [] : signaturesIn(xml);
  const fromQuery = querySignature(message);
  const encryption = xml === undefined ? [] : encryptionFacts(xml);
  const signatures = [
    ...(fromQuery ? [fromQuery] : []),
    ...described.map((each) => signatureFacts(each)),
  ];
  return (
    <div class="saml-message">
      <Facts
        items={[
          ...howSent(message),
          ...signatures.flatMap((each) => factsOf(each, now)),
          ...encryption,
        ]}
      />
      {signatures.length === 0 && fault === undefined && (
        <p class="hint">{encryption.length > 0 ? 'The message around it' : 'It'} is not signed.</p>
      )}
      {fault !== undefined ? (
        <>
          <p>It cannot be decoded. {fault}</p>
          <Code label={`${message.parameter}, as sent`} code={message.value} />
        </>
      ) : (
        <MessageXml xml={text} signatures={described} actions={actions} />
      )}
    </div>
  );
}

/** None in a message that the parser refuses: what a Reference covers is then undefined. */
function signaturesIn(xml: Uint8Array): SignatureDescription[] {
  try {
    return describeSignatures(xml);
  } catch (error) {
    if (error instanceof SamlError) return [];
    throw error;
  }
}

function howSent({ binding, address, relayState }: ExchangeMessage): Fact[] {
  return [
    { term: 'Sent by', value: binding },
    { term: 'To', value: address, copy: true },
    ...(relayState === undefined ? [] : [{ term: 'RelayState', value: relayState, copy: true }]),
  ];
}

function factsOf({ covers, algorithm, digests, certificates }: SignatureFacts, now: Date): Fact[] {
  const digest = digests.length === 0 ? '' : `, digest ${digests.join(', ')}`;
  return [
    { term: 'Signature covers', value: covers },
    { term: 'Signature method', value: `${algorithm}${digest}` },
    ...certificates.map((certificate) => ({
      term: 'Certificate in it',
      value: certificate ? <CertificateName {...certificate} now={now} /> : 'cannot be read',
    })),
  ];
}

function CertificateName({
  subject,
  thumbprint,
  notBefore,
  notAfter,
  now,
}: NamedCertificate & { now: Date }) {
  const state = now > notAfter ? 'expired' : now < notBefore ? 'not yet valid' : 'valid';
  return (
    <>
      {subject}
      <br />
      Thumbprint <code>{thumbprint}</code>
      <br />
      Expires {notAfter.toISOString().slice(0, 10)} ({state} at that time)
    </>
  );
}

function MessageXml({
  xml,
  signatures,
  actions,
}: {
  xml: string;
  signatures: readonly SignatureDescription[];
  actions: ComponentChildren;
}) {
  const label = elementName(xml) ?? 'Message';
  if (xml.length > MAX_FORMATTED) return <Code label={label} code={xml} actions={actions} />;
  const lines = signedLines(xml, signatures);
  return (
    <>
      <Code label={label} code={indentXml(xml)} actions={actions}>
        {runs(lines).map(({ signed, lines: same }, index) =>
          signed ? (
            <span key={index} class="xml-signed" title="Signed">
              {same.map(line)}
            </span>
          ) : (
            same.map(line)
          ),
        )}
      </Code>
      {lines.some(({ signed }) => signed) && (
        <p class="hint">A Signature covers the lines with a bar at their left.</p>
      )}
    </>
  );
}

/** Neighbouring lines that are both signed or both not. */
function runs(lines: readonly SignedLine[]): { signed: boolean; lines: SignedLine[] }[] {
  const found: { signed: boolean; lines: SignedLine[] }[] = [];
  for (const each of lines) {
    const last = found.at(-1);
    if (last?.signed === each.signed) last.lines.push(each);
    else found.push({ signed: each.signed, lines: [each] });
  }
  return found;
}

function line({ indent, pieces }: SignedLine) {
  return [
    indent,
    ...pieces.flatMap((piece) =>
      markupTokens(piece).map(({ kind, text }, index) =>
        kind === 'plain' ? (
          text
        ) : (
          <span key={index} class={`xml-${kind}`}>
            {text}
          </span>
        ),
      ),
    ),
    '\n',
  ];
}

function Code({
  label,
  code,
  actions,
  children,
}: {
  label: string;
  code: string;
  actions?: ComponentChildren;
  children?: ComponentChildren;
}) {
  return (
    <figure class="code">
      <figcaption>
        <span>{label}</span>
        <span class="actions">
          {actions}
          <CopyButton value={code} label={label} text />
        </span>
      </figcaption>
      <pre class="code-tall" {...scrollArea(label)}>
        <code>{children ?? code}</code>
      </pre>
    </figure>
  );
}
