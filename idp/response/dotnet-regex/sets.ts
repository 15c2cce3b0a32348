import type { PatternReader } from './pattern-reader.ts';
import { PatternFault } from './syntax.ts';

/** What .NET calls a word character; JavaScript's `\w` is ASCII only ("Character classes in .NET regular expressions"). */
const word = '\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}';
/** At a word boundary two joiners count as well. */
export const boundaryWord = `${word}\\u{200c}\\u{200d}`;
const space = '\\f\\n\\r\\t\\v\\u{85}\\p{Z}';

/** General categories of Unicode, which both languages know. */
const category =
  /^(?:L|Lu|Ll|Lt|Lm|Lo|M|Mn|Mc|Me|N|Nd|Nl|No|P|Pc|Pd|Ps|Pe|Pi|Pf|Po|S|Sm|Sc|Sk|So|Z|Zs|Zl|Zp|C|Cc|Cf|Cs|Co|Cn)$/;

/** Named blocks, which JavaScript does not know: those that a directory is likely to hold. */
const blocks: Readonly<Record<string, string>> = {
  IsBasicLatin: '\\u{0}-\\u{7f}',
  'IsLatin-1Supplement': '\\u{80}-\\u{ff}',
  'IsLatinExtended-A': '\\u{100}-\\u{17f}',
  'IsLatinExtended-B': '\\u{180}-\\u{24f}',
  IsGreek: '\\u{370}-\\u{3ff}',
  IsGreekandCoptic: '\\u{370}-\\u{3ff}',
  IsCyrillic: '\\u{400}-\\u{4ff}',
  IsArmenian: '\\u{530}-\\u{58f}',
  IsHebrew: '\\u{590}-\\u{5ff}',
  IsArabic: '\\u{600}-\\u{6ff}',
  IsDevanagari: '\\u{900}-\\u{97f}',
  IsThai: '\\u{e00}-\\u{e7f}',
  IsGeorgian: '\\u{10a0}-\\u{10ff}',
  IsLatinExtendedAdditional: '\\u{1e00}-\\u{1eff}',
  IsGeneralPunctuation: '\\u{2000}-\\u{206f}',
  IsCurrencySymbols: '\\u{20a0}-\\u{20cf}',
  IsHiragana: '\\u{3040}-\\u{309f}',
  IsKatakana: '\\u{30a0}-\\u{30ff}',
  IsCJKUnifiedIdeographs: '\\u{4e00}-\\u{9fff}',
  IsHangulSyllables: '\\u{ac00}-\\u{d7af}',
};

/** A character as the `v` flag reads it literally, inside and outside of a set. */
export const literal = (code: number): string =>
  /[A-Za-z0-9_]/.test(String.fromCodePoint(code))
    ? String.fromCodePoint(code)
    : `\\u{${code.toString(16)}}`;

const characters: Readonly<Record<string, number>> = {
  a: 0x07,
  e: 0x1b,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  v: 0x0b,
};

/**
 * What follows a backslash, inside and outside of a set: `\d`, `\p{Lu}`, `\x41`, `\u0041`, `\cA`, `\012`, `\.`.
 *
 * @returns the code of one character, or the content of a set
 */
export function readEscape(reader: PatternReader): number | string {
  const letter = reader.take();
  switch (letter) {
    case '':
      throw new PatternFault('The pattern ends in a backslash.');
    case 'd':
      return '\\p{Nd}';
    case 'D':
      return '\\P{Nd}';
    case 'w':
      return word;
    case 'W':
      return `[^${word}]`;
    case 's':
      return space;
    case 'S':
      return `[^${space}]`;
    case 'p':
      return readCategory(reader, false);
    case 'P':
      return readCategory(reader, true);
    case 'x':
      return readHex(reader, 2);
    case 'u':
      return readHex(reader, 4);
    case 'c':
      return readControl(reader);
    case '0':
      return Number.parseInt(`0${reader.takeMatch(/[0-7]{0,2}/y)}`, 8);
  }
  const known = characters[letter];
  if (known !== undefined) return known;
  if (/\w/.test(letter)) throw new PatternFault(`.NET does not know the escape \\${letter}.`);
  return letter.codePointAt(0) ?? 0;
}

function readCategory(reader: PatternReader, negative: boolean): string {
  const name = /^\{(.*)\}$/.exec(reader.takeMatch(/\{[\w-]*\}/y))?.[1];
  if (!name) throw new PatternFault('After \\p a category in braces must follow, such as \\p{L}.');
  const block = Object.hasOwn(blocks, name) ? blocks[name] : undefined;
  if (block) return negative ? `[^${block}]` : block;
  if (category.test(name)) return `\\${negative ? 'P' : 'p'}{${name}}`;
  throw new PatternFault(
    name.startsWith('Is')
      ? `The Unicode block ${name} is not supported here: write a range such as [\\u0370-\\u03FF].`
      : `There is no Unicode category ${name}.`,
  );
}

function readHex(reader: PatternReader, digits: number): number {
  const hex = reader.takeMatch(/[0-9a-fA-F]*/y, digits);
  if (hex.length < digits)
    throw new PatternFault(`\\${digits === 2 ? 'x' : 'u'} needs ${digits} hexadecimal digits.`);
  return Number.parseInt(hex, 16);
}

function readControl(reader: PatternReader): number {
  const letter = reader.take().toUpperCase();
  const code = (letter.codePointAt(0) ?? 0) - 64;
  if (letter === '' || code < 0 || code > 31)
    throw new PatternFault('After \\c a letter must follow.');
  return code;
}

/** `[a-z]`, also with a subtraction such as `[a-z-[aeiou]]`. The opening bracket was taken. */
export function readSet(reader: PatternReader): string {
  const negative = reader.takeIf('^');
  const parts: string[] = [];
  let subtracted: string | undefined;
  for (let first = true; ; first = false) {
    if (reader.atEnd) throw new PatternFault('A set [ is not closed by ].');
    if (!first && reader.takeIf(']')) break;
    if (subtracted !== undefined)
      throw new PatternFault('A subtraction such as -[aeiou] must be the last part of its set.');
    if (!first && reader.takeIf('-[')) {
      subtracted = readSet(reader);
      continue;
    }
    const low = readMember(reader);
    const isRange = reader.next === '-' && reader.peek(1) !== ']' && reader.peek(1) !== '[';
    if (!isRange || reader.atLast) {
      parts.push(typeof low === 'number' ? literal(low) : low);
      continue;
    }
    reader.take();
    const high = readMember(reader);
    if (typeof low !== 'number' || typeof high !== 'number')
      throw new PatternFault('A class such as \\d cannot be the end of a range.');
    if (high < low) throw new PatternFault('The range in a set is in reverse order.');
    parts.push(`${literal(low)}-${literal(high)}`);
  }
  const set = `[${negative ? '^' : ''}${parts.join('')}]`;
  return subtracted === undefined ? set : `[${set}--${subtracted}]`;
}

function readMember(reader: PatternReader): number | string {
  const character = reader.take();
  if (character !== '\\') return character.codePointAt(0) ?? 0;
  return reader.takeIf('b') ? 0x08 : readEscape(reader);
}
