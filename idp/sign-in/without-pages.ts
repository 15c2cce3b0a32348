import type { FastifyReply } from 'fastify';
import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import type { IdpContext } from '../context.ts';
import { type Continuation, readContinuation } from '../continuation.ts';
import type { BrowserSession } from '../directory/sign-in/browser-sessions.ts';
import { type PendingSignIn, recordFirstMethods } from '../directory/sign-in/pending-sign-ins.ts';
import { lockedUntil } from '../directory/sign-in/smart-lockout.ts';
import type { UserRow } from '../directory/tables.ts';
import {
  methodsWithoutPages,
  onlyUserWithoutPages,
} from '../directory/users/signs-in-without-pages.ts';
import { findUser } from '../directory/users/users.ts';
import { aadsts } from '../errors.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { type FinishSignIn, openBrowserSession } from './finish-sign-in.ts';
import type { FoundSignIn } from './posted-form.ts';
import { reportRefusal } from './report-refusal.ts';

/**
 * Who signs in without being asked for a user name, as on the user's joined device: the one user of the tenant who signs in without pages.
 * The admin center always asks, so that an administrator can get in.
 *
 * @returns undefined when the pages must ask
 */
export function expectedWithoutPages(
  { db }: IdpContext,
  tenantId: string,
  continuation: Continuation,
): Promise<string | undefined> {
  return continuation.kind === 'admin' || asksForProof(continuation)
    ? Promise.resolve(undefined)
    : onlyUserWithoutPages(db, tenantId);
}

/** ForceAuthn asks users for a proof, whatever their device would say for them. */
const asksForProof = (continuation: Continuation): boolean =>
  continuation.kind === 'token' && continuation.request.forceAuthn === true;

/** With what the user signs in once the user name is known; undefined: on the pages. */
export const methodsAtOnce = (
  { continuation }: PendingSignIn,
  user: UserRow,
): AuthenticationMethodMode[] | undefined =>
  asksForProof(readContinuation(continuation)) ? undefined : methodsWithoutPages(user);

/**
 * Ends a sign-in whose user signs in without pages. "Stay signed in?" is not asked, and a policy that requires more is met when the token
 * is issued.
 *
 * @returns undefined when the user signs in on the pages
 * @throws {IdpError} 50053 when the user's password is locked and would be used
 * @throws {IdpError} 50057 when the account is blocked
 */
export async function signInWithoutPages(
  visit: SignInVisit,
  { ctx, pending }: FoundSignIn,
  userName: string,
  finish: FinishSignIn,
): Promise<FastifyReply | undefined> {
  const { db, clock } = visit.context;
  const user = await findUser(db, pending.tenantId, userName);
  const methods = user && methodsAtOnce(pending, user);
  if (!methods) return undefined;
  const code = await refusalOf(visit.context, user, methods.includes('password'));
  if (code) {
    await reportRefusal(visit, { pending, fields: { login: userName } }, code, user);
    throw aadsts(code, {});
  }
  const authenticated = await recordFirstMethods(db, ctx, { userId: user.id, methods }, clock());
  return finish(visit, { ctx, pending: { ...pending, authenticated }, stay: false });
}

/**
 * The session of a request that must not show a page (IsPassive).
 *
 * @param loginHint absent: the one user of the tenant who signs in without pages
 * @returns undefined when a page would be needed
 */
export async function sessionWithoutPages(
  visit: SignInVisit,
  tenantId: string,
  loginHint: string | undefined,
): Promise<BrowserSession | undefined> {
  const { db, clock } = visit.context;
  const userName = loginHint ?? (await onlyUserWithoutPages(db, tenantId));
  const user = userName && (await findUser(db, tenantId, userName));
  const methods = user && methodsWithoutPages(user);
  if (!methods || (await refusalOf(visit.context, user, methods.includes('password'))))
    return undefined;
  visit.trail.user(user);
  const authnInstant = clock().toISOString();
  return openBrowserSession(visit, { userId: user.id, authnInstant, methods }, false);
}

async function refusalOf(
  { db, clock }: IdpContext,
  user: UserRow,
  usesPassword: boolean,
): Promise<50053 | 50057 | undefined> {
  const attempt = { tenantId: user.tenantId, userId: user.id, factor: 'password' } as const;
  if (usesPassword && (await lockedUntil(db, attempt, clock()))) return 50053;
  return user.accountEnabled === 1 ? undefined : 50057;
}
