let list: Intl.ListFormat | undefined;

/** "a", "a and b", "a, b and c": what a sentence names. */
export function listed(words: readonly string[]): string {
  list ??= new Intl.ListFormat('en-GB'); // the first one of a process costs 8 ms, which no start waits for
  return list.format(words);
}
