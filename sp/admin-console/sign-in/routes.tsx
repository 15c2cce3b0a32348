import type { FastifyInstance, FastifyReply } from 'fastify';
import { findAdministrators } from '../../administration/administrator.ts';
import { emailKey } from '../../administration/email-address.ts';
import { returnPath } from '../../return-path.ts';
import { text } from '../form-fields.ts';
import type { AdminConsoleOptions } from '../options.ts';
import {
  administratorSessionHash,
  clearAdministratorCookie,
  setAdministratorCookie,
} from './administrator-cookie.ts';
import {
  endAdministratorSession,
  findAdministratorSession,
  openAdministratorSession,
} from './administrator-session.ts';
import { countAttempt, forgetFailures } from './sign-in-lock.ts';
import { SignInPage, type SignInPageProps } from './sign-in-page.tsx';

const wrong =
  'The e-mail address or the password is wrong. Check both; your company account has a different password.';

/** GET and POST /admin/sign-in, POST /admin/sign-out: the administrator's session, separate from an employee's. */
export async function administratorSignIn(
  app: FastifyInstance,
  { db, clock, publicUrl }: AdminConsoleOptions,
): Promise<void> {
  app.get('/admin/sign-in', async (request, reply) => {
    const returnTo = consolePath(text(request.query, 'to'));
    const hash = administratorSessionHash(request);
    if (hash !== undefined && (await findAdministratorSession(db, hash, clock())))
      return enter(reply, returnTo);
    return show(reply, { returnTo, signedOut: text(request.query, 'done') === 'signed-out' });
  });

  app.post('/admin/sign-in', { preHandler: app.csrfProtection }, async (request, reply) => {
    const { body } = request;
    const email = text(body, 'email')?.trim() ?? '';
    const password = text(body, 'password') ?? '';
    const typed = { email, returnTo: consolePath(text(body, 'to')) };
    if (email === '' || password === '')
      return show(reply, { ...typed, error: 'Enter your e-mail address and your password.' }, 400);
    if (email.length > 254 || password.length > 256)
      return show(reply, { ...typed, error: wrong }, 401);

    const now = clock();
    const key = emailKey(email);
    const lockedUntil = await countAttempt(db, key, now);
    if (lockedUntil) {
      const seconds = Math.ceil((lockedUntil.getTime() - now.getTime()) / 1000);
      reply.header('retry-after', seconds); // RFC 6585 4
      return show(reply, { ...typed, error: locked(seconds) }, 429);
    }
    const known = await findAdministrators(db, email, password);
    if (known.length === 0) return show(reply, { ...typed, error: wrong }, 401);
    await forgetFailures(db, key);

    const wanted = text(body, 'company');
    const chosen = known.length > 1 ? known.find(({ company }) => company.id === wanted) : known[0];
    if (!chosen) return show(reply, { ...typed, companies: known.map(({ company }) => company) });
    const before = administratorSessionHash(request);
    if (before !== undefined) await endAdministratorSession(db, before);
    setAdministratorCookie(reply, await openAdministratorSession(db, chosen.id, now));
    return enter(reply, typed.returnTo);
  });

  app.post('/admin/sign-out', { preHandler: app.csrfProtection }, async (request, reply) => {
    const hash = administratorSessionHash(request);
    if (hash !== undefined) await endAdministratorSession(db, hash);
    clearAdministratorCookie(reply);
    return reply.redirect('/admin/sign-in?done=signed-out', 303);
  });

  /** The page of the console to return to; undefined for any other path. */
  function consolePath(to: string | undefined): string | undefined {
    const path = returnPath(to, publicUrl());
    return path !== undefined && /^\/admin(?:[/?]|$)/.test(path) ? path : undefined;
  }
}

function enter(reply: FastifyReply, returnTo = '/admin/integrations'): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(returnTo, 303);
}

function show(reply: FastifyReply, props: Omit<SignInPageProps, 'csrfToken'>, status = 200) {
  return reply.page(<SignInPage {...props} csrfToken={reply.generateCsrf()} />, status);
}

function locked(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `Too many sign-ins with this e-mail address have failed. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
}
