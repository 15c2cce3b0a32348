import type { FastifyReply } from 'fastify';
import { type AccessVerdict, noPolicy } from '../conditional-access/evaluate.ts';
import type { IdpContext } from '../context.ts';
import { readContinuation } from '../continuation.ts';
import { evaluatePolicies } from '../directory/sign-in/conditional-access.ts';
import type { AuthenticatedUser, PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { applicationById } from '../directory/sign-in/sign-in-applications.ts';
import type { UserRow } from '../directory/tables.ts';
import { aadsts } from '../errors.ts';
import type { InterruptCode } from '../sign-in-outcome/trail.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import type { FinishSignIn } from './finish-sign-in.ts';
import { secondFactorsOf } from './methods/registered-methods.ts';
import { anotherMethod, otherMethodNeeded } from './other-method-needed.ts';
import { rememberedChoice } from './remembered-choice.ts';
import { type ReportedForm, reportInterruption } from './report-refusal.ts';
import {
  changePasswordStep,
  proofUpStep,
  secondFactorStep,
  staySignedInStep,
} from './step-addresses.ts';

/** A sign-in in which a method was right just now, or a page after it was answered. */
export interface ProvenSignIn {
  ctx: string;
  form: ReportedForm;
  user: UserRow;
  /** With every method that was right so far. */
  authenticated: AuthenticatedUser;
  /** The answer to "Stay signed in?", once it was given. */
  stay?: boolean;
}

interface Situation {
  user: UserRow;
  authenticated: AuthenticatedUser;
  /** What the policies for the application still demand. */
  demand: AccessVerdict['demand'];
  /** Whether the user has registered a second factor. */
  hasSecondFactor: boolean;
  stay: boolean | undefined;
}

/** A page that comes before the end of the sign-in when it is needed; a user who stops there has not signed in. */
interface Interrupt {
  code: InterruptCode;
  needed: (situation: Situation) => boolean;
  page: (ctx: string) => string;
}

/** In Entra's order (entra-saml.md 10.8). */
const interrupts: readonly Interrupt[] = [
  { code: 50055, needed: mustChangePassword, page: changePasswordStep },
  { code: 50072, needed: (s) => lacksFactor(s) && !s.hasSecondFactor, page: proofUpStep },
  { code: 50074, needed: lacksFactor, page: secondFactorStep },
  { code: 50140, needed: ({ stay }) => stay === undefined, page: staySignedInStep },
];

/**
 * What follows a method that was right, whichever it was, and each page after it: the first page of `interrupts` that is needed, or the end
 * of the sign-in. Every answer goes through the whole list again, so that no page can be skipped by posting the form of a later one.
 *
 * @throws {IdpError} 50057 when the account was blocked in the meantime
 * @throws {IdpError} 50074 when a policy requires another method than those that were used
 */
export async function nextStep(
  visit: SignInVisit,
  { ctx, form, user, authenticated, ...answered }: ProvenSignIn,
  finish: FinishSignIn,
): Promise<FastifyReply> {
  if (user.accountEnabled === 0) throw aadsts(50057, {});
  const pending = { ...form.pending, authenticated };
  visit.trail.signedInBy(authenticated.methods, 'now');
  const { demand, strengths, applied } = await accessOf(visit.context, pending, authenticated);
  if (demand === 'other-method') {
    await reportInterruption(visit, form, 50074, user, applied);
    throw otherMethodNeeded(strengths, anotherMethod(visit, { ctx, pending }, user));
  }
  // Guests are not asked (entra-saml.md 9.4).
  const asked = user.homeUserId === null ? rememberedChoice(visit.request) : false;
  const stay = answered.stay ?? pending.persistent ?? asked;
  const hasSecondFactor = (await secondFactorsOf(visit.context.db, user)).length > 0;
  const situation = { user, authenticated, demand, hasSecondFactor, stay };
  const interrupt = interrupts.find(({ needed }) => needed(situation));
  if (interrupt) {
    await reportInterruption(visit, form, interrupt.code, user, applied);
    return visit.reply.redirect(interrupt.page(ctx), 303);
  }
  return finish(visit, { ctx, pending, stay: stay ?? false });
}

/** Only a password that was used has to be changed. */
export function mustChangePassword({
  user,
  authenticated,
}: Pick<Situation, 'user' | 'authenticated'>): boolean {
  return user.forceChangePasswordNextSignIn === 1 && authenticated.methods.includes('password');
}

function lacksFactor({ demand }: Situation): boolean {
  return demand === 'second-factor';
}

/** What the policies demand in addition to what the user has given so far. */
async function accessOf(
  { db, clock }: IdpContext,
  pending: PendingSignIn,
  { userId, methods }: AuthenticatedUser,
): Promise<Pick<AccessVerdict, 'demand' | 'strengths' | 'applied'>> {
  const continuation = readContinuation(pending.continuation);
  if (continuation.kind !== 'token') return noPolicy;
  const { servicePrincipalId } = continuation.request;
  const application = await applicationById(db, servicePrincipalId);
  if (!application) return noPolicy;
  const now = clock();
  const { tenantId } = application;
  return evaluatePolicies(
    db,
    { tenantId, userId, servicePrincipalId, authnInstant: now, methods },
    now,
  );
}
