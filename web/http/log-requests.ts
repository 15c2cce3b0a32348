import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Fields of the SAML bindings (SAML Bindings 3.4.4, 3.5.4). */
const samlFields = ['SAMLRequest', 'SAMLResponse', 'RelayState'];

/** The application that got a request last: one that hands it over to another leaves the line to that. */
const answeredBy = new WeakMap<IncomingMessage, FastifyInstance>();

/** In characters; what is longer says no more. A Response of Entra has some 10,000. */
const MAX_PATH = 500;
const MAX_MESSAGE = 64 * 1024;

/**
 * Logs one line for each answered request: method, path, status and time. Queries, headers and bodies can contain passwords, codes and
 * assertions, so none is logged; with `messages`, the SAML messages are, as they were sent.
 */
export function logRequests(app: FastifyInstance, { messages }: { messages: boolean }): void {
  app.addHook('onRequest', (request, _reply, done) => {
    answeredBy.set(request.raw, app);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (answeredBy.get(request.raw) !== app) return done();
    const { method } = request;
    const path = request.url.split('?', 1)[0]?.slice(0, MAX_PATH);
    const status = reply.statusCode;
    const ms = Math.round(reply.elapsedTime);
    const saml = messages ? samlOf(request) : {};
    request.log.info(
      { method, path, status, ms, ...saml },
      `${method} ${path} ${status}, ${ms} ms`,
    );
    done();
  });
}

function samlOf({ body, query }: FastifyRequest): Record<string, unknown> {
  const sent = { ...(query as object), ...(body as object) } as Record<string, unknown>;
  return Object.fromEntries(
    samlFields
      .filter((name) => Object.hasOwn(sent, name))
      .map((name) => [name, String(sent[name]).slice(0, MAX_MESSAGE)]),
  );
}
