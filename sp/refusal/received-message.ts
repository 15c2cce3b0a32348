import type { FastifyRequest } from 'fastify';

/** What each request under way has decoded; an entry goes with its request. */
const messages = new WeakMap<FastifyRequest, Uint8Array>();

/** Remembers the decoded message of a request, so that a refusal can show it. */
export function keepMessage(request: FastifyRequest, xml: Uint8Array): void {
  messages.set(request, xml);
}

/** The decoded message as text, if it got that far. Bytes that are not UTF-8 show as U+FFFD. */
export function receivedMessage(request: FastifyRequest): string | undefined {
  const xml = messages.get(request);
  return xml && Buffer.from(xml).toString('utf8');
}
