import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastify from 'fastify';
import { createSaml } from './saml.js';

const ours = { path: '/', httpOnly: true };

/**
 * The application.
 *
 * @param url where users find it
 * @param idpMetadata the metadata of the identity provider, as XML
 */
export async function buildApp({ url, idpMetadata }) {
  const saml = createSaml(url, idpMetadata);
  /** IDs of requests without an answer, and users, by cookie. */
  const pending = new Map();
  const sessions = new Map();

  const app = fastify();
  await app.register(cookie);
  await app.register(formbody);

  app.get('/saml/metadata', (_request, reply) =>
    reply.type('application/samlmetadata+xml').send(saml.metadata()),
  );

  app.get('/login', (_request, reply) => {
    const { id, context } = saml.request();
    const browser = randomUUID();
    pending.set(browser, id);
    // The identity provider posts from another site, so the browser must send this cookie across sites.
    return reply
      .setCookie('pending', browser, { ...ours, sameSite: 'none', secure: true })
      .redirect(context);
  });

  app.post('/saml/acs', async (request, reply) => {
    const browser = request.cookies.pending;
    const requestId = pending.get(browser);
    pending.delete(browser);
    if (requestId === undefined) return reply.code(403).send({ error: 'Nobody asked for it.' });
    try {
      const user = await saml.userOf(request.body, requestId);
      const id = randomUUID();
      sessions.set(id, user);
      return reply.setCookie('session', id, { ...ours, sameSite: 'lax' }).redirect('/');
    } catch (error) {
      return reply.code(403).send({ error: error.message ?? String(error) });
    }
  });

  app.get('/api/me', (request, reply) => {
    const user = sessions.get(request.cookies.session);
    return user ? { user } : reply.code(401).send({ user: null });
  });

  return app;
}
