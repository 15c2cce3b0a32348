/**
 * Edits of XML as text, without a serialiser: everything else stays the same, byte for byte. An edit that finds nothing to change throws,
 * because a case that changes nothing would always pass.
 */

/** An edit found nothing to change in a message; `message` says what it looked for. */
export class NothingToChange extends Error {
  override readonly name = 'NothingToChange';
}

export interface Span {
  /** Offset of `<`. */
  readonly start: number;
  /** Offset after the start tag. */
  readonly contentStart: number;
  /** Offset of the end tag; equal to `contentStart` for an empty-element tag. */
  readonly contentEnd: number;
  /** Offset after the end tag. */
  readonly end: number;
}

const markup =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>|<(\/?)([^\s/>!?]+)((?:"[^"]*"|'[^']*'|[^"'>])*)>/g;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Finds an element.
 *
 * @param name local name, with any prefix; or `#` and the value of its ID.
 * @param nth 0 for the first in document order.
 * @throws {NothingToChange} when there is no such element.
 */
export function locate(xml: string, name: string, nth = 0): Span {
  const isWanted = name.startsWith('#')
    ? (_: string, attributes: string) => idOf(attributes) === name.slice(1)
    : (tag: string) => localName(tag) === name;
  let seen = 0;
  let found: { start: number; contentStart: number } | undefined;
  let depth = 0;
  for (const match of xml.matchAll(markup)) {
    const [whole, slash, tag, attributes = ''] = match;
    if (tag === undefined) continue;
    const start = match.index;
    const after = start + whole.length;
    const isEmpty = !slash && attributes.endsWith('/');
    if (!found) {
      if (slash || !isWanted(tag, attributes) || seen++ < nth) continue;
      if (isEmpty) return { start, contentStart: after, contentEnd: after, end: after };
      found = { start, contentStart: after };
    } else if (!slash) {
      if (!isEmpty) depth += 1;
    } else if (depth > 0) depth -= 1;
    else return { ...found, contentEnd: start, end: after };
  }
  throw new NothingToChange(`The XML has no complete element ${name} (number ${nth}).`);
}

/** The child elements of the root by local name, in order. Of XML that is not well-formed, an end may be that of another element. */
export function childSpans(
  xml: string,
): readonly (Pick<Span, 'start' | 'end'> & { name: string })[] {
  const found: (Pick<Span, 'start' | 'end'> & { name: string })[] = [];
  let depth = 0;
  let open = { start: 0, name: '' };
  for (const match of xml.matchAll(markup)) {
    const [whole, slash, tag, attributes = ''] = match;
    if (tag === undefined) continue;
    const isEmpty = !slash && attributes.endsWith('/');
    if (!slash && depth === 1) open = { start: match.index, name: localName(tag) };
    if (!isEmpty) depth += slash ? -1 : 1;
    if (depth === 1 && (slash || isEmpty)) found.push({ ...open, end: match.index + whole.length });
  }
  return found;
}

const idOf = (attributes: string): string | undefined =>
  /(?:^|\s)I[Dd]\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1];

/** The element with its tags. @throws {NothingToChange} when there is no such element. */
export function elementText(xml: string, name: string, nth = 0): string {
  const { start, end } = locate(xml, name, nth);
  return xml.slice(start, end);
}

/** What is between the tags of the element. @throws {NothingToChange} when there is no such element. */
export function contentText(xml: string, name: string, nth = 0): string {
  const { contentStart, contentEnd } = locate(xml, name, nth);
  return xml.slice(contentStart, contentEnd);
}

/** Removes one element. @throws {NothingToChange} when there is none. */
export function cut(xml: string, name: string, nth = 0): string {
  return replaceElement(xml, name, '', nth);
}

/** Replaces the element with `text`. @throws {NothingToChange} when there is no such element. */
export function replaceElement(xml: string, name: string, text: string, nth = 0): string {
  const { start, end } = locate(xml, name, nth);
  return xml.slice(0, start) + text + xml.slice(end);
}

/** Replaces what is between the tags. @throws {NothingToChange} when there is no such element, or only an empty-element tag. */
export function replaceContent(xml: string, name: string, text: string, nth = 0): string {
  const { contentStart, contentEnd } = withTags(xml, name, nth);
  return xml.slice(0, contentStart) + text + xml.slice(contentEnd);
}

/** @throws {NothingToChange} when there is no such element. */
export function insertBefore(xml: string, name: string, text: string, nth = 0): string {
  return insertAt(xml, locate(xml, name, nth).start, text);
}

/** @throws {NothingToChange} when there is no such element. */
export function insertAfter(xml: string, name: string, text: string, nth = 0): string {
  return insertAt(xml, locate(xml, name, nth).end, text);
}

/** Inserts `text` as first child. @throws {NothingToChange} when there is no such element, or only an empty-element tag. */
export function insertFirst(xml: string, name: string, text: string, nth = 0): string {
  return insertAt(xml, withTags(xml, name, nth).contentStart, text);
}

/** Inserts `text` as last child. @throws {NothingToChange} when there is no such element, or only an empty-element tag. */
export function insertLast(xml: string, name: string, text: string, nth = 0): string {
  return insertAt(xml, withTags(xml, name, nth).contentEnd, text);
}

/** Removes every Signature. @throws {NothingToChange} when there is none. */
export function withoutSignature(xml: string): string {
  let rest = cut(xml, 'Signature');
  while (/<(?:[\w.-]+:)?Signature[\s>]/.test(rest)) rest = cut(rest, 'Signature');
  return rest;
}

/** Replaces the only occurrence. @throws {NothingToChange} when there is none, more than one, or no change. */
export function replaceOnce(xml: string, from: string | RegExp, to: string): string {
  const [match, ...more] =
    typeof from === 'string' ? occurrences(xml, from) : [...xml.matchAll(asGlobal(from))];
  if (!match || more.length > 0)
    throw new NothingToChange(`${String(from)} occurs ${match ? 'more than once' : 'nowhere'}.`);
  if (match[0] === to) throw new NothingToChange(`Replacing ${String(from)} changes nothing.`);
  return xml.slice(0, match.index) + to + xml.slice(match.index + match[0].length);
}

/** Replaces every occurrence. @throws {NothingToChange} when there is none, or no change. */
export function replaceEvery(xml: string, from: string, to: string): string {
  if (!xml.includes(from) || from === to)
    throw new NothingToChange(`Replacing ${from} changes nothing.`);
  return xml.replaceAll(from, () => to);
}

/** The value of an attribute in the start tag of an element, as written. @throws {NothingToChange} when either is missing. */
export function attributeText(xml: string, name: string, attribute: string, nth = 0): string {
  const { start, contentStart } = locate(xml, name, nth);
  const value = attributePattern(attribute).exec(xml.slice(start, contentStart))?.[2];
  if (value === undefined) throw new NothingToChange(`${name} has no attribute ${attribute}.`);
  return value;
}

/**
 * Changes an existing attribute of an element.
 *
 * @param value escaped, as between double quotes; undefined removes the attribute.
 * @throws {NothingToChange} when element or attribute is missing.
 */
export function changeAttribute(
  xml: string,
  name: string,
  attribute: string,
  value: string | undefined,
  nth = 0,
): string {
  const { start, contentStart } = locate(xml, name, nth);
  const tag = xml.slice(start, contentStart);
  const changed = replaceOnce(
    tag,
    attributePattern(attribute),
    value === undefined ? '' : ` ${attribute}="${value}"`,
  );
  return xml.slice(0, start) + changed + xml.slice(contentStart);
}

/** Text content. */
export const escapeText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');

/** The value of an attribute in double quotes. */
export const escapeAttribute = (text: string): string =>
  escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#x9;').replaceAll('\n', '&#xA;');

const attributePattern = (attribute: string) =>
  new RegExp(`\\s${attribute}\\s*=\\s*(["'])(.*?)\\1`, 's');

const asGlobal = (pattern: RegExp) =>
  pattern.global ? pattern : new RegExp(pattern.source, `${pattern.flags}g`);

function* occurrences(xml: string, text: string) {
  for (let index = xml.indexOf(text); index >= 0; index = xml.indexOf(text, index + 1))
    yield { 0: text, index };
}

const insertAt = (xml: string, at: number, text: string): string => {
  if (text === '') throw new NothingToChange('Inserting nothing changes nothing.');
  return xml.slice(0, at) + text + xml.slice(at);
};

function withTags(xml: string, name: string, nth: number): Span {
  const span = locate(xml, name, nth);
  if (span.contentStart === span.end) throw new NothingToChange(`${name} is an empty-element tag.`);
  return span;
}
