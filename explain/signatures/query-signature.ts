import type { Certificate } from '../../certs/certificate.ts';
import { decodeParameter, rawParameters } from '../../saml/bindings/raw-query.ts';
import { verifyRedirectSignature } from '../../saml/bindings/redirect-signature.ts';
import { SamlError } from '../../saml/errors.ts';
import type { ReadMessage } from '../read-messages.ts';
import { type NamedCertificate, named } from './signature-finding.ts';

/** What is known of the signature of a query (SAML Bindings 3.4.4.1). It names no certificate. */
export interface QuerySignature {
  /** Kind of the message: `LogoutRequest`. */
  readonly of: string;
  /** URI of SigAlg; empty when missing. */
  readonly method: string;
  /** The given certificate whose key signed. */
  readonly signer: NamedCertificate | undefined;
  /**
   * `valid`: by a given certificate. `re-encoded`: by a given certificate, over a query that was percent-encoded in another way. `not-valid`: by no
   * given certificate, or the query was changed. `unknown`: no certificate was given, or the method is not supported.
   */
  readonly verdict: 'valid' | 're-encoded' | 'not-valid' | 'unknown';
  /** Of `re-encoded`: completes "It is right over a query ...". Of `unknown`: why, as a sentence. */
  readonly what?: string;
}

/**
 * Verifies the signature of the query that brought a message, over the octets as sent. Undefined for a message without one.
 *
 * @param certificates of its sender
 */
export function querySignature(
  { rawQuery, binding, says: { kind } }: ReadMessage,
  certificates: readonly Certificate[],
): QuerySignature | undefined {
  if (binding !== 'HTTP-Redirect' || rawQuery === undefined || !/(?:^|&)Signature=/.test(rawQuery))
    return undefined;
  const method = methodOf(rawQuery);
  const found = { of: kind, method, signer: undefined };
  if (certificates.length === 0)
    return { ...found, verdict: 'unknown', what: 'No certificate of its sender is known.' };
  const parameter = /Request$/.test(kind) ? 'SAMLRequest' : 'SAMLResponse';
  const asSent = signerOf(rawQuery, parameter, certificates);
  if (typeof asSent === 'string') return { ...found, verdict: 'unknown', what: asSent };
  if (asSent) return { ...found, verdict: 'valid', signer: named(asSent) };
  for (const { what, rewrite } of encodings) {
    const signer = signerOf(rewrittenValues(rawQuery, rewrite), parameter, certificates);
    if (signer && typeof signer !== 'string')
      return { ...found, verdict: 're-encoded', signer: named(signer), what };
  }
  return { ...found, verdict: 'not-valid' };
}

/** The certificate whose key signed; undefined when it is none; a sentence when the signature cannot be verified. */
function signerOf(
  rawQuery: string,
  parameter: 'SAMLRequest' | 'SAMLResponse',
  certificates: readonly Certificate[],
): Certificate | string | undefined {
  try {
    const publicKeys = certificates.map(({ publicKey }) => publicKey);
    const key = verifyRedirectSignature(rawQuery, { parameter, publicKeys, allowSha1: true });
    return certificates.find(({ publicKey }) => publicKey === key);
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    return error.code === 'signature_invalid' ? undefined : error.message;
  }
}

function methodOf(rawQuery: string): string {
  try {
    return decodeParameter(rawParameters(rawQuery).get('SigAlg') ?? '');
  } catch (error) {
    if (error instanceof SamlError) return '';
    throw error;
  }
}

/** Ways to percent-encode a value, one of which the signer may have used before another program encoded the query again. */
const encodings: readonly { what: string; rewrite: (value: string) => string }[] = [
  {
    what: 'with lower-case escapes (%2f), as Entra writes it',
    rewrite: (value) => lowerCased(encodeURIComponent(value)),
  },
  { what: 'with upper-case escapes (%2F)', rewrite: (value) => encodeURIComponent(value) },
  {
    what: 'with + in place of blanks',
    rewrite: (value) => encodeURIComponent(value).replaceAll('%20', '+'),
  },
  {
    what: 'with every sign escaped that a form escapes',
    rewrite: (value) => new URLSearchParams({ v: value }).toString().slice(2),
  },
];

export const lowerCased = (encoded: string): string =>
  encoded.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());

/** The query with each value decoded and encoded again. */
const rewrittenValues = (rawQuery: string, rewrite: (value: string) => string): string =>
  rawQuery
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? pair : `${pair.slice(0, at)}=${rewrite(decodedLoosely(pair.slice(at + 1)))}`;
    })
    .join('&');

function decodedLoosely(value: string): string {
  try {
    return decodeParameter(value);
  } catch (error) {
    if (error instanceof SamlError) return value;
    throw error;
  }
}
