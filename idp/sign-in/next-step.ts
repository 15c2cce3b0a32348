import type { FastifyReply } from 'fastify';
import type { IdpContext } from '../context.ts';
import { readContinuation } from '../continuation.ts';
import { evaluatePolicies } from '../directory/sign-in/conditional-access.ts';
import type { AuthenticatedUser, PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { applicationById } from '../directory/sign-in/sign-in-applications.ts';
import type { UserRow } from '../directory/tables.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import type { FinishSignIn } from './finish-sign-in.ts';
import { type ReportedForm, reportInterruption } from './report-refusal.ts';
import { rememberedChoice } from './stay-signed-in-routes.tsx';
import { secondFactorStep, staySignedInStep } from './step-addresses.ts';

/** A sign-in in which a method was right just now. */
export interface ProvenSignIn {
  ctx: string;
  form: ReportedForm;
  user: UserRow;
  /** With that method. */
  authenticated: AuthenticatedUser;
}

/**
 * What follows when a method was right, whichever it was: another factor when a policy requires one for the application, which Entra asks for
 * at once; "Stay signed in?"; the end of the sign-in.
 */
export async function nextStep(
  visit: SignInVisit,
  { ctx, form, user, authenticated }: ProvenSignIn,
  finish: FinishSignIn,
): Promise<FastifyReply> {
  const { context, request, reply } = visit;
  const pending = { ...form.pending, authenticated };
  if (await secondFactorNeeded(context, pending, authenticated)) {
    await reportInterruption(visit, form, 50074, user);
    return reply.redirect(secondFactorStep(ctx), 303);
  }
  const stay = pending.persistent ?? rememberedChoice(request);
  if (stay === undefined) {
    await reportInterruption(visit, form, 50140, user);
    return reply.redirect(staySignedInStep(ctx), 303);
  }
  return finish(visit, { ctx, pending, stay });
}

/** Whether a policy requires more than the user has given so far. */
async function secondFactorNeeded(
  { db, clock }: IdpContext,
  pending: PendingSignIn,
  { userId, methods }: AuthenticatedUser,
): Promise<boolean> {
  const continuation = readContinuation(pending.continuation);
  if (continuation.kind !== 'token') return false;
  const { servicePrincipalId } = continuation.request;
  const application = await applicationById(db, servicePrincipalId);
  if (!application) return false;
  const now = clock();
  const { tenantId } = application;
  const { demand } = await evaluatePolicies(
    db,
    { tenantId, userId, servicePrincipalId, authnInstant: now, methods },
    now,
  );
  return demand === 'second-factor';
}
