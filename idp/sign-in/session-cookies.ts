import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import { isSecret } from '../directory/secrets.ts';
import {
  type BrowserSession,
  findSession,
  lifetimeOf,
} from '../directory/sign-in/browser-sessions.ts';

/** Entra's names (entra-saml.md 9.4): the first ends with the browser, the second stays; both carry the session's id. */
const TRANSIENT = 'ESTSAUTH';
const PERSISTENT = 'ESTSAUTHPERSISTENT';
/** Tells scripts that somebody is signed in, and nothing more. */
const LIGHT = 'ESTSAUTHLIGHT';

/** SameSite=None: requests come from service providers, also by POST from their sites. */
const common = { path: '/', secure: true, sameSite: 'none' } as const;
const hidden = { ...common, httpOnly: true } as const;

/** The ids that the browser sent. A value that was cut short or altered is not of the shape, or finds no session. */
export function sessionIdsOf({ cookies }: FastifyRequest): string[] {
  const values = [cookies[TRANSIENT], cookies[PERSISTENT]];
  return [...new Set(values)].filter(isSecret);
}

/** The live session of this browser, if any; its cookies are sent again when its lifetime was extended. */
export async function currentSession(
  { db, clock }: Pick<IdpContext, 'db' | 'clock'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<BrowserSession | undefined> {
  for (const id of sessionIdsOf(request)) {
    const found = await findSession(db, id, clock());
    if (!found) continue;
    if (found.extended) setSessionCookies(reply, id, found.session.persistent);
    return found.session;
  }
  return undefined;
}

/** Sets the cookies of a session; one that does not stay removes what an earlier one that stayed has left. */
export function setSessionCookies(reply: FastifyReply, id: string, persistent: boolean): void {
  reply.setCookie(TRANSIENT, id, hidden);
  reply.setCookie(LIGHT, randomUUID(), common);
  if (persistent) reply.setCookie(PERSISTENT, id, { ...hidden, maxAge: lifetimeOf(true) / 1000 });
  else reply.clearCookie(PERSISTENT, hidden);
}

export function clearSessionCookies(reply: FastifyReply): void {
  reply.clearCookie(TRANSIENT, hidden);
  reply.clearCookie(PERSISTENT, hidden);
  reply.clearCookie(LIGHT, common);
}
