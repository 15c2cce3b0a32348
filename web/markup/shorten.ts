/** `text` with its middle left out, and how much that was, if it is longer than `max` characters plus that note. */
export function shorten(text: string, max: number): string {
  const left = text.length - max;
  if (left <= 40) return text;
  const head = Math.ceil(max * 0.6);
  return `${text.slice(0, head)} … ${left} characters … ${text.slice(head + left)}`;
}
