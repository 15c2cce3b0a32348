import { createHash } from 'node:crypto';
import { decodeMessage } from './decode-message.ts';
import type { ExchangeMessage } from './exchange.ts';

/** The key of a message: the same on both sides, however its base64 is wrapped. */
export function messageKey(message: Pick<ExchangeMessage, 'binding' | 'value'>): string {
  const { xml } = decodeMessage(message);
  return `m-${digest(xml ?? message.value)}`;
}

/** The key of a message's ID, by which its answer refers to it. */
export const idKey = (id: string): string => `r-${digest(id)}`;

const digest = (data: string | Uint8Array) =>
  createHash('sha256').update(data).digest('hex').slice(0, 40);
