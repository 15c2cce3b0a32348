/** Joins the class names that are present; `undefined` when there are none, so that no empty attribute is written. */
export function classNames(...names: (string | false | undefined)[]): string | undefined {
  const kept = names.filter((name) => name);
  return kept.length > 0 ? kept.join(' ') : undefined;
}
