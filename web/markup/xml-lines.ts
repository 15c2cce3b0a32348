import { type XmlPiece, xmlPieces } from './xml-pieces.ts';

/** In characters. A longer message is shown as raw text: formatting it would cost more than it helps. */
export const MAX_FORMATTED = 64 * 1024;

/** Deeper levels are not indented further; otherwise the output of a hostile message would grow with the square of its length. */
const MAX_DEPTH = 24;

/** A line of formatted XML. */
export interface XmlLine {
  /** White space, at most 48 characters. */
  readonly indent: string;
  readonly pieces: readonly XmlPiece[];
}

/**
 * Formats XML for reading: one element per line, two spaces per level, text beside its tags. Never for programs, since white space is
 * significant in signed XML. A message of more than 64 Ki characters is returned unchanged.
 */
export const indentXml = (xml: string): string =>
  xml.length > MAX_FORMATTED ? xml : xmlLines(xml).join('\n');

/** The lines as text: for reading and comparing. */
export const xmlLines = (xml: string): string[] =>
  linesOfPieces(xml).map(({ indent, pieces }) =>
    (indent + pieces.map(({ text }) => text).join('')).trimEnd(),
  );

/**
 * Splits XML, well-formed or not, into indented lines. Only white space between tags is added or removed; indentation is at most 48
 * characters. Takes linear time.
 */
export function linesOfPieces(xml: string): XmlLine[] {
  const lines: XmlLine[] = [];
  let depth = 0;
  let pending: XmlPiece[] = [];
  let opened = false; // `pending` begins with a tag that is still open
  const flush = () => {
    if (pending.length > 0)
      lines.push({ indent: '  '.repeat(Math.min(depth, MAX_DEPTH)), pieces: pending });
    if (opened) depth += 1;
    pending = [];
    opened = false;
  };
  for (const piece of xmlPieces(xml)) {
    const { kind, text } = piece;
    if (kind === 'text') {
      if (text.trim() !== '') pending.push(piece);
    } else if (kind === 'close' && opened) {
      pending.push(piece); // the element and its text fit on one line
      opened = false;
      flush();
    } else {
      flush();
      if (kind === 'close') depth = Math.max(0, depth - 1);
      pending = [piece];
      opened = kind === 'open';
      if (!opened) flush();
    }
  }
  flush();
  return lines;
}
