import { constants, inflateRawSync } from 'node:zlib';
import { SamlError } from '../errors.ts';
import { MAX_MESSAGE_BYTES } from '../limits.ts';
import { decodeBase64 } from './base64.ts';
import { looksLikeXml } from './looks-like-xml.ts';

/**
 * HTTP-POST binding (SAML Bindings 3.5.4): the form field's value is the base64 of the message, not deflated.
 *
 * @returns the bytes of the XML.
 * @throws {SamlError} `base64`, `encoding` (it is DEFLATEd), `too_large`
 */
export function decodePost(value: string, { maxBytes = MAX_MESSAGE_BYTES } = {}): Uint8Array {
  const bytes = decodeBase64(value, maxBytes);
  if (isDeflated(bytes))
    throw new SamlError(
      'encoding',
      'The message is DEFLATEd, which is the encoding of HTTP-Redirect: by HTTP-POST it is base64 only. Switch compression off at the sender (in node-saml, skipRequestCompression: true), or send the message by HTTP-Redirect.',
    );
  return bytes;
}

/** The first bytes of a message that is inflated to see whether it is one. */
const SAMPLE_BYTES = 1024;

/** DEFLATE makes 1032 bytes of one at most. */
const MAX_SAMPLE = SAMPLE_BYTES * 1032;

/** Whether these are the DEFLATE data of XML (RFC 1951), of which only the beginning is inflated. */
function isDeflated(bytes: Uint8Array): boolean {
  if (looksLikeXml(bytes)) return false;
  try {
    // A cut end is not an error with Z_SYNC_FLUSH.
    const sample = bytes.subarray(0, SAMPLE_BYTES);
    return looksLikeXml(
      inflateRawSync(sample, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_SAMPLE }),
    );
  } catch {
    return false;
  }
}
