import type { FastifyReply } from 'fastify';
import { ensureBrowser } from '../browser-cookie.ts';
import { type Continuation, writeContinuation } from '../continuation.ts';
import type { BrowserSession } from '../directory/sign-in/browser-sessions.ts';
import { beginPendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import type { Exchange } from '../sign-in-visit.ts';
import { secondFactorStep } from './step-addresses.ts';

/** Asks a user who is signed in for the second factor. The new session is persistent if this one is. */
export async function beginSecondFactor(
  { context: { db, clock }, request, reply }: Exchange,
  continuation: Continuation,
  { user, authnInstant, methods, federatedClassRef, persistent }: BrowserSession,
): Promise<FastifyReply> {
  const browser = ensureBrowser(request, reply);
  const ctx = await beginPendingSignIn(
    db,
    {
      browser,
      tenantId: user.tenantId,
      continuation: writeContinuation(continuation),
      signedIn: { userId: user.id, authnInstant, methods, federatedClassRef, persistent },
    },
    clock(),
  );
  return reply.redirect(secondFactorStep(ctx), 303);
}
