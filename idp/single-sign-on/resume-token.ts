import type { IdpContext } from '../context.ts';
import type { BrowserSession } from '../directory/browser-sessions.ts';
import { aadsts } from '../errors.ts';
import { type HandOff, issueToken } from './issue-token.ts';
import type { TokenRequest } from './token-request.ts';

/**
 * Answers a request that waited for the sign-in pages.
 *
 * @throws {IdpError} 700016 when the application was deleted meanwhile; what `issueToken` throws
 */
export async function resumeToken(
  context: IdpContext,
  token: TokenRequest,
  session: BrowserSession,
): Promise<HandOff> {
  const application = await context.applications.withId(token.servicePrincipalId);
  if (!application || application.tenantId !== session.user.tenantId) {
    const identifier = token.identifier ?? token.servicePrincipalId;
    throw aadsts(700016, { identifier, tenant: session.user.tenantId });
  }
  return issueToken(context, application, token, session);
}
