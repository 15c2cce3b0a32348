import { SamlError } from '../errors.ts';

const alphabet = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * RFC 4648 base64 without guessing: Node's decoder skips what it does not know, and a decoder that skips reads other bytes
 * than its neighbour. Line breaks are allowed, since RFC 2045 encoders wrap (SAML Bindings 3.5.4).
 *
 * @param maxBytes the most that the decoded value may have.
 * @throws {SamlError} `encoding`, `too_large`
 */
export function decodeBase64(value: string, maxBytes: number): Buffer {
  if (value.length > Math.ceil(maxBytes / 3) * 4 * 1.1)
    throw new SamlError('too_large', `The message is larger than ${maxBytes} bytes.`);
  const compact = value.replace(/[\r\n\t ]+/g, '');
  if (compact === '' || compact.length % 4 !== 0 || !alphabet.test(compact))
    throw new SamlError('encoding', 'The message is not base64.', value.slice(0, 60));
  const bytes = Buffer.from(compact, 'base64');
  if (bytes.length > maxBytes)
    throw new SamlError('too_large', `The message is larger than ${maxBytes} bytes.`);
  return bytes;
}
