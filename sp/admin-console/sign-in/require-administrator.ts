import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AdminFrame } from '../admin-page.tsx';
import type { AdminConsoleOptions } from '../options.ts';
import { administratorSessionHash } from './administrator-cookie.ts';
import { findAdministratorSession, type SignedInAdministrator } from './administrator-session.ts';

const signedIn = new WeakMap<FastifyRequest, SignedInAdministrator>();

/** Redirects requests without a session to the sign-in, for every route of `app`, before a body is read. */
export function requireAdministrator(
  app: FastifyInstance,
  { db, clock }: AdminConsoleOptions,
): void {
  app.addHook('onRequest', async (request, reply) => {
    const hash = administratorSessionHash(request);
    const administrator = hash && (await findAdministratorSession(db, hash, clock()));
    reply.header('cache-control', 'no-store');
    if (administrator) signedIn.set(request, administrator);
    else return reply.redirect(signInLink(request), 303);
  });
}

/** The administrator who sent this request. @throws TypeError on a route outside of `requireAdministrator` */
export function administratorOf(request: FastifyRequest): SignedInAdministrator {
  const administrator = signedIn.get(request);
  if (!administrator) throw new TypeError('This route does not require an administrator.');
  return administrator;
}

/** What a page of the console needs to know about this request. */
export function frameOf(request: FastifyRequest, reply: FastifyReply): AdminFrame {
  return { administrator: administratorOf(request), csrfToken: reply.generateCsrf() };
}

/** GETs resume after signing in; forms must be sent again. */
function signInLink({ method, url }: FastifyRequest): string {
  const to = method === 'GET' && url !== '/admin' ? `?to=${encodeURIComponent(url)}` : '';
  return `/admin/sign-in${to}`;
}
