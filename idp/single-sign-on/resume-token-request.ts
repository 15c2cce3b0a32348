import type { FastifyReply } from 'fastify';
import { continueCorrelation } from '../correlation-id.ts';
import type { BrowserSession } from '../directory/sign-in/browser-sessions.ts';
import { applicationById } from '../directory/sign-in/sign-in-applications.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { answerWithToken } from './answer-with-token.ts';
import { noSuchApplication, unknownApplication } from './checks/one-application.ts';
import type { TokenRequest } from './token-request.ts';

/**
 * Answers a request for a token that waited for the sign-in pages.
 *
 * @throws {IdpError} 700016 when the application was deleted in the meantime
 * @throws {IdpError} when a check of `issueToken` fails
 */
export async function resumeTokenRequest(
  visit: SignInVisit,
  token: TokenRequest,
  session: BrowserSession,
): Promise<FastifyReply> {
  continueCorrelation(visit.request, token.correlationId);
  const application = await applicationById(visit.context.db, token.servicePrincipalId);
  visit.trail.application(application);
  visit.trail.answers(token.inResponseTo);
  const { tenantId } = session.user;
  if (application?.tenantId !== tenantId) {
    const { identifier, servicePrincipalId } = token;
    const { db } = visit.context;
    if (identifier === undefined) throw await noSuchApplication(db, servicePrincipalId, tenantId);
    throw await unknownApplication(db, identifier, tenantId);
  }
  return answerWithToken(visit, { application, token, session });
}
