import type { IdpContext } from '../context.ts';
import type { BrowserSession } from '../directory/sign-in/browser-sessions.ts';
import {
  applicationById,
  type SignInApplication,
} from '../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../errors.ts';
import { noSuchApplication } from './no-such-application.ts';
import type { TokenRequest } from './token-request.ts';

/**
 * The application whose request waited for the sign-in pages.
 *
 * @throws {IdpError} 700016 when the application was deleted meanwhile
 */
export async function awaitedApplication(
  context: IdpContext,
  token: TokenRequest,
  session: BrowserSession,
  learnt: { application?: SignInApplication | undefined } = {},
): Promise<SignInApplication> {
  const application = await applicationById(context.db, token.servicePrincipalId);
  learnt.application = application;
  if (!application || application.tenantId !== session.user.tenantId) {
    const { identifier } = token;
    const tenant = session.user.tenantId;
    if (identifier === undefined) throw noSuchApplication(token.servicePrincipalId, tenant);
    throw aadsts(700016, { identifier, tenant });
  }
  return application;
}
