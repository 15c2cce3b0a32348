import { xmlPieces } from './xml-pieces.ts';

/** Beyond this only the raw text is shown: laying it out would cost more than it helps. In characters. */
const MAX_LENGTH = 64 * 1024;

/** Deeper levels are not indented further, or a hostile message would grow with the square of its length. */
const MAX_DEPTH = 24;

/**
 * XML laid out for reading: one element a line, two spaces per level, text beside its tags; not for any program, since white space
 * counts in signed XML. A message of more than 64 Ki characters stays as it is.
 */
export const indentXml = (xml: string): string =>
  xml.length > MAX_LENGTH ? xml : xmlLines(xml).join('\n');

/**
 * Breaks XML, well-formed or not, into indented lines for reading and comparing. Nothing is left out, and nothing but white space
 * between tags is added or taken: at most 48 characters a line. Takes linear time.
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
