import type { FastifyInstance } from 'fastify';

/** Host names that a browser on this machine may use. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** `uri-host [ ":" port ]` (RFC 9110 7.2): a name or IPv4 address, or an IPv6 address in brackets. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/;

/**
 * Answers 421 to a request for another host. Prevents DNS rebinding: a foreign page whose name resolves to 127.0.0.1 could otherwise read
 * our pages, which show passwords. Names are compared as a whole, without regard to case; the port does not matter. A dot at the end makes
 * another name.
 *
 * @param publicUrl base of the site's own URLs; its host is accepted with any port. Undefined or not yet known: loopback only
 */
export function answerToOwnHost(app: FastifyInstance, publicUrl: (() => string) | undefined): void {
  app.addHook('onRequest', (request, reply, done) => {
    const [, name = ''] = HOST.exec(request.headers.host?.toLowerCase() ?? '') ?? [];
    if (LOOPBACK.has(name)) return done();
    if (name !== '' && name === URL.parse(publicUrl?.() ?? '')?.hostname) return done();
    reply
      .code(421)
      .type('text/plain')
      .send('This site only answers requests for localhost and for the host of its own URL.\n');
  });
}
