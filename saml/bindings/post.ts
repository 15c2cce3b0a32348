import { MAX_MESSAGE_BYTES } from '../limits.ts';
import { decodeBase64 } from './base64.ts';

/**
 * HTTP-POST binding (SAML Bindings 3.5.4): the form field's value is the base64 of the message, not deflated.
 *
 * @returns the bytes of the XML.
 * @throws {SamlError} `encoding`, `too_large`
 */
export function decodePost(value: string, { maxBytes = MAX_MESSAGE_BYTES } = {}): Uint8Array {
  return decodeBase64(value, maxBytes);
}
