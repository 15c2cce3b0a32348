import { SamlError } from './errors.ts';

const XML_ENCODING = /^(<\?xml\b[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')/i;

/**
 * Metadata as UTF-8 without a byte order mark. PowerShell saves files as UTF-16 by default, and other programs put a byte order mark before
 * UTF-8 (XML 1.0 appendix F). Messages are never converted: they are UTF-8 or refused.
 *
 * @throws {SamlError} `encoding` when the bytes are not what their byte order mark says
 * @throws {SamlError} `not_xml` when it is a web page or empty
 */
export function decodeMetadata(file: Uint8Array): Uint8Array {
  const [first, second, third] = file;
  if (first === 0xff && second === 0xfe) return fromUtf16(file, 'utf-16le');
  if (first === 0xfe && second === 0xff) return fromUtf16(file, 'utf-16be');
  if (first === 0x3c && second === 0) return fromUtf16(file, 'utf-16le');
  if (first === 0 && second === 0x3c) return fromUtf16(file, 'utf-16be');
  const bytes = first === 0xef && second === 0xbb && third === 0xbf ? file.subarray(3) : file;
  mustNotBeHtml(Buffer.from(bytes.subarray(0, 1024)).toString('latin1'));
  return bytes;
}

function fromUtf16(file: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Uint8Array {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(file);
  } catch {
    throw new SamlError('encoding', 'The file begins like UTF-16, and the rest of it is not.');
  }
  mustNotBeHtml(text.slice(0, 1024));
  // What follows is UTF-8, so a declaration of UTF-16 would be wrong.
  return Buffer.from(text.replace(XML_ENCODING, '$1'), 'utf8');
}

function mustNotBeHtml(start: string): void {
  const text = start.replace(/^\s*(?:<!--[\s\S]*?-->\s*)*/, '');
  if (/^<(?:!doctype\s+html|html)\b/i.test(text))
    throw new SamlError(
      'not_xml',
      'It is an HTML page: the metadata may need a sign-in, or the address belongs to a page about it.',
    );
  if (text === '') throw new SamlError('not_xml', 'It is empty.');
}
