import type { XmlPiece } from '../../web/markup/xml-pieces.ts';

/** A part of a piece, by what it is; `plain` is text and punctuation. */
export interface MarkupToken {
  readonly kind: 'name' | 'attribute' | 'value' | 'other' | 'plain';
  readonly text: string;
}

/** Splits a piece of XML for highlighting. Nothing is omitted, and it takes linear time for any text. */
export function markupTokens({ kind, text }: XmlPiece): MarkupToken[] {
  if (kind === 'text') return [{ kind: 'plain', text }];
  if (kind === 'markup') return [{ kind: 'other', text }];
  const tokens: MarkupToken[] = [];
  let named = false;
  for (const [part] of text.matchAll(/"[^"]*"|'[^']*'|\s+|[^\s"'=<>/]+|./gs)) {
    const isWord = /^[^\s"'=<>/]/.test(part);
    const token: MarkupToken = {
      kind: /^["']./.test(part) ? 'value' : !isWord ? 'plain' : named ? 'attribute' : 'name',
      text: part,
    };
    if (isWord) named = true;
    const last = tokens.at(-1);
    // One element of the page for each run of the same kind.
    if (last?.kind === token.kind)
      tokens[tokens.length - 1] = { kind: token.kind, text: last.text + part };
    else tokens.push(token);
  }
  return tokens;
}
