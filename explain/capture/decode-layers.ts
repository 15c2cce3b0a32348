import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { looksLikeXml } from '../../saml/bindings/looks-like-xml.ts';
import { MAX_MESSAGE_BYTES } from '../../saml/limits.ts';
import { decodeText } from '../../text-files/decode-text.ts';

/** The XML below every encoding, or why no XML was found. */
export type Decoded =
  | { readonly xml: Buffer; readonly layers: readonly string[] }
  | { readonly problem: string; readonly layers: readonly string[] };

/** Nobody encodes a message more often; more would be a trap. */
const MAX_LAYERS = 10;

/** In characters. Base64 of base64 with percent-encoding is about three times as long as the message. */
const MAX_ENCODED = 8 * MAX_MESSAGE_BYTES;

const CANNOT = {
  tooLong: `it is longer than ${MAX_ENCODED} characters, more than any SAML message`,
  inflates: `it inflates to more than ${MAX_MESSAGE_BYTES} bytes, as a decompression bomb does`,
  tooDeep: `it is encoded more than ${MAX_LAYERS} times`,
};

/**
 * Removes one encoding after the other until XML is left: percent-encoding, quotes and escapes of a string, base64 in any spelling, DEFLATE, zlib,
 * gzip, UTF-16. `problem` completes the sentence "The SAMLResponse cannot be read: ...".
 */
export function decodeLayers(value: string | Uint8Array): Decoded {
  const layers: string[] = [];
  let rest: string | Buffer = typeof value === 'string' ? value : Buffer.from(value);
  for (let n = 0; n < MAX_LAYERS; n++) {
    if (rest.length > MAX_ENCODED) return { problem: CANNOT.tooLong, layers };
    const next: Step = typeof rest === 'string' ? decodeString(rest.trim()) : decodeBytes(rest);
    if ('xml' in next) return { xml: next.xml, layers: [...layers, ...next.layers] };
    if ('problem' in next) return { problem: next.problem, layers };
    if (next.layer !== undefined) layers.push(next.layer);
    rest = next.rest;
  }
  return { problem: CANNOT.tooDeep, layers };
}

type Step =
  | { readonly xml: Buffer; readonly layers: readonly string[] }
  | { readonly problem: string }
  /** Without a name: the same, as text. */
  | { readonly layer?: string; readonly rest: string | Buffer };

function decodeString(text: string): Step {
  if (text === '') return { problem: 'it is empty' };
  if (text.startsWith('<')) return { xml: Buffer.from(text), layers: [] };
  const [, quote, quoted] = /^(["'])([\s\S]*)\1$/.exec(text) ?? [];
  if (quote !== undefined && quoted !== undefined) return { layer: 'quotes', rest: quoted };
  if (/^&(?:lt|#60|#x3c);/i.test(text)) return { layer: 'HTML escapes', rest: fromHtml(text) };
  if (/\\(?:[nrt/"']|u00)/.test(text))
    return { layer: 'escapes of a string', rest: fromEscapes(text) };
  if (/%[0-9a-f]{2}/i.test(text)) return fromPercent(text);
  return fromBase64(text);
}

function fromPercent(text: string): Step {
  try {
    return { layer: 'percent-encoding', rest: decodeURIComponent(text) };
  } catch {
    return { problem: 'it is percent-encoded, and some of it is not UTF-8 or was cut off' };
  }
}

/** Letters of both alphabets (RFC 4648 4 and 5), with line breaks; a form turns `+` into a blank when it is decoded once too often. */
function fromBase64(text: string): Step {
  const brokenPlus = / /.test(text) && !/[\r\n]/.test(text) && !text.includes('+');
  const compact = text.replaceAll(' ', brokenPlus ? '+' : '').replace(/\s+/g, '');
  const stray = /[^A-Za-z0-9+/=_-]/u.exec(compact.replace(/=+$/, ''))?.[0];
  if (stray !== undefined)
    return { problem: `it begins with ${quoted(text)}, which is neither XML nor base64` };
  const letters = compact.replace(/=+$/, '');
  if (letters.length % 4 === 1)
    return {
      problem: `it is base64 of ${letters.length} characters, which was cut off: one character is left over`,
    };
  const url = /[-_]/.test(letters);
  const spelling = [
    url ? 'base64url' : 'base64',
    /[\r\n]/.test(text) && 'with line breaks',
    brokenPlus && 'whose + became blanks',
  ];
  return {
    layer: spelling.filter(Boolean).join(' '),
    rest: Buffer.from(letters, url ? 'base64url' : 'base64'),
  };
}

function decodeBytes(bytes: Buffer): Step {
  if (bytes.length === 0) return { problem: 'it is empty' };
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return inflate('gzip', gunzipSync, bytes);
  const wide = utf16(bytes);
  if (wide) return wide;
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { layer: 'byte order mark', rest: bytes.subarray(3) };
  if (looksLikeXml(bytes)) return { xml: bytes, layers: [] };
  if (isPlainText(bytes)) return { rest: bytes.toString('latin1') };
  // RFC 1950 2.2: method 8, and a first pair of bytes that is divisible by 31.
  const [method = 0, flags = 0] = bytes;
  const zlib = (method & 0x0f) === 8 && ((method << 8) | flags) % 31 === 0;
  if (zlib) {
    const inflated = inflate('zlib', inflateSync, bytes);
    if (!('problem' in inflated) || inflated.problem === CANNOT.inflates) return inflated;
  }
  const raw = inflate('DEFLATE', inflateRawSync, bytes);
  if ('rest' in raw || raw.problem === CANNOT.inflates) return raw;
  return { problem: `below that are ${bytes.length} bytes that are neither XML nor DEFLATE data` };
}

/** A second layer of text: base64 again, most often. */
const isPlainText = (bytes: Buffer) => /^[\x20-\x7e\r\n\t]+$/.test(bytes.toString('latin1'));

function inflate(
  layer: string,
  work: (bytes: Buffer, options: { maxOutputLength: number }) => Buffer,
  bytes: Buffer,
) {
  try {
    return { layer, rest: work(bytes, { maxOutputLength: MAX_MESSAGE_BYTES }) };
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return {
      problem: tooLarge
        ? CANNOT.inflates
        : `it begins like ${layer} data, and is damaged or cut off`,
    };
  }
}

/** XML in UTF-16: with a byte order mark, or with the zero byte that is half of `<`. */
function utf16(bytes: Buffer): Step | undefined {
  const [first, second] = bytes;
  const little = (first === 0xff && second === 0xfe) || (first === 0x3c && second === 0);
  const big = (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c);
  if (!little && !big) return undefined;
  try {
    // The declaration named an encoding that the text no longer has.
    const text = decodeText(bytes).replace(
      /^(<\?xml\b[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')/,
      '$1',
    );
    return { layer: little ? 'UTF-16LE' : 'UTF-16BE', rest: Buffer.from(text) };
  } catch {
    return { problem: 'it begins like UTF-16, and the rest of it is not' };
  }
}

const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/** Text from the source of a page. `&amp;` may be escaped itself, so each reference is read once. */
export const fromHtml = (text: string): string =>
  text.replace(
    /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
    (whole, name, decimal, hex) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Text from a log or a program, as JSON and most languages escape it. */
const fromEscapes = (text: string): string =>
  text.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, hex, character) =>
    hex === undefined
      ? (escapes[character] ?? character)
      : String.fromCharCode(Number.parseInt(hex, 16)),
  );

const quoted = (text: string) =>
  JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
