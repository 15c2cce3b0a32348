/** In bytes. The longest namespaces of SAML have some 60 characters; a prefix is for people to type. */
const MAX_NAME = 512;
const MAX_PREFIX = 128;

const [TAB, LINE_FEED, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [QUOTE, APOSTROPHE, COLON, EQUALS] = [0x22, 0x27, 0x3a, 0x3d];

/**
 * Whether a namespace is declared under a name longer than anybody needs. Each element of a namespace is five bytes in a message, but the
 * schema validator keeps, and a canonicaliser writes, the whole name for each: 180 KB became a gigabyte. Looks at the bytes, each of them a
 * bounded number of times: to visit every element takes longer.
 */
export function hasLongNamespace(bytes: Buffer): boolean {
  for (let at = bytes.indexOf('xmlns'); at >= 0; at = bytes.indexOf('xmlns', at + 5))
    if (isLong(bytes, at + 5)) return true;
  return false;
}

/** @param at behind `xmlns` */
function isLong(bytes: Buffer, at: number): boolean {
  const equals = bytes[at] === COLON ? endOfPrefix(bytes, at + 1) : skipBlanks(bytes, at);
  if (equals === undefined) return true;
  if (bytes[equals] !== EQUALS) return false; // the word in some text
  const start = skipBlanks(bytes, equals + 1);
  const quote = bytes[start];
  if (quote !== QUOTE && quote !== APOSTROPHE) return false;
  return !bytes.subarray(start + 1, start + 2 + MAX_NAME).includes(quote);
}

/** Where the prefix and the blanks behind it end; undefined when it is too long. */
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
