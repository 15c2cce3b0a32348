import type { FastifyReply } from 'fastify';
import { type Continuation, readContinuation } from '../continuation.ts';
import {
  type BrowserSession,
  findSession,
  openSession,
} from '../directory/sign-in/browser-sessions.ts';
import { finishPendingSignIn, type PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { aadsts } from '../errors.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
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
 * Ends a sign-in whose methods were right: opens a session under a new id, so that an id known from before is worthless, closes the
 * session that the browser had, and resumes.
 *
 * @throws {IdpError} 50089 when the sign-in has already finished, or no method was given yet
 */
export function finishSignIn(resume: Resume): FinishSignIn {
  return async (visit, { ctx, pending, stay }) => {
    const { db, clock } = visit.context;
    const { authenticated } = pending;
    if (!authenticated || !(await finishPendingSignIn(db, ctx))) throw aadsts(50089, {});
    const now = clock();
    const replaces = sessionIdsOf(visit.request);
    const id = await openSession(db, { ...authenticated, persistent: stay, replaces }, now);
    const opened = await findSession(db, id, now);
    if (!opened) throw aadsts(50089, {});
    setSessionCookies(visit.reply, id, stay);
    return resume(visit, readContinuation(pending.continuation), opened.session);
  };
}
