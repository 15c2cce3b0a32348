import type { FastifyReply, FastifyRequest } from 'fastify';
import { ensureBrowser } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import { type Continuation, writeContinuation } from '../continuation.ts';
import type { BrowserSession } from '../directory/sign-in/browser-sessions.ts';
import { beginPendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { secondFactorStep } from './step-addresses.ts';

/** Asks somebody who is signed in for the second factor. The session that follows stays as long as this one would have. */
export async function beginSecondFactor(
  { db, clock }: IdpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  continuation: Continuation,
  { user, authnInstant, persistent }: BrowserSession,
): Promise<FastifyReply> {
  const browser = ensureBrowser(request, reply);
  const ctx = await beginPendingSignIn(
    db,
    {
      browser,
      tenantId: user.tenantId,
      continuation: writeContinuation(continuation),
      signedIn: { userId: user.id, authnInstant, persistent },
    },
    clock(),
  );
  return reply.redirect(secondFactorStep(ctx), 303);
}
