/** Beyond this only the raw text is shown: laying it out would cost more than it helps. */
const MAX_LENGTH = 64 * 1024;

/** Deeper levels are not indented further, or a hostile message would grow without bound. */
const MAX_DEPTH = 24;

/**
 * Lays XML out for reading: a line per element, two spaces per level, text beside its tags. It is for the eye alone and
 * reads nothing from the message; from the first thing it does not understand on, the text stays as it is. Takes linear time.
 */
export function indentXml(xml: string): string {
  if (xml.length > MAX_LENGTH) return xml;
  let depth = 0;
  let end = 0;
  let out = '';
  let openWithText = false;
  for (const [start, stop] of markup(xml)) {
    const piece = xml.slice(start, stop);
    const between = xml.slice(end, start);
    const hasText = between.trim() !== '';
    const closes = piece.startsWith('</');
    const opens = /^<[^/!?]/.test(piece) && !piece.endsWith('/>');
    if (closes) depth = Math.max(0, depth - 1);
    const inline = hasText || (closes && openWithText);
    if (hasText) out += between;
    if (!inline && out !== '') out += `\n${'  '.repeat(Math.min(depth, MAX_DEPTH))}`;
    out += piece;
    if (opens) depth += 1;
    openWithText = opens;
    end = stop;
  }
  return out + xml.slice(end).trimEnd();
}

/** Where each comment, CDATA section, instruction or tag begins and ends; ends at the first that is not closed. */
function* markup(xml: string): Generator<[start: number, stop: number]> {
  let start = xml.indexOf('<');
  while (start >= 0) {
    const stop = endOfMarkup(xml, start);
    if (stop < 0) return;
    yield [start, stop];
    start = xml.indexOf('<', stop);
  }
}

const delimited = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

function endOfMarkup(xml: string, start: number): number {
  for (const [opening, closing] of delimited) {
    if (!xml.startsWith(opening, start)) continue;
    const found = xml.indexOf(closing, start + opening.length);
    return found < 0 ? -1 : found + closing.length;
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
