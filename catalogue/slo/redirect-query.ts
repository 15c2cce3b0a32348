import { type KeyObject, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { signatureMethod } from '../signature-methods.ts';

/** The parameter of the Redirect binding, not yet percent-encoded (SAML Bindings 3.4.4.1). */
export const redirectParameter = (xml: string | Uint8Array): string =>
  deflateRawSync(xml).toString('base64');

export interface RedirectQuery {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  readonly xml: string;
  readonly relayState?: string | undefined;
  /** Undefined: the query is unsigned. */
  readonly key?: KeyObject | undefined;
  /** The value of SigAlg. */
  readonly sigAlg?: string;
  /** The real signature method, even if SigAlg names another. */
  readonly digest?: 'sha256' | 'sha1';
  /** Percent-encodes one value. */
  readonly encode?: (value: string) => string;
}

/** Entra's way: `%2f`, not `%2F` (entra-saml.md 4). */
export const lowerCaseEscapes = (value: string): string =>
  encodeURIComponent(value).replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase());

/** The query; the signature covers its octets exactly as they are sent (SAML Bindings 3.4.4.1). */
export function redirectQuery(query: RedirectQuery): string {
  const { parameter, xml, relayState, key, digest = 'sha256' } = query;
  const { sigAlg = signatureMethod.rsaSha256, encode = encodeURIComponent } = query;
  let text = `${parameter}=${encode(redirectParameter(xml))}`;
  if (relayState !== undefined) text += `&RelayState=${encode(relayState)}`;
  if (!key) return text;
  text += `&SigAlg=${encode(sigAlg)}`;
  const value = sign(digest, Buffer.from(text, 'utf8'), key).toString('base64');
  return `${text}&Signature=${encode(value)}`;
}
