import type { FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import { readContinuation } from '../continuation.ts';
import { continueCorrelation } from '../correlation-id.ts';
import { applicationById } from '../directory/sign-in/sign-in-applications.ts';
import { aadsts, type IdpError } from '../errors.ts';
import type { SignInUser } from '../sign-in-outcome/outcome.ts';
import { type Attempt, reportSignIn } from '../sign-in-outcome/watch.ts';
import type { PostedForm } from './posted-form.ts';

/** Refusals that are said on the form (entra-saml.md 8, "F"). */
type RefusalOnForm = 50034 | 50053 | 50057 | 50126 | 500121;

/** A refusal that is said on the form is no thrown error; it is filed all the same. */
export async function reportRefusal(
  context: IdpContext,
  request: FastifyRequest,
  form: PostedForm,
  code: RefusalOnForm,
  user: SignInUser | undefined,
): Promise<void> {
  const attempt = await attemptOf(context, request, form, user);
  const error = errorOf(code, attempt.userName ?? '', form.pending.tenantId);
  await reportSignIn(context, request, { ...attempt, error });
}

/** Files that a page of the sign-in is shown after the password; whoever stops there has not signed in. */
export async function reportInterruption(
  context: IdpContext,
  request: FastifyRequest,
  form: PostedForm,
  code: 50074 | 50140,
  user: SignInUser,
): Promise<void> {
  const attempt = await attemptOf(context, request, form, user);
  await reportSignIn(context, request, { ...attempt, interruption: aadsts(code, {}) });
}

async function attemptOf(
  context: IdpContext,
  request: FastifyRequest,
  { pending, fields }: PostedForm,
  user: SignInUser | undefined,
): Promise<Attempt> {
  const continuation = readContinuation(pending.continuation);
  const token = continuation.kind === 'token' ? continuation.request : undefined;
  continueCorrelation(request, token?.correlationId);
  return {
    purpose: continuation.kind,
    tenantId: pending.tenantId === 'common' ? undefined : pending.tenantId,
    application: token && (await applicationById(context.db, token.servicePrincipalId)),
    user,
    userName: (fields.loginfmt ?? fields.login ?? '').trim().slice(0, 256),
  };
}

function errorOf(code: RefusalOnForm, user: string, tenant: string): IdpError {
  return code === 50034 ? aadsts(50034, { user, tenant }) : aadsts(code, {});
}
