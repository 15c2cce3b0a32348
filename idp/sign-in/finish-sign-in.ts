import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import { type Continuation, readContinuation } from '../continuation.ts';
import {
  type BrowserSession,
  findSession,
  openSession,
} from '../directory/sign-in/browser-sessions.ts';
import { finishPendingSignIn, type PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { aadsts } from '../errors.ts';
import { sessionIdsOf, setSessionCookies } from './session-cookies.ts';

/** Goes on with what the sign-in was for. */
export type Resume = (
  continuation: Continuation,
  session: BrowserSession,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>;

export interface AuthenticatedSignIn {
  ctx: string;
  pending: PendingSignIn;
  /** The answer to "Stay signed in?" */
  stay: boolean;
}

export type FinishSignIn = (
  request: FastifyRequest,
  reply: FastifyReply,
  signIn: AuthenticatedSignIn,
) => Promise<FastifyReply>;

/**
 * Ends a sign-in whose password was right: it opens a session under a new id (so that one known before is worth nothing),
 * closes the one the browser had, and goes on.
 *
 * @throws {IdpError} 50089 when the sign-in has already finished, or no password was given yet
 */
export function finishSignIn(context: IdpContext, resume: Resume): FinishSignIn {
  return async (request, reply, { ctx, pending, stay }) => {
    const { authenticated } = pending;
    if (!authenticated || !(await finishPendingSignIn(context.db, ctx))) throw aadsts(50089, {});
    const now = context.clock();
    const id = await openSession(
      context.db,
      { ...authenticated, persistent: stay, replaces: sessionIdsOf(request) },
      now,
    );
    const opened = await findSession(context.db, id, now);
    if (!opened) throw aadsts(50089, {});
    setSessionCookies(reply, id, stay);
    return resume(readContinuation(pending.continuation), opened.session, request, reply);
  };
}
