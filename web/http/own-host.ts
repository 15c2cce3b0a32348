import type { FastifyInstance } from 'fastify';

/** Names by which a browser on this machine may call us. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Answers 421 to a request for another host. A foreign page that rebinds its own name to 127.0.0.1 would be of our origin, but for its
 * name, and our pages show passwords.
 *
 * @param publicUrl base of our own URLs, whose host is ours whatever the port; undefined or not yet known: loopback alone
 */
export function answerToOwnHost(app: FastifyInstance, publicUrl: (() => string) | undefined): void {
  app.addHook('onRequest', (request, reply, done) => {
    const asked = request.hostname.toLowerCase();
    if (LOOPBACK.has(asked) || asked === URL.parse(publicUrl?.() ?? '')?.hostname) return done();
    reply
      .code(421)
      .type('text/plain')
      .send('This site answers to localhost and to the host of its own URL only.\n');
  });
}
