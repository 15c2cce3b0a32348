import type { FastifyRequest } from 'fastify';

/** The decoded message of each request under way; garbage-collected with its request. */
const messages = new WeakMap<FastifyRequest, Uint8Array>();

/** Keeps the decoded message of a request, so that a refusal can show it. */
export function keepMessage(request: FastifyRequest, xml: Uint8Array): void {
  messages.set(request, xml);
}

/** The decoded message as text; undefined when decoding failed. Bytes that are not UTF-8 show as U+FFFD. */
export function receivedMessage(request: FastifyRequest): string | undefined {
  const xml = messages.get(request);
  return xml && Buffer.from(xml).toString('utf8');
}
