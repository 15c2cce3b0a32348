import type { FastifyRequest } from 'fastify';
import { browserOf } from '../browser-cookie.ts';
import type { AccessVerdict } from '../conditional-access/evaluate.ts';
import type { IdpContext } from '../context.ts';
import { correlationIdOf } from '../correlation-id.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { IdpError } from '../errors.ts';
import type { SignInOutcome, SignInUser } from './outcome.ts';

/** What is learnt about a sign-in on its way; the work fills it in as far as it gets. */
export interface Attempt {
  purpose: SignInOutcome['purpose'];
  tenantId?: string | undefined;
  application?: SignInApplication | undefined;
  user?: SignInUser | undefined;
  /** As it was typed, when there is no such user. */
  userName?: string | undefined;
  /** What was sent to the service provider; absent when sign-in pages are shown instead. */
  handOff?: { fields: { SAMLResponse: string } } | undefined;
  /** Said to the service provider, or on the form, instead of being thrown. */
  error?: IdpError | undefined;
  /** Which page is shown, when it is not the first one. */
  interruption?: IdpError | undefined;
  /** What Conditional Access said, once it was asked. */
  access?: AccessVerdict | undefined;
  /** Done, although nothing was handed off: a page of this site follows. */
  finished?: boolean;
  requestXml?: () => string | undefined;
}

/** Does the work and reports what came of it, whether it answers or throws. */
export async function watchSignIn<Answer>(
  context: IdpContext,
  request: FastifyRequest,
  attempt: Attempt,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    const answer = await work();
    await reportSignIn(context, request, attempt);
    return answer;
  } catch (error) {
    if (error instanceof IdpError) await reportSignIn(context, request, { ...attempt, error });
    throw error;
  }
}

/** Tells every observer. One that fails is noted in the log; the sign-in goes on. */
export async function reportSignIn(
  context: Pick<IdpContext, 'clock' | 'observers'>,
  request: FastifyRequest,
  attempt: Attempt,
): Promise<void> {
  if (context.observers.length === 0) return;
  const outcome = outcomeOf(context.clock(), request, attempt);
  for (const observe of context.observers) {
    try {
      await observe(outcome);
    } catch (error) {
      request.log.error({ err: error }, 'A sign-in could not be recorded.');
    }
  }
}

function outcomeOf(at: Date, request: FastifyRequest, attempt: Attempt): SignInOutcome {
  const { purpose, application, user, handOff, error, finished, requestXml } = attempt;
  return {
    at,
    result: error ? 'failure' : handOff || finished ? 'success' : 'interrupted',
    requestId: request.id,
    correlationId: correlationIdOf(request),
    ipAddress: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 400),
    browser: browserOf(request),
    purpose,
    tenantId: application?.tenantId ?? user?.tenantId ?? attempt.tenantId,
    application,
    user,
    userName: attempt.userName,
    interruption: attempt.interruption,
    access: attempt.access,
    error: error && { code: error.code, message: error.message },
    requestXml: requestXml ?? (() => undefined),
    responseXml: () =>
      handOff && Buffer.from(handOff.fields.SAMLResponse, 'base64').toString('utf8'),
  };
}
