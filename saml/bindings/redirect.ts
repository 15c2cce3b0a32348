import { type KeyObject, sign } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { cryptoKey, type DigestName, signatureAlgorithmFor } from '../algorithms.ts';
import { SamlError } from '../errors.ts';
import { MAX_MESSAGE_BYTES } from '../limits.ts';
import { decodeBase64 } from './base64.ts';
import { looksLikeXml } from './looks-like-xml.ts';
import { withQuery } from './with-query.ts';

export type RedirectParameter = 'SAMLRequest' | 'SAMLResponse';

export interface RedirectMessage {
  /** The receiver's address; its query is kept. */
  endpoint: string;
  parameter: RedirectParameter;
  xml: string;
  relayState?: string;
  sign?: { privateKey: KeyObject; digest?: DigestName };
  /** Hexadecimal digits of percent-encoding, which the signature covers: `%2f` or `%2F`. Default `upper`. */
  escapes?: 'lower' | 'upper' | undefined;
}

/**
 * HTTP-Redirect binding (SAML Bindings 3.4.4): raw DEFLATE, base64, percent-encoding; the signature covers the encoded
 * octets of message, RelayState and SigAlg in that order.
 *
 * @returns the URL to send the browser to.
 */
export function encodeRedirect(message: RedirectMessage): string {
  const { endpoint, parameter, xml, relayState, sign: signing, escapes = 'upper' } = message;
  const encode = escapes === 'upper' ? encodeURIComponent : encodeInLowerCase;
  const deflated = deflateRawSync(Buffer.from(xml, 'utf8')).toString('base64');
  let query = `${parameter}=${encode(deflated)}`;
  if (relayState !== undefined) query += `&RelayState=${encode(relayState)}`;
  if (signing) {
    const algorithm = signatureAlgorithmFor(signing.privateKey, signing.digest ?? 'sha256');
    query += `&SigAlg=${encode(algorithm.uri)}`;
    const value = sign(
      algorithm.digest,
      Buffer.from(query),
      cryptoKey(signing.privateKey, algorithm),
    );
    query += `&Signature=${encode(value.toString('base64'))}`;
  }
  return withQuery(endpoint, query);
}

const encodeInLowerCase = (text: string) =>
  encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());

/**
 * @param value the query parameter, percent-decoded.
 * @returns the bytes of the XML, at most `maxBytes`.
 * @throws {SamlError} `base64`, `deflate`, `too_large`
 */
export function inflateRedirect(value: string, { maxBytes = MAX_MESSAGE_BYTES } = {}): Uint8Array {
  const deflated = decodeBase64(value, maxBytes);
  try {
    return inflateRawSync(deflated, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new SamlError('too_large', `The message inflates to more than ${maxBytes} bytes.`);
    throw new SamlError('deflate', notDeflated(deflated), String(error));
  }
}

function notDeflated(bytes: Uint8Array): string {
  if (looksLikeXml(bytes))
    return 'The message is base64 only, which is the encoding of HTTP-POST: by HTTP-Redirect it is DEFLATEd before that.';
  // RFC 1950 2.2: method 8, and a first pair of bytes that is divisible by 31.
  const [method = 0, flags = 0] = bytes;
  if ((method & 0x0f) === 8 && ((method << 8) | flags) % 31 === 0)
    return 'The message is DEFLATE data with a zlib header: HTTP-Redirect takes raw DEFLATE data (RFC 1951).';
  return 'The message is not DEFLATE data.';
}
