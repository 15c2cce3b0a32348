import { ExpressionFault } from '../syntax.ts';
import type { ExpressionFunction } from './function.ts';

/** Of .NET's custom formats ("Custom date and time format strings"); other letters are not simulated, T and Z are themselves. */
const specifier = /yyyy|MM|dd|HH|mm|ss|f{1,7}|'[^']*'|[^A-Za-z]|[TZ]|[A-Za-z]+/g;
const digits: Readonly<Record<string, number>> = { yyyy: 4, MM: 2, dd: 2, HH: 2, mm: 2, ss: 2 };

/** @throws {ExpressionFault} when the format has letters that samlab does not simulate */
function piecesOf(format: string): string[] {
  const pieces = format.match(specifier) ?? [];
  const unknown = pieces.find((piece) => /^[A-Za-z]/.test(piece) && !isKnown(piece));
  if (unknown !== undefined)
    throw new ExpressionFault(
      `samlab does not simulate "${unknown}" in the date format "${format}"; it knows yyyy, MM, dd, HH, mm, ss, f and separators.`,
    );
  return pieces;
}

const isKnown = (piece: string) => piece in digits || /^(?:f+|[TZ])$/.test(piece);

type Parts = Readonly<Record<string, string>>;

function readDate(text: string, format: string): Parts {
  const parts: Record<string, string> = {};
  let at = 0;
  for (const piece of piecesOf(format)) {
    const length = digits[piece] ?? piece.replaceAll("'", '').length;
    const found = text.slice(at, at + length);
    at += length;
    const isNumber = piece in digits || piece.startsWith('f');
    const wanted = isNumber ? /^\d+$/.test(found) : found === piece.replaceAll("'", '');
    if (!wanted || found.length !== length) throw mismatch(text, format);
    if (isNumber) parts[piece.startsWith('f') ? 'f' : piece] = found;
  }
  if (at !== text.length) throw mismatch(text, format);
  requireDay(parts, text);
  return parts;
}

const mismatch = (text: string, format: string) =>
  new ExpressionFault(`"${text}" is no date in the format "${format}".`);

/** 30 February is no day. */
function requireDay(
  { yyyy = '2000', MM = '01', dd = '01', HH = '00', mm = '00', ss = '00' }: Parts,
  text: string,
) {
  const date = new Date(`${yyyy}-${MM}-${dd}T${HH}:${mm}:${ss}Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(8, 10) !== dd)
    throw new ExpressionFault(`"${text}" is no date in the calendar.`);
}

function writeDate(parts: Parts, format: string): string {
  return piecesOf(format)
    .map((piece) => {
      if (piece in digits)
        return (
          parts[piece] ?? (piece === 'MM' || piece === 'dd' ? '01' : '0'.repeat(digits[piece] ?? 2))
        );
      if (/^f+$/.test(piece))
        return (parts.f ?? '').padEnd(piece.length, '0').slice(0, piece.length);
      return piece.replaceAll("'", '');
    })
    .join('');
}

export const dateFunctions = {
  FormatDateTime: {
    parameters: ['source', 'dateTimeStyles', 'inputFormat', 'outputFormat'],
    least: 4,
    call(given) {
      const source = given.text(0);
      if (source === null || source === '') return null;
      return writeDate(readDate(source, given.text(2) ?? ''), given.text(3) ?? '');
    },
  },
} satisfies Record<string, ExpressionFunction>;
