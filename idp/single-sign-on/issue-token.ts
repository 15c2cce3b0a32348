import { randomBytes } from 'node:crypto';
import { signInThreadPool } from '../../saml/sign.ts';
import type { IdpContext } from '../context.ts';
import type { BrowserSession } from '../directory/browser-sessions.ts';
import { signingKeyAt } from '../directory/key-credentials.ts';
import type { ActiveKey, SignInApplication } from '../directory/sign-in-applications.ts';
import { newResponseIds } from '../entra-ids.ts';
import { aadsts } from '../errors.ts';
import { issueResponse } from '../response/issue-response.ts';
import { chooseNameId, type NameId, pairwiseId } from '../response/name-id.ts';
import type { Signer } from '../response/sign.ts';
import { checkApplicationEnabled } from './checks/application-enabled.ts';
import { checkAssignment } from './checks/assignment.ts';
import { checkAuthenticationMethod } from './checks/authentication-method.ts';
import { checkReplyUrl } from './checks/reply-url.ts';
import { checkSigningKey } from './checks/signing-key.ts';
import { checkUserEnabled } from './checks/user-enabled.ts';
import type { TokenRequest } from './token-request.ts';

/** What the browser carries to the service provider. */
export interface HandOff {
  action: string;
  fields: { SAMLResponse: string; RelayState: string | undefined };
}

/**
 * The checks that need the user, then the response. Those on the application come again, because an administrator may have
 * changed it while the user typed.
 *
 * @param application as the caller has just read it; the caller has made sure that the user is of its tenant.
 * @throws {IdpError} 7000112, 50011, 900971, 50003, 50057, 50105, 75011, 700016
 */
export async function issueToken(
  context: IdpContext,
  application: SignInApplication,
  token: TokenRequest,
  { user, authnInstant }: BrowserSession,
): Promise<HandOff> {
  checkApplicationEnabled(application);
  const action = checkReplyUrl(application, token.assertionConsumerServiceURL);
  const activeKey = checkSigningKey(application);
  checkUserEnabled(user);
  await checkAssignment(context.access, application, user);
  checkAuthenticationMethod(token.classRefs, application.displayName);

  const xml = await issueResponse(
    {
      ids: newResponseIds(),
      issueInstant: context.clock(),
      subject: { tenantId: application.tenantId, user },
      nameId: nameIdFor(application, token, user),
      authnInstant: new Date(authnInstant),
      assertionConsumerServiceURL: action,
      identifier: token.identifier ?? primaryIdentifier(application),
      inResponseTo: token.inResponseTo,
    },
    await signerFor(context, application, activeKey),
  );
  const relayState = token.inResponseTo === undefined ? application.relayState : token.relayState;
  return {
    action,
    fields: { SAMLResponse: Buffer.from(xml, 'utf8').toString('base64'), RelayState: relayState },
  };
}

/** Without an Identifier there is no Audience: Entra has no such application then. */
function primaryIdentifier({ primaryIdentifier: name, appId, tenantId }: SignInApplication) {
  if (!name) throw aadsts(700016, { identifier: appId, tenant: tenantId });
  return name;
}

function nameIdFor(
  { appId, nameIdFormat, pairwiseSecret }: SignInApplication,
  token: TokenRequest,
  user: BrowserSession['user'],
): NameId {
  return chooseNameId({
    requestedFormat: token.nameIdFormat,
    configuredFormat: nameIdFormat,
    spNameQualifier: token.spNameQualifier,
    userPrincipalName: user.userPrincipalName,
    pairwise: () => pairwiseId({ secret: pairwiseSecret, userId: user.id, appId }),
    transient: () => randomBytes(32).toString('base64url'),
  });
}

async function signerFor(
  { db, keys, clock }: IdpContext,
  { servicePrincipalId, signingOption, signingAlgorithm }: SignInApplication,
  activeKey: ActiveKey,
): Promise<Signer> {
  return {
    key: await keys.load(await signingKeyAt(db, servicePrincipalId, activeKey, clock())),
    signBytes: signInThreadPool,
    option: signingOption === 'response' || signingOption === 'both' ? signingOption : 'assertion',
    algorithm: signingAlgorithm === 'sha1' ? 'sha1' : 'sha256',
  };
}
