import { xmlPieces } from './xml-pieces.ts';

/** In characters. A longer message is shown as raw text: formatting it would cost more than it helps. */
const MAX_LENGTH = 64 * 1024;

/** Deeper levels are not indented further; otherwise the output of a hostile message would grow with the square of its length. */
const MAX_DEPTH = 24;

/**
 * Formats XML for reading: one element per line, two spaces per level, text beside its tags. Never for programs, since white space is
 * significant in signed XML. A message of more than 64 Ki characters is returned unchanged.
 */
export const indentXml = (xml: string): string =>
  xml.length > MAX_LENGTH ? xml : xmlLines(xml).join('\n');

/**
 * Splits XML, well-formed or not, into indented lines for reading and comparing. Only white space between tags is added or removed;
 * indentation is at most 48 characters. Takes linear time.
 */
export function xmlLines(xml: string): string[] {
  const lines: string[] = [];
  let depth = 0;
  let pending = '';
  let opened = false; // `pending` begins with a tag that is still open
  const flush = () => {
    if (pending !== '') lines.push('  '.repeat(Math.min(depth, MAX_DEPTH)) + pending.trimEnd());
    if (opened) depth += 1;
    pending = '';
    opened = false;
  };
  for (const { kind, text } of xmlPieces(xml)) {
    if (kind === 'text') {
      if (text.trim() !== '') pending += text;
    } else if (kind === 'close' && opened) {
      pending += text; // the element and its text fit on one line
      opened = false;
      flush();
    } else {
      flush();
      if (kind === 'close') depth = Math.max(0, depth - 1);
      pending = text;
      opened = kind === 'open';
      if (!opened) flush();
    }
  }
  flush();
  return lines;
}
