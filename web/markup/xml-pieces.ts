/** A part of a message: a tag, text between tags, or other markup (comment, CDATA section, processing instruction, DOCTYPE). */
export interface XmlPiece {
  readonly kind: 'open' | 'empty' | 'close' | 'text' | 'markup';
  readonly text: string;
}

/**
 * Splits XML into its pieces, for display only: the XML need not be well-formed, and no decision depends on the result. Nothing is
 * omitted; from the first unclosed markup on, the rest is one piece of text. Takes linear time.
 */
export function* xmlPieces(xml: string): Generator<XmlPiece> {
  let end = 0; // of the last piece
  let start = xml.indexOf('<');
  while (start >= 0) {
    if (beginsMarkup.test(xml.slice(start, start + 3))) {
      const stop = endOfMarkup(xml, start);
      if (stop < 0) break;
      if (start > end) yield { kind: 'text', text: xml.slice(end, start) };
      const text = xml.slice(start, stop);
      yield { kind: kindOf(text), text };
      end = stop;
    }
    start = xml.indexOf('<', Math.max(end, start + 1));
  }
  if (end < xml.length) yield { kind: 'text', text: xml.slice(end) };
}

/** Any other `<` is text. */
const beginsMarkup = /^<(?:[!?]|\/?[^\s/<>"'=!?])/;

function kindOf(markup: string): XmlPiece['kind'] {
  if (/^<[!?]/.test(markup)) return 'markup';
  if (markup.startsWith('</')) return 'close';
  return markup.endsWith('/>') ? 'empty' : 'open';
}

const delimited = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** Including the internal subset, which contains declarations. */
const doctype = /<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>/y;

/** Where the markup that begins at `start` ends; -1 if it does not. */
function endOfMarkup(xml: string, start: number): number {
  for (const [opening, closing] of delimited) {
    if (!xml.startsWith(opening, start)) continue;
    const found = xml.indexOf(closing, start + opening.length);
    return found < 0 ? -1 : found + closing.length;
  }
  if (xml.startsWith('<!DOCTYPE', start)) {
    doctype.lastIndex = start;
    return doctype.test(xml) ? doctype.lastIndex : -1;
  }
  let quote = '';
  for (let at = start + 1; at < xml.length; at += 1) {
    const character = xml.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return -1;
}
