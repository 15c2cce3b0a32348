import { randomBytes } from 'node:crypto';
import { signInThreadPool } from '../../saml/sign.ts';
import type { AccessVerdict } from '../conditional-access/evaluate.ts';
import type { IdpContext } from '../context.ts';
import { signingKeyAt } from '../directory/applications/key-credentials.ts';
import type { BrowserSession } from '../directory/sign-in/browser-sessions.ts';
import type { ActiveKey, SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { newResponseIds } from '../entra-ids.ts';
import { aadsts } from '../errors.ts';
import {
  defaultConfiguration,
  formatOf,
  sourceValue,
  type ValueSource,
} from '../response/claims-configuration.ts';
import { issueResponse } from '../response/issue-response.ts';
import { chooseNameId, type NameId, pairwiseId } from '../response/name-id.ts';
import type { Signer } from '../response/sign.ts';
import { checkApplicationEnabled } from './checks/application-enabled.ts';
import { checkAssignment } from './checks/assignment.ts';
import { checkAuthenticationMethod } from './checks/authentication-method.ts';
import { checkConditionalAccess } from './checks/conditional-access.ts';
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
 * @throws {IdpError} 7000112, 50011, 900971, 50003, 50057, 50105, 53003, 75011, 700016, 501241
 * @throws {InteractionNeeded} when a policy asks for more than this session has
 */
export async function issueToken(
  context: IdpContext,
  application: SignInApplication,
  token: TokenRequest,
  session: BrowserSession,
  learnt: { access?: AccessVerdict | undefined } = {},
): Promise<HandOff> {
  const { user, authnInstant, secondFactor } = session;
  checkApplicationEnabled(application);
  const action = checkReplyUrl(application, token.assertionConsumerServiceURL);
  const activeKey = checkSigningKey(application);
  checkUserEnabled(user);
  await checkAssignment(context.db, application, user);
  await checkConditionalAccess(context, application, session, learnt);
  checkAuthenticationMethod(token.classRefs, application.displayName);

  const nameId = nameIdFor(application, token, user);
  const identifier = token.identifier ?? primaryIdentifier(application);
  const { inResponseTo } = token;
  const xml = await issueResponse(
    {
      ids: newResponseIds(),
      issueInstant: context.clock(),
      subject: { tenantId: application.tenantId, user, secondFactor },
      nameId,
      claims: application.claims,
      authnInstant: new Date(authnInstant),
      assertionConsumerServiceURL: action,
      identifier,
      inResponseTo,
    },
    await signerFor(context, application, activeKey),
  );
  const relayState = inResponseTo === undefined ? application.relayState : token.relayState;
  const handOff: HandOff = {
    action,
    fields: { SAMLResponse: Buffer.from(xml, 'utf8').toString('base64'), RelayState: relayState },
  };
  if (!context.alterHandOff) return handOff;
  const { tenantId, servicePrincipalId } = application;
  const issued = { handOff, tenantId, servicePrincipalId, identifier, inResponseTo, nameId };
  return context.alterHandOff(issued);
}

/** Without an Identifier there is no Audience: Entra has no such application then. */
function primaryIdentifier({ primaryIdentifier: name, appId, tenantId }: SignInApplication) {
  if (!name) throw aadsts(700016, { identifier: appId, tenant: tenantId });
  return name;
}

/** @throws {IdpError} 501241 when a value is needed and the user has none */
function nameIdFor(
  { appId, nameIdFormat, claims = defaultConfiguration, pairwiseSecret }: SignInApplication,
  token: TokenRequest,
  user: BrowserSession['user'],
): NameId {
  const { nameIdSource } = claims;
  const nameId = chooseNameId({
    requestedFormat: token.nameIdFormat,
    configuredFormat: nameIdFormat,
    defaultFormat: formatOf(nameIdSource),
    spNameQualifier: token.spNameQualifier,
    value: sourceValue(nameIdSource, user),
    pairwise: () => pairwiseId({ secret: pairwiseSecret, userId: user.id, appId }),
    transient: () => randomBytes(32).toString('base64url'),
  });
  if (nameId.value === '') throw aadsts(501241, { source: sourceName(nameIdSource) });
  return nameId;
}

const sourceName = (source: ValueSource): string =>
  source.kind === 'attribute' ? source.attribute : 'constant';

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
