import { SamlError } from '../errors.ts';

/**
 * Strict RFC 4648 base64. Node's decoder skips unknown characters, so it may read different bytes than another decoder. Line breaks are
 * allowed, because RFC 2045 encoders wrap lines (SAML Bindings 3.5.4).
 *
 * @param maxBytes the limit of the decoded value.
 * @throws {SamlError} `base64`, `too_large`
 */
export function decodeBase64(value: string, maxBytes: number): Buffer {
  if (value.length > Math.ceil(maxBytes / 3) * 4 * 1.1)
    throw new SamlError('too_large', `The message is larger than ${maxBytes} bytes.`);
  const compact = value.replace(/[\r\n\t ]+/g, '');
  const bytes = Buffer.from(compact, 'base64');
  if (compact === '' || bytes.length !== decodedLength(compact) || isBase64url(compact))
    throw new SamlError('base64', 'The message is not base64.', value.slice(0, 60));
  if (bytes.length > maxBytes)
    throw new SamlError('too_large', `The message is larger than ${maxBytes} bytes.`);
  return bytes;
}

/** The length in bytes if every character is valid; Node decodes fewer bytes when it skips one. NaN for truncated text. */
function decodedLength(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return text.length % 4 === 0 ? (text.length / 4) * 3 - padding : Number.NaN;
}

/** Node's base64 decoder also accepts the two characters of base64url. */
const isBase64url = (text: string) => text.includes('-') || text.includes('_');
