/** No name is longer; a text that is was not meant as one. In UTF-16 units. */
const LONGEST = 100;

/** The name most like a mistyped one: the same letters, else by the pairs of letters they share; undefined when none is close. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  if (typed.length > LONGEST) return undefined;
  const [best] = ranked(typed, names);
  return best && best.score > 0.4 ? best.name : undefined;
}

/** All names, those most like a mistyped one first; names that are equally like it keep their order. */
export const nearestFirst = (typed: string, names: readonly string[]): string[] =>
  ranked(typed.slice(0, LONGEST), names).map(({ name }) => name);

function ranked(typed: string, names: readonly string[]) {
  const wanted = pairsOf(typed);
  return names
    .map((name) => ({ name, score: scoreOf(name, typed, wanted) }))
    .toSorted((a, b) => b.score - a.score);
}

/** 1 for the same letters in another order, or the share of common pairs of letters. */
function scoreOf(name: string, typed: string, wanted: ReadonlySet<string>): number {
  if (lettersOf(name) === lettersOf(typed)) return 1;
  const pairs = pairsOf(name);
  const common = [...pairs].filter((pair) => wanted.has(pair)).length;
  return (2 * common) / (pairs.size + wanted.size);
}

function pairsOf(text: string): Set<string> {
  const letters = text.toLowerCase();
  return new Set(Array.from(letters, (_, n) => letters.slice(n, n + 2)));
}

const lettersOf = (text: string) => [...text.toLowerCase()].toSorted().join('');
