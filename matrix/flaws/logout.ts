/** Logout messages by POST and Redirect (SAML Profiles 4.4.4, SAML Bindings 3.4.4.1). */
import { verify, X509Certificate } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { attribute, child, children, ns, parseMessage, textOf } from './document.ts';
import { qualifiersOf } from './response.ts';
import { Fatal, Refusal, type RuleBook } from './rules.ts';
import { issuerOf, verifySignature } from './signature.ts';
import type { TrustedKey } from './signer.ts';

export interface LogoutMessage {
  readonly kind: 'SAMLRequest' | 'SAMLResponse';
  readonly id: string;
  readonly issuer: string;
  /** Of a request. */
  readonly nameId: string;
  readonly qualifiers: string;
  readonly sessionIndexes: readonly string[];
  /** Of a response. */
  readonly inResponseTo: string | undefined;
}

const MAX_INFLATED = 1_000_000; // bytes

/** Read from a form. @throws {Refusal} */
export function readPosted(
  form: URLSearchParams,
  keys: readonly TrustedKey[],
  rules: RuleBook,
): LogoutMessage {
  const kind = kindOf(form);
  const bytes = Buffer.from(form.get(kind) ?? '', 'base64');
  const root = parseMessage(bytes, rules).documentElement;
  const signature = child(root, ns.dsig, 'Signature', rules);
  rules.require('logout-signed', signature !== undefined);
  const element = signature ? verifySignature(signature, keys, rules).element : root;
  return messageOf(kind, element, rules);
}

/** Read from a query. @param query as it was sent, without the question mark. @throws {Refusal} */
export function readQuery(
  query: string,
  keys: readonly TrustedKey[],
  rules: RuleBook,
): LogoutMessage {
  const values = new URLSearchParams(query);
  const kind = kindOf(values);
  const bytes = inflate(Buffer.from(values.get(kind) ?? '', 'base64'), rules);
  rules.require('logout-signed', values.has('Signature'));
  if (values.has('Signature')) requireQuerySignature(query, kind, keys, rules);
  return messageOf(kind, parseMessage(bytes, rules).documentElement, rules);
}

/** @throws {Fatal} for a message over a limit that it does not have: the process runs out of memory. */
function inflate(deflated: Buffer, rules: RuleBook): Buffer {
  try {
    return inflateRawSync(deflated, { maxOutputLength: MAX_INFLATED });
  } catch (error) {
    const tooLong = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    if (tooLong && !rules.has('logout-inflated')) throw new Fatal();
    throw new Refusal(tooLong ? 'logout-inflated' : 'readable', (error as Error).message);
  }
}

const kindOf = (values: URLSearchParams) =>
  values.has('SAMLRequest') ? 'SAMLRequest' : 'SAMLResponse';

function requireQuerySignature(
  query: string,
  kind: LogoutMessage['kind'],
  keys: readonly TrustedKey[],
  rules: RuleBook,
): void {
  const values = new URLSearchParams(query);
  const raw = new Map(
    query.split('&').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );
  const digest = /#rsa-(sha(?:256|384|512))$/.exec(values.get('SigAlg') ?? '')?.[1];
  rules.require('logout-algorithm', digest !== undefined, values.get('SigAlg') ?? '');
  const encode = (name: string) =>
    rules.has('logout-raw-query') ? raw.get(name) : encodeURIComponent(values.get(name) ?? '');
  const octets = Buffer.from(
    [kind, 'RelayState', 'SigAlg']
      .filter((name) => raw.has(name))
      .map((name) => `${name}=${encode(name)}`)
      .join('&'),
  );
  const value = Buffer.from(values.get('Signature') ?? '', 'base64');
  const fits = keys.some(({ certificate }) => {
    const { publicKey } = new X509Certificate(certificate);
    return (
      publicKey.asymmetricKeyType === 'rsa' && verify(digest ?? 'sha1', octets, publicKey, value)
    );
  });
  rules.require('logout-query-signature', fits);
}

function messageOf(kind: LogoutMessage['kind'], root: Element, rules: RuleBook): LogoutMessage {
  const expiry = attribute(root, 'NotOnOrAfter');
  if (kind === 'SAMLRequest' && expiry !== undefined)
    rules.require('logout-expiry', Date.parse(expiry) > Date.now() - 180_000, expiry);
  const nameId = child(root, ns.assertion, 'NameID', rules);
  return {
    kind,
    id: attribute(root, 'ID') ?? '',
    issuer: issuerOf(root, rules) ?? '',
    nameId: textOf(nameId, rules) ?? '',
    qualifiers: qualifiersOf(nameId),
    sessionIndexes: children(root, ns.protocol, 'SessionIndex', rules).map(
      (one) => textOf(one, rules) ?? '',
    ),
    inResponseTo: attribute(root, 'InResponseTo'),
  };
}
