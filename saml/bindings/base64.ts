import { SamlError } from '../errors.ts';

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
  const bytes = Buffer.from(compact, 'base64');
  if (compact === '' || bytes.length !== decodedLength(compact) || isBase64url(compact))
    throw new SamlError('encoding', 'The message is not base64.', value.slice(0, 60));
  if (bytes.length > maxBytes)
    throw new SamlError('too_large', `The message is larger than ${maxBytes} bytes.`);
  return bytes;
}

/** How many bytes the text stands for if every character of it counts; Node gives fewer when it skipped one. NaN if it is cut short. */
function decodedLength(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return text.length % 4 === 0 ? (text.length / 4) * 3 - padding : Number.NaN;
}

/** The other alphabet, of which Node takes both characters for those of this one. */
const isBase64url = (text: string) => text.includes('-') || text.includes('_');
