import type { FastifyInstance } from 'fastify';

/** Host names that a browser on this machine may use. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Answers 421 to a request for another host. Prevents DNS rebinding: a foreign page whose name resolves to 127.0.0.1 could otherwise read
 * our pages, which show passwords.
 *
 * @param publicUrl base of the site's own URLs; its host is accepted with any port. Undefined or not yet known: loopback only
 */
export function answerToOwnHost(app: FastifyInstance, publicUrl: (() => string) | undefined): void {
  app.addHook('onRequest', (request, reply, done) => {
    const host = request.hostname.toLowerCase();
    if (LOOPBACK.has(host) || host === URL.parse(publicUrl?.() ?? '')?.hostname) return done();
    reply
      .code(421)
      .type('text/plain')
      .send('This site only answers requests for localhost and for the host of its own URL.\n');
  });
}
