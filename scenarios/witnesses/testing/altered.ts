/**
 * The message with a different last character of the first `text`. The result is still well-formed XML with the same elements, so only a
 * signature check can detect the change.
 *
 * @throws {Error} when the message does not contain the text, so that no test passes because nothing was changed
 */
export function altered(xml: string, text: string): string {
  const end = xml.indexOf(text) + text.length - 1;
  if (end < text.length - 1) throw new Error(`The message has no "${text}" to alter.`);
  return `${xml.slice(0, end)}${xml[end] === 'x' ? 'y' : 'x'}${xml.slice(end + 1)}`;
}

/** The message with one character of its (first) SignatureValue changed; the result is still base64 of the same length. */
export function alteredSignature(xml: string): string {
  const changed = xml.replace(
    /(<(?:\w+:)?SignatureValue>)([A-Za-z0-9+/])/,
    (_, start: string, first: string) => `${start}${first === 'A' ? 'B' : 'A'}`,
  );
  if (changed === xml) throw new Error('The message has no signature to alter.');
  return changed;
}
