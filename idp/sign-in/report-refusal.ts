import type { AppliedPolicy } from '../conditional-access/evaluate.ts';
import { correlationIn, readContinuation } from '../continuation.ts';
import { continueCorrelation } from '../correlation-id.ts';
import { applicationById } from '../directory/sign-in/sign-in-applications.ts';
import { aadsts, type IdpError } from '../errors.ts';
import { fileOutcome } from '../sign-in-outcome/file-sign-in.ts';
import type { SignInUser } from '../sign-in-outcome/outcome.ts';
import type { InterruptCode } from '../sign-in-outcome/trail.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import type { PostedForm } from './posted-form.ts';

/** Refusals that the form shows (entra-saml.md 8, "F"). */
type RefusalOnForm =
  | 130005
  | 130501
  | 130502
  | 130503
  | 130504
  | 130507
  | 135010
  | 50034
  | 50053
  | 50057
  | 50126
  | 500121;

/** What the log takes from a form, or from the JSON of a client. */
export type ReportedForm = Pick<PostedForm, 'pending' | 'fields'>;

/** Files a refusal that the form shows; it is not thrown. */
export async function reportRefusal(
  visit: SignInVisit,
  form: ReportedForm,
  code: RefusalOnForm,
  user: SignInUser | undefined,
): Promise<void> {
  const userName = await describeForm(visit, form, user);
  const given = form.pending.authenticated?.methods;
  if (given) visit.trail.signedInBy(given, 'now');
  visit.trail.refused(errorOf(code, userName, form.pending.tenantId));
  await fileOutcome(visit);
}

/** Files that a page is shown after a method: a user who stops there has not signed in. */
export async function reportInterruption(
  visit: SignInVisit,
  form: ReportedForm,
  code: InterruptCode,
  user: SignInUser,
  policies: readonly AppliedPolicy[] = [],
): Promise<void> {
  await describeForm(visit, form, user);
  visit.trail.asked(code, policies);
  await fileOutcome(visit);
}

/** Notes what the log takes from a form. @returns the user name as typed */
export async function describeForm(
  { context, request, trail }: SignInVisit,
  { pending, fields }: ReportedForm,
  user: SignInUser | undefined,
): Promise<string> {
  const continuation = readContinuation(pending.continuation);
  const token = continuation.kind === 'token' ? continuation.request : undefined;
  continueCorrelation(request, correlationIn(continuation));
  trail.purpose(continuation.kind);
  trail.tenant(pending.tenantId);
  if (token) trail.application(await applicationById(context.db, token.servicePrincipalId));
  trail.answers(token?.inResponseTo);
  trail.user(user);
  const userName = (fields.loginfmt ?? fields.login ?? '').trim().slice(0, 256);
  trail.userName(userName);
  return userName;
}

function errorOf(code: RefusalOnForm, user: string, tenant: string): IdpError {
  return code === 50034 ? aadsts(50034, { user, tenant }) : aadsts(code, {});
}
