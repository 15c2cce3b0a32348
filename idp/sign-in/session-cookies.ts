import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecret } from '../../passwords/secret.ts';
import {
  type BrowserSession,
  findSession,
  lifetimeOf,
} from '../directory/sign-in/browser-sessions.ts';
import type { Exchange } from '../sign-in-visit.ts';

/** Entra's names (entra-saml.md 9.4): the first lasts until the browser closes, the second persists; both hold the session's id. */
const TRANSIENT = 'ESTSAUTH';
const PERSISTENT = 'ESTSAUTHPERSISTENT';
/** Tells scripts that a user is signed in, and nothing more. */
const LIGHT = 'ESTSAUTHLIGHT';

/** SameSite=None: requests come from service providers, also by POST from their sites. */
const common = { path: '/', secure: true, sameSite: 'none' } as const;
const hidden = { ...common, httpOnly: true } as const;

/** The session ids that the browser sent. A truncated or altered value is ignored, or finds no session. */
export function sessionIdsOf({ cookies }: FastifyRequest): string[] {
  const values = [cookies[TRANSIENT], cookies[PERSISTENT]];
  return [...new Set(values)].filter(isSecret);
}

/** The Cookie header of a browser that has this session. */
export const cookieHeaderOf = (id: string): string => `${TRANSIENT}=${id}`;

/** The live session of this browser, if any; its cookies are sent again when its lifetime was extended. */
export async function currentSession({
  context: { db, clock },
  request,
  reply,
}: Exchange): Promise<BrowserSession | undefined> {
  for (const id of sessionIdsOf(request)) {
    const found = await findSession(db, id, clock());
    if (!found) continue;
    if (found.extended) setSessionCookies(reply, id, found.session.persistent);
    return found.session;
  }
  return undefined;
}

/** Sets the cookies of a session; if it is not persistent, removes the cookie of an earlier one that was. */
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
