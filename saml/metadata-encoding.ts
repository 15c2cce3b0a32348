import { decodeText } from '../text-files/decode-text.ts';
import { SamlError } from './errors.ts';

const XML_ENCODING = /^(<\?xml\b[^>]*?)\s+encoding\s*=\s*(?:"([^"]*)"|'([^']*)')/i;

/**
 * Metadata as UTF-8 without a byte order mark. PowerShell saves files as UTF-16 by default, other programs put a byte order mark before UTF-8
 * (XML 1.0 appendix F), declare an encoding that the file no longer has, or leave lines before the declaration. Messages are never converted:
 * they are UTF-8 or refused.
 *
 * @throws {SamlError} `encoding` when the bytes are not what their byte order mark says
 * @throws {SamlError} `not_xml` when it is a web page or empty
 */
export function decodeMetadata(file: Uint8Array): Uint8Array {
  const text = readText(file).replace(/^\s+/, '');
  mustNotBeHtml(text.slice(0, 1024));
  // What follows is UTF-8, whatever the file was.
  return Buffer.from(text.replace(XML_ENCODING, '$1'), 'utf8');
}

function readText(file: Uint8Array): string {
  try {
    const text = decodeText(file);
    const [, , double, single = double] = XML_ENCODING.exec(text.replace(/^\s+/, '')) ?? [];
    return single !== undefined && isOneByte(single) ? new TextDecoder(single).decode(file) : text;
  } catch {
    throw new SamlError('encoding', 'The file begins like UTF-16, and the rest of it is not.');
  }
}

/** Only such an encoding is believed: a file that says UTF-16 and has no zero bytes is UTF-8, as .NET writes it. */
const isOneByte = (label: string): boolean =>
  /^(?:iso-8859-\d+|windows-125\d|us-ascii)$/i.test(label);

function mustNotBeHtml(start: string): void {
  const text = start.replace(/^(?:<!--[\s\S]*?-->\s*)*/, '');
  if (/^<(?:!doctype\s+html|html)\b/i.test(text))
    throw new SamlError(
      'not_xml',
      'It is an HTML page: the metadata may need a sign-in, or the address belongs to a page about it.',
    );
  if (text === '') throw new SamlError('not_xml', 'It is empty.');
}
