import type { AccessVerdict } from '../conditional-access/evaluate.ts';
import type { IdpContext } from '../context.ts';
import { signerFor } from '../directory/applications/signer.ts';
import type { BrowserSession } from '../directory/sign-in/browser-sessions.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { newResponseIds } from '../entra-ids.ts';
import { aadsts } from '../errors.ts';
import type { PostedResponse } from '../posted-response.ts';
import { issueResponse } from '../response/issue-response.ts';
import { nameIdFor } from '../response/name-id.ts';
import { checkApplicationEnabled } from './checks/application-enabled.ts';
import { checkAssignment } from './checks/assignment.ts';
import { checkAuthenticationMethod } from './checks/authentication-method.ts';
import { checkConditionalAccess } from './checks/conditional-access.ts';
import { checkReplyUrl } from './checks/reply-url.ts';
import { checkSigningKey } from './checks/signing-key.ts';
import { checkUserEnabled } from './checks/user-enabled.ts';
import type { TokenRequest } from './token-request.ts';

/**
 * The checks that need the user, then the response. Those on the application come again, because an administrator may have
 * changed it while the user typed.
 *
 * @param application as the caller has just read it; the caller has made sure that the user is of its tenant.
 * @throws {IdpError} 7000112, 50011, 900971, 50003, 50057, 50105, 53003, 75011, 700016, 501241
 * @throws {InteractionNeeded} when a policy asks for more than this session has
 */
export async function issueToken(
  context: IdpContext,
  application: SignInApplication,
  token: TokenRequest,
  session: BrowserSession,
  learnt: { access?: AccessVerdict | undefined } = {},
): Promise<PostedResponse> {
  const { user, authnInstant, secondFactor } = session;
  checkApplicationEnabled(application);
  const action = checkReplyUrl(application, token.assertionConsumerServiceURL);
  const activeKey = checkSigningKey(application);
  checkUserEnabled(user);
  await checkAssignment(context.db, application, user);
  await checkConditionalAccess(context, application, session, learnt);
  checkAuthenticationMethod(token.classRefs, application.displayName);

  const nameId = nameIdFor(application, user, token);
  const identifier = token.identifier ?? primaryIdentifier(application);
  const { inResponseTo } = token;
  const now = context.clock();
  const xml = await issueResponse(
    {
      ids: newResponseIds(),
      issueInstant: now,
      subject: { tenantId: application.tenantId, user, secondFactor },
      nameId,
      claims: application.claims,
      authnInstant: new Date(authnInstant),
      assertionConsumerServiceURL: action,
      identifier,
      inResponseTo,
    },
    await signerFor(context, application, activeKey, now),
  );
  const relayState = inResponseTo === undefined ? application.relayState : token.relayState;
  const response: PostedResponse = {
    action,
    fields: { SAMLResponse: Buffer.from(xml, 'utf8').toString('base64'), RelayState: relayState },
  };
  if (!context.alterResponse) return response;
  const { tenantId, servicePrincipalId } = application;
  return context.alterResponse({
    response,
    tenantId,
    servicePrincipalId,
    identifier,
    inResponseTo,
    nameId,
  });
}

/** Without an Identifier there is no Audience: Entra has no such application then. */
function primaryIdentifier({ primaryIdentifier: name, appId, tenantId }: SignInApplication) {
  if (!name) throw aadsts(700016, { identifier: appId, tenant: tenantId });
  return name;
}
