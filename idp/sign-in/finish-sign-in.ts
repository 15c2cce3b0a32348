import type { FastifyReply } from 'fastify';
import { type Continuation, readContinuation } from '../continuation.ts';
import {
  type BrowserSession,
  findSession,
  openSession,
} from '../directory/sign-in/browser-sessions.ts';
import {
  type AuthenticatedUser,
  finishPendingSignIn,
  type PendingSignIn,
} from '../directory/sign-in/pending-sign-ins.ts';
import { aadsts } from '../errors.ts';
import type { Exchange, SignInVisit } from '../sign-in-visit.ts';
import { sessionIdsOf, setSessionCookies } from './session-cookies.ts';

/** Continues with what the sign-in was for. */
export type Resume = (
  visit: SignInVisit,
  continuation: Continuation,
  session: BrowserSession,
) => Promise<FastifyReply>;

export interface AuthenticatedSignIn {
  ctx: string;
  pending: PendingSignIn;
  /** The answer to "Stay signed in?" */
  stay: boolean;
}

export type FinishSignIn = (
  visit: SignInVisit,
  signIn: AuthenticatedSignIn,
) => Promise<FastifyReply>;

/**
 * Ends a sign-in whose methods were right: opens a session, and resumes.
 *
 * @throws {IdpError} 50089 when the sign-in has already finished, or no method was given yet
 */
export function finishSignIn(resume: Resume): FinishSignIn {
  return async (visit, { ctx, pending, stay }) => {
    const { authenticated } = pending;
    if (!authenticated || !(await finishPendingSignIn(visit.context.db, ctx)))
      throw aadsts(50089, {});
    const session = await openBrowserSession(visit, authenticated, stay);
    return resume(visit, readContinuation(pending.continuation), session);
  };
}

/**
 * Opens a session under a new id, so that an id known from before is worthless, and closes the one that the browser had.
 *
 * @throws {IdpError} 50089 when the user was deleted in the meantime
 */
export async function openBrowserSession(
  { context: { db, clock }, request, reply }: Exchange,
  authenticated: AuthenticatedUser,
  persistent: boolean,
): Promise<BrowserSession> {
  const now = clock();
  const replaces = sessionIdsOf(request);
  const id = await openSession(db, { ...authenticated, persistent, replaces }, now);
  const opened = await findSession(db, id, now);
  if (!opened) throw aadsts(50089, {});
  setSessionCookies(reply, id, persistent);
  return opened.session;
}
