/** No name is longer; a text that is was not meant as one. In UTF-16 units. */
const LONGEST = 100;

/**
 * The name that a mistyped one must have meant: few letters are wrong, missing, too many or changed places, for its length. Undefined when
 * there is none, because a wrong hint misleads.
 */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  if (typed.length > LONGEST) return undefined;
  const near = ranked(typed, names)
    .map(({ name }) => ({ name, wrong: mistakes(...compared(typed, name)) }))
    .filter(({ wrong }) => wrong !== undefined)
    .toSorted((a, b) => (a.wrong ?? 0) - (b.wrong ?? 0));
  return near[0]?.name;
}

/** What of two names can differ: not the domain that both have, nor one that was not typed. */
function compared(typed: string, name: string): [string, string] {
  const [a, b] = [typed.toLowerCase(), name.toLowerCase()];
  const at = b.lastIndexOf('@');
  const domain = at < 0 ? '' : b.slice(at);
  if (domain === '' || (a.includes('@') && !a.endsWith(domain))) return [a, b];
  return [a.includes('@') ? a.slice(0, -domain.length) : a, b.slice(0, at)];
}

/** Of this share of the letters, rounded down, but always of one. */
const FORGIVEN = 0.4;

/** How many letters are wrong; undefined when too many are. */
function mistakes(a: string, b: string): number | undefined {
  const most = Math.max(1, Math.floor(Math.max(a.length, b.length) * FORGIVEN));
  if (Math.abs(a.length - b.length) > most) return undefined;
  const found = distance(a, b);
  // Of a name of one letter, nothing would be right.
  return found <= most && found < Math.max(a.length, b.length) ? found : undefined;
}

/** Optimal string alignment: letters inserted, left out or replaced, and neighbours that changed places. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + same,
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
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
