/** In bytes. The longest namespaces of SAML have about 60 characters, and prefixes are short. */
const MAX_NAME = 512;
const MAX_PREFIX = 128;

const [TAB, LINE_FEED, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [QUOTE, APOSTROPHE, COLON, EQUALS] = [0x22, 0x27, 0x3a, 0x3d];

/**
 * Whether a namespace or its prefix has an unreasonably long name. An element may need only five bytes in a message, but the schema validator
 * keeps, and a canonicaliser writes, the full name for each element: 180 KB became a gigabyte. Scans the bytes in linear time, which is
 * faster than visiting every element.
 */
export function hasLongNamespace(bytes: Buffer): boolean {
  for (let at = bytes.indexOf('xmlns'); at >= 0; at = bytes.indexOf('xmlns', at + 5))
    if (isLong(bytes, at + 5)) return true;
  return false;
}

/** @param at the position after `xmlns` */
function isLong(bytes: Buffer, at: number): boolean {
  const equals = bytes[at] === COLON ? endOfPrefix(bytes, at + 1) : skipBlanks(bytes, at);
  if (equals === undefined) return true;
  if (bytes[equals] !== EQUALS) return false; // the word `xmlns` in text
  const start = skipBlanks(bytes, equals + 1);
  const quote = bytes[start];
  if (quote !== QUOTE && quote !== APOSTROPHE) return false;
  return !bytes.subarray(start + 1, start + 2 + MAX_NAME).includes(quote);
}

/** Where the prefix and the white space after it end; undefined when the prefix is too long. */
function endOfPrefix(bytes: Buffer, at: number): number | undefined {
  for (let end = at; end < at + MAX_PREFIX; end++) {
    const byte = bytes[end];
    if (byte === undefined || byte === EQUALS || isBlank(byte)) return skipBlanks(bytes, end);
  }
  return undefined;
}

function skipBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at++;
  return at;
}

const isBlank = (byte: number | undefined): boolean =>
  byte === SPACE || byte === LINE_FEED || byte === TAB || byte === RETURN;
