/** Joins class names and leaves out what is absent; `undefined` when none is left, so that no empty attribute is written. */
export function classNames(...names: (string | false | undefined)[]): string | undefined {
  const kept = names.filter((name) => name);
  return kept.length > 0 ? kept.join(' ') : undefined;
}
