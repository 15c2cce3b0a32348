/** The name most like a mistyped one: the same letters, else by the pairs of letters they share; undefined when none is close. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const wanted = pairsOf(typed);
  const swapped = names.find((name) => lettersOf(name) === lettersOf(typed));
  if (swapped !== undefined) return swapped;
  const scored = names.map((name) => {
    const pairs = pairsOf(name);
    const common = [...pairs].filter((pair) => wanted.has(pair)).length;
    return { name, score: (2 * common) / (pairs.size + wanted.size) };
  });
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  return best && best.score > 0.4 ? best.name : undefined;
}

const pairsOf = (text: string) =>
  new Set(Array.from(text.toLowerCase(), (_, n) => text.toLowerCase().slice(n, n + 2)));

const lettersOf = (text: string) => [...text.toLowerCase()].toSorted().join('');
