import type { FastifyReply } from 'fastify';
import { ensureBrowser } from '../browser-cookie.ts';
import { type Continuation, writeContinuation } from '../continuation.ts';
import type { BrowserSession } from '../directory/sign-in/browser-sessions.ts';
import { beginPendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { findUserById } from '../directory/users/users.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { secondFactorsOf } from './methods/registered-methods.ts';
import { proofUpStep, secondFactorStep } from './step-addresses.ts';

/** Asks a user who is signed in for the second factor, or to register one. The new session is persistent if this one is. */
export async function beginSecondFactor(
  { context: { db, clock }, request, reply, trail }: SignInVisit,
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
  const row = await findUserById(db, user.id);
  const registered = row !== undefined && (await secondFactorsOf(db, row)).length > 0;
  trail.asked(registered ? 50074 : 50072);
  return reply.redirect(registered ? secondFactorStep(ctx) : proofUpStep(ctx), 303);
}
