import { asFlag, listOf } from '../value.ts';
import { withoutDiacritics } from './diacritics.ts';
import type { ExpressionFunction } from './function.ts';

/** Text from text (scim.md f.3 and f.4). Without a source there is no text, unless a line says otherwise. */
export const textFunctions = {
  Append: {
    parameters: ['source', 'suffix'],
    least: 2,
    call: (given) => {
      const source = given.text(0);
      return source === null ? null : source + (given.text(1) ?? '');
    },
  },
  // Numbers are text here already, and so are booleans, with Entra's spelling.
  CStr: { parameters: ['value'], least: 1, call: (given) => given.text(0) },
  InStr: {
    parameters: ['value1', 'value2', 'start', 'compareType'],
    least: 2,
    call(given) {
      const [value, sought] = [given.text(0) ?? '', given.text(1) ?? ''];
      const start = Math.max(1, given.whole(2, 1)) - 1;
      const ignoresCase = given.text(3) === 'vbTextCompare';
      const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text);
      return String(fold(value).indexOf(fold(sought), start) + 1);
    },
  },
  Left: {
    parameters: ['String', 'NumChars'],
    least: 2,
    call(given) {
      const [text, count] = [given.text(0) ?? '', given.whole(1)];
      return count < 0 ? text : text.slice(0, count);
    },
  },
  Mid: {
    parameters: ['source', 'start', 'length'],
    least: 3,
    call(given) {
      const source = given.text(0);
      const [start, length] = [given.whole(1), given.whole(2)];
      if (source === null) return null;
      return source.slice(Math.max(0, start - 1), Math.max(0, start - 1 + length));
    },
  },
  NormalizeDiacritics: {
    parameters: ['source'],
    least: 1,
    call: (given) => mapped(given.text(0), withoutDiacritics),
  },
  // It flips "True"; everything else becomes "True".
  Not: { parameters: ['source'], least: 1, call: (given) => asFlag(given.text(0) !== 'True') },
  StripSpaces: {
    parameters: ['source'],
    least: 1,
    call: (given) => mapped(given.text(0), (text) => text.replaceAll(' ', '')),
  },
  ToLower: {
    parameters: ['source', 'culture'],
    least: 1,
    call: (given) =>
      mapped(given.text(0), (text) => inCulture(text, 'toLocaleLowerCase', given.text(1))),
  },
  ToUpper: {
    parameters: ['source', 'culture'],
    least: 1,
    call: (given) =>
      mapped(given.text(0), (text) => inCulture(text, 'toLocaleUpperCase', given.text(1))),
  },
  Word: {
    parameters: ['String', 'WordNumber', 'Delimiters'],
    least: 3,
    call(given) {
      const delimiters = new Set(given.text(2) ?? '');
      const words: string[] = [];
      let word = '';
      for (const character of `${given.text(0) ?? ''}`) {
        if (!delimiters.has(character)) word += character;
        else if (word !== '') words.push(word);
        if (delimiters.has(character)) word = '';
      }
      if (word !== '') words.push(word);
      return words[given.whole(1) - 1] ?? '';
    },
  },
  Join: {
    parameters: ['separator', 'source1', 'source2'],
    least: 2,
    repeats: true,
    call(given) {
      const values = Array.from({ length: given.count - 1 }, (_, at) =>
        listOf(given.plain(at + 1)),
      );
      const present = values.flat().filter((value) => value !== '');
      return present.length === 0 ? null : present.join(given.text(0) ?? '');
    },
  },
  Split: {
    parameters: ['source', 'delimiter'],
    least: 2,
    call(given) {
      const [source, delimiter] = [given.text(0), given.text(1) ?? ''];
      if (source === null) return null;
      return delimiter === '' ? [source] : source.split(delimiter);
    },
  },
} satisfies Record<string, ExpressionFunction>;

const mapped = (text: string | null, map: (text: string) => string): string | null =>
  text === null ? null : map(text);

/** Without a culture, or with one that does not exist: the invariant one, which knows no language. */
function inCulture(
  text: string,
  method: 'toLocaleLowerCase' | 'toLocaleUpperCase',
  culture: string | null,
): string {
  try {
    return text[method](culture ?? 'en');
  } catch {
    return text[method]('en');
  }
}
