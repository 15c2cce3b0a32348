import type { Exchange } from '../../exchanges/exchange.ts';
import { maskTogether } from '../../exchanges/mask.ts';
import { sentenceOf } from '../../exchanges/sentence.ts';
import { digestName, signatureAlgorithm } from '../../saml/algorithms.ts';
import type { Cause } from '../causes/find-causes.ts';
import type { ExplainedExchange, ExplainedFile, Explanation } from '../explain.ts';
import type { ReadMessage, UnreadableOf } from '../read-messages.ts';
import type { QuerySignature } from '../signatures/query-signature.ts';
import type { NamedCertificate, SignatureFinding } from '../signatures/signature-finding.ts';
import { toExchange } from './to-exchange.ts';

/** A message as the capture had it. */
export interface MessageReport {
  /** `AuthnRequest`, `Response`, ... */
  readonly kind: string;
  readonly file: string;
  /** Where in the file. */
  readonly where: string;
  /** One sentence: how it was sent and encoded, and what it was answered with. */
  readonly how: string;
  readonly layers: readonly string[];
  /** ISO 8601. */
  readonly time?: string;
}

export interface SignatureReport {
  readonly of: string;
  /** `RSA with SHA-256, digest SHA-256`. */
  readonly method: string;
  readonly verdict: SignatureFinding['verdict'] | QuerySignature['verdict'];
  /** One sentence about the verdict, with the certificate. */
  readonly says: string;
}

export interface FailedCheck {
  /** Name of the check, or the AADSTS code. */
  readonly check: string;
  readonly fault: string;
  readonly expected?: string;
  readonly found?: string;
  readonly clause?: string;
}

export interface ExchangeReport {
  /** From 1. */
  readonly number: number;
  /** What happened, in plain words. */
  readonly sentence: string;
  /** ISO 8601; the time of the checks. */
  readonly asOf: string;
  readonly skewSeconds: number;
  readonly messages: readonly MessageReport[];
  readonly signatures: readonly SignatureReport[];
  /** Checks that failed, in order: the first decides. Empty: all pass. */
  readonly failed: readonly FailedCheck[];
  /** Checks that could not be made. */
  readonly notReached: number;
  readonly causes: readonly Cause[];
  /** Sentences: what was taken for what was not given. */
  readonly assumptions: readonly string[];
  /** Both messages, the checks, the claims. */
  readonly exchange: Exchange;
}

export interface UnreadableReport {
  readonly file: string;
  /** One sentence. */
  readonly says: string;
}

/** The JSON of `samlab explain --json`. */
export interface ExplanationReport {
  readonly format: 'samlab-explain/1';
  readonly files: readonly ExplainedFile[];
  readonly exchanges: readonly ExchangeReport[];
  readonly unreadable: readonly UnreadableReport[];
  /** Names, ids and values were replaced. */
  readonly masked: boolean;
}

/** An explanation for readers; unless `showSecrets`, every name, id and value is replaced, the same one always in the same way. */
export function reportOf(
  { files, exchanges, unreadable }: Explanation,
  { showSecrets }: { showSecrets: boolean },
): ExplanationReport {
  const reports = exchanges.map((each, n) => exchangeReport(each, n + 1));
  return {
    format: 'samlab-explain/1',
    files,
    exchanges: showSecrets ? reports : reports.map(masked),
    unreadable: unreadable.map(unreadableReport),
    masked: !showSecrets,
  };
}

function masked({ exchange: open, causes, ...report }: ExchangeReport): ExchangeReport {
  // The options of libraries hold no value of the capture.
  const shown = { ...report, causes: causes.map(({ options: _, ...cause }) => cause) };
  const { exchange, more } = maskTogether(open, shown);
  return {
    ...more,
    causes: more.causes.map((cause, n) => ({ ...cause, options: causes[n]?.options ?? [] })),
    exchange,
  };
}

function exchangeReport(explained: ExplainedExchange, number: number): ExchangeReport {
  const { circumstances, judged, judgedRequest, request, response, causes } = explained;
  const exchange = toExchange(explained, number);
  const messages = [request, response].flatMap((each) => each ?? []);
  const checks = judged?.checks ?? [];
  return {
    number,
    sentence: sentenceOf(exchange),
    asOf: circumstances.now.toISOString(),
    skewSeconds: circumstances.skewSeconds,
    messages: messages.map(messageReport),
    signatures: [
      ...[...explained.requestSignatures, ...explained.signatures].map(signatureReport),
      ...explained.querySignatures.map(queryReport),
    ],
    failed: failedChecks(explained),
    notReached: checks.filter(({ outcome }) => outcome === 'not_reached').length,
    causes,
    assumptions: [...circumstances.assumptions, ...(judgedRequest?.assumptions ?? [])],
    exchange,
  };
}

function failedChecks({ judged, judgedRequest }: ExplainedExchange): FailedCheck[] {
  const byEntra = (judgedRequest?.refusals ?? []).map(({ code, message }) => ({
    check: code,
    fault: message,
  }));
  const byServiceProvider = (judged?.refusals ?? []).map(
    ({ check, fault, expected, found, clause }) => ({ check, fault, expected, found, clause }),
  );
  return [...byEntra, ...byServiceProvider];
}

function messageReport({
  says,
  file,
  where,
  layers,
  time,
  binding,
  method,
  address,
  answer,
}: ReadMessage): MessageReport {
  const sent = [
    ...(binding === undefined ? [] : [`by ${binding}`]),
    ...(address === undefined ? [] : [`to ${address}`]),
  ];
  const encoded = layers.length === 0 ? 'as plain XML' : `encoded with ${layers.join(', then ')}`;
  const answered =
    answer === undefined
      ? ''
      : `; the answer to the ${method ?? 'request'} had status ${answer.status}`;
  return {
    kind: says.kind,
    file,
    where,
    how: `${[...(sent.length > 0 ? ['sent', ...sent] : ['found']), encoded].join(' ')}${answered}.`,
    layers,
    ...(time && { time: time.toISOString() }),
  };
}

function signatureReport(finding: SignatureFinding): SignatureReport {
  const { parent, examined, verdict } = finding;
  return {
    of: parent,
    method: `${methodWords(examined.signatureMethod)}, digest ${digestWords(examined.digestMethod)}`,
    verdict,
    says: says(finding),
  };
}

function says({ verdict, signer, inside, parent }: SignatureFinding): string {
  const within = inside
    ? ` The certificate in it is ${words(inside)}; anybody can put any certificate there, so this is not proof.`
    : ' There is no certificate in it.';
  switch (verdict) {
    case 'valid':
      return `Valid, by a given certificate: ${signer ? words(signer) : ''}.`;
    case 'consistent':
      return `Valid by the certificate in it: ${inside ? words(inside) : ''}. Anybody can make such a signature: this is not proof. Give the certificate or the metadata of the identity provider to verify it.`;
    case 'changed':
      return `The ${parent} was changed after it was signed: its digest is wrong. ${signer ? `A given certificate signed it: ${words(signer)}.` : within.trim()}`;
    case 'other-key':
      return `Not by a given certificate.${within}`;
    case 'broken':
      return `Neither a given certificate nor the one in it made this signature.${within}`;
    case 'unknown':
      return `It cannot be verified here: an algorithm is not supported, or there is no certificate.${within}`;
  }
}

function queryReport({ of, method, verdict, signer, what }: QuerySignature): SignatureReport {
  const by = signer ? words(signer) : '';
  const said = {
    valid: `Valid, by a given certificate: ${by}.`,
    're-encoded': `It is right over a query ${what}, so the query was decoded and encoded again since it was signed. A given certificate signed it: ${by}.`,
    'not-valid':
      'Not by a given certificate, or the query was changed after it was signed. A query names no certificate, so the two cannot be told apart.',
    unknown: `It cannot be verified: ${lowerFirst(what ?? '')} A query names no certificate: give that of the sender, or its metadata.`,
  };
  return {
    of: `query with the ${of}`,
    method: methodWords(method),
    verdict,
    says: said[verdict],
  };
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const words = ({ subject, thumbprint, notAfter }: NamedCertificate): string =>
  `${subject}, thumbprint ${thumbprint}, valid until ${notAfter.toISOString().slice(0, 10)}`;

const hash = (name: string) => name.toUpperCase().replace('SHA', 'SHA-');

function methodWords(uri: string): string {
  const known = signatureAlgorithm(uri);
  if (!known) return uri === '' ? 'no method' : uri;
  return `${known.keyType === 'ec' ? 'ECDSA' : 'RSA'} with ${hash(known.digest)}`;
}

const digestWords = (uri: string): string => {
  const known = digestName(uri);
  return known ? hash(known) : uri === '' ? 'not named' : uri;
};

function unreadableReport({
  file,
  where,
  parameter,
  problem,
  layers,
}: UnreadableOf): UnreadableReport {
  const below = layers.length === 0 ? '' : ` (after ${layers.join(', then ')})`;
  return {
    file,
    says: `The ${parameter ?? 'message'} in ${file}, ${where}, cannot be read${below}: ${problem}.`,
  };
}
