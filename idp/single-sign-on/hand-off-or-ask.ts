import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import { correlationIdOf } from '../correlation-id.ts';
import type { BrowserSession } from '../directory/sign-in/browser-sessions.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../errors.ts';
import { beginSecondFactor } from '../sign-in/begin-second-factor.ts';
import { beginSignIn } from '../sign-in/begin-sign-in.tsx';
import type { Attempt } from '../sign-in-outcome/watch.ts';
import type { AcceptedRequest } from './authn-request.ts';
import { InteractionNeeded } from './interaction-needed.ts';
import { issueToken } from './issue-token.ts';
import { answerNoPassive } from './no-passive.ts';
import { postResponse } from './post-response.tsx';
import type { TokenRequest } from './token-request.ts';

export interface KnownUser {
  application: SignInApplication;
  token: TokenRequest;
  session: BrowserSession;
  /** The request, when it forbids any question (IsPassive). */
  passive?: AcceptedRequest | undefined;
}

/**
 * Answers for a user who is signed in: with the response, or with the page that a policy asks for, and then the response.
 *
 * @throws {IdpError} what `issueToken` throws
 */
export async function handOffOrAsk(
  context: IdpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  attempt: Attempt,
  { application, token, session, passive }: KnownUser,
): Promise<FastifyReply> {
  try {
    const handOff = await issueToken(context, application, token, session, attempt);
    attempt.handOff = handOff;
    return postResponse(reply, handOff, application);
  } catch (error) {
    if (!(error instanceof InteractionNeeded)) throw error;
    if (passive) return answerNoPassive(context, request, reply, attempt, passive);
    const continuation = {
      kind: 'token' as const,
      request: { ...token, correlationId: correlationIdOf(request) },
    };
    if (error.step === 'second-factor') {
      attempt.interruption = aadsts(50074, {});
      return beginSecondFactor(context, request, reply, continuation, session);
    }
    return beginSignIn(context, request, reply, {
      tenantId: application.tenantId,
      continuation,
      loginHint: session.user.userPrincipalName,
    });
  }
}
