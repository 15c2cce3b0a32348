import { type Element, elementsBefore } from './dom.ts';
import type { Place } from './errors.ts';

/** What can begin with `<` in well-formed XML without a DTD; only the last kind is a start tag. */
const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<\/[^>]*>|<(?:"[^"]*"|'[^']*'|[^"'>])*>/g;

/**
 * Where an element begins in the text that it was parsed from, or one of its attributes. libxml2 knows lines only.
 *
 * @param source well-formed
 */
export function placeOf(source: Uint8Array, e: Element, attribute?: string): Place {
  const text = Buffer.from(source).toString('utf8');
  let before = elementsBefore(e);
  for (const { 0: markup, index } of text.matchAll(MARKUP)) {
    if (/^<[!?/]/.test(markup)) continue;
    if (before-- > 0) continue;
    const offset = attribute === undefined ? 0 : offsetOf(attribute, markup);
    return placeAt(text.slice(0, index + 1 + offset));
  }
  return { line: 1, position: 1 };
}

/** The place after a text. */
export function placeAt(text: string): Place {
  const lines = text.split('\n');
  return { line: lines.length, position: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Of an attribute after the `<` of its tag; quoted values are skipped, because they may contain anything. */
function offsetOf(attribute: string, tag: string): number {
  for (const { 0: found, index } of tag.matchAll(/"[^"]*"|'[^']*'|\s[^\s=]+(?=\s*=)/g))
    if (found.slice(1) === attribute) return index;
  return 0;
}
