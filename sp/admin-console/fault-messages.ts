import { InvalidInput } from '../../input/invalid-input.ts';

/**
 * What a page says beside its fields: the first message about each property.
 *
 * @throws {unknown} every error that is not `InvalidInput`
 */
export function faultMessages(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof InvalidInput)) throw error;
  const messages: Record<string, string> = {};
  for (const { property, message } of error.faults) messages[property] ??= message;
  return messages;
}
