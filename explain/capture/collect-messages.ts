import type {
  Capture,
  CapturedMessage,
  EncodedMessage,
  UnreadableMessage,
} from './captured-message.ts';
import { decodeLayers } from './decode-layers.ts';

/**
 * Decodes what was found. A browser shows a message several times: in the page or the redirect that offers it, and where it was sent; the one that
 * was sent says more, and is kept in the place of the first.
 */
export function collectMessages(
  found: readonly EncodedMessage[],
): Pick<Capture, 'messages' | 'unreadable'> {
  const messages: CapturedMessage[] = [];
  const unreadable: UnreadableMessage[] = [];
  for (const { value, ...travel } of found) {
    const decoded = decodeLayers(value);
    if ('problem' in decoded) {
      const seen = unreadable.some(
        (one) => one.problem === decoded.problem && one.parameter === travel.parameter,
      );
      if (!seen) unreadable.push({ ...travel, ...decoded });
      continue;
    }
    const message = { ...travel, ...decoded, ...bindingOf(travel, decoded.layers) };
    const same = messages.findIndex((one) => isSame(one, message));
    const known = messages[same];
    if (!known) messages.push(message);
    else if (!known.answer && message.answer) messages[same] = { ...known, ...message };
  }
  return { messages, unreadable };
}

/** The same bytes to the same address; a second answer is a second use, which matters. */
const isSame = (one: CapturedMessage, other: CapturedMessage) =>
  one.xml.equals(other.xml) &&
  !(one.answer && other.answer && one.time?.getTime() !== other.time?.getTime());

/** A query or a body without its address: only HTTP-Redirect is DEFLATEd. */
function bindingOf(
  { binding, rawQuery, ...rest }: Omit<EncodedMessage, 'value'>,
  layers: readonly string[],
) {
  if (binding !== undefined || rawQuery === undefined) return {};
  return layers.includes('DEFLATE')
    ? { binding: 'HTTP-Redirect' as const }
    : { binding: 'HTTP-POST' as const, ...rest };
}
