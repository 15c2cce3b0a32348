import { idsOf } from '../../store/ids.ts';
import { authnContextOf } from '../authentication-methods/authn-context.ts';
import { encryptionFor, signerFor } from '../directory/applications/signer.ts';
import type { BrowserSession } from '../directory/sign-in/browser-sessions.ts';
import { evaluatePolicies } from '../directory/sign-in/conditional-access.ts';
import { rememberParticipant } from '../directory/sign-in/session-participants.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../directory/tables.ts';
import { newResponseIds } from '../entra-ids.ts';
import type { PostedResponse } from '../posted-response.ts';
import { audienceOf, issueResponse } from '../response/issue-response.ts';
import { nameIdFor } from '../response/name-id.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { checkApplicationEnabled } from './checks/application-enabled.ts';
import { checkAssignment } from './checks/assignment.ts';
import { checkAuthenticationMethod } from './checks/authentication-method.ts';
import { checkConditionalAccess } from './checks/conditional-access.ts';
import { checkLaunchAllowed } from './checks/launch-allowed.ts';
import { unknownApplication } from './checks/one-application.ts';
import { checkReplyUrl } from './checks/reply-url.ts';
import { checkCustomKey, checkSigningKey } from './checks/signing-key.ts';
import { checkUserEnabled } from './checks/user-enabled.ts';
import { makingClaims } from './claim-errors.ts';
import { claimsSubjectOf } from './claims-subject.ts';
import { explainToken } from './explain-token.ts';
import type { TokenRequest } from './token-request.ts';

/**
 * Runs the checks that need the user, then issues the response.
 *
 * The checks on the application run again here. For a request that waited for the sign-in pages, an administrator may have changed the
 * application in the meantime; for a live session they repeat what the route has just checked, at no cost: they only look at `application`.
 *
 * @param wanted.application as read for this request; the caller has made sure that the user is of its tenant
 * @throws {IdpError} with the code of the first check that fails, or of a claim that cannot be made
 * @throws {InteractionNeeded} when a policy demands more than this session has
 */
export async function issueToken(
  { context, trail }: Pick<SignInVisit, 'context' | 'trail'>,
  {
    application,
    token,
    session,
  }: { application: SignInApplication; token: TokenRequest; session: BrowserSession },
): Promise<PostedResponse> {
  const { db, clock, alterResponse } = context;
  const { tenantId, servicePrincipalId } = application;
  const { user, authnInstant, methods, federatedClassRef } = session;
  if (token.inResponseTo === undefined) {
    trail.checking('request-signature');
    checkLaunchAllowed(application);
  }
  trail.checking('application-enabled');
  checkApplicationEnabled(application);
  trail.checking('reply-url');
  const action = checkReplyUrl(application, {
    url: token.assertionConsumerServiceURL,
    calledIn: token.identifier,
  });
  trail.checking('signing-key');
  const activeKey = checkSigningKey(application);
  await checkCustomKey(db, application, activeKey, clock());
  trail.checking('user-enabled');
  checkUserEnabled(user);
  trail.checking('assignment');
  await checkAssignment(db, application, user);
  trail.checking('conditional-access');
  const verdict = await evaluatePolicies(
    db,
    {
      tenantId,
      servicePrincipalId,
      methods,
      userId: user.id,
      authnInstant: new Date(authnInstant),
    },
    clock(),
  );
  trail.access(verdict);
  checkConditionalAccess(verdict);
  trail.checking('authentication-method');
  checkAuthenticationMethod(application, token, methods, clock(), federatedClassRef);

  const ids = idsOf(db);
  const subject = await claimsSubjectOf(db, application, user);
  const nameId = await makingClaims(() =>
    nameIdFor(application, subject, {
      ...token,
      transient: () => ids.bytes('transient', 32).toString('base64url'),
    }),
  );
  trail.checking('audience');
  const identifier = token.identifier ?? (await primaryIdentifier(db, application));
  const { inResponseTo } = token;
  const now = clock();
  const authnContext = authnContextOf(
    methods,
    application.authnContextReporting,
    federatedClassRef,
  );
  const { claims } = application;
  const signer = await signerFor(context, application, activeKey, now);
  const encryption = await encryptionFor(context, application);
  const content = {
    ids: newResponseIds(ids),
    issueInstant: now,
    now: clock,
    subject,
    authnContext,
    nameId,
    claims,
    customKeyOf: activeKey.isCustom ? application.appId : undefined,
    authnInstant: new Date(authnInstant),
    assertionConsumerServiceURL: action,
    identifier,
    inResponseTo,
  };
  const xml = await makingClaims(() => issueResponse(content, signer, encryption));
  await rememberParticipant(db, {
    sessionHash: session.idHash,
    servicePrincipalId,
    sessionIndex: content.ids.assertion,
    nameId: nameId.value,
    nameIdFormat: nameId.format,
    spNameQualifier: nameId.spNameQualifier ?? null,
    issued: now.toISOString(),
  });
  trail.issued(() => explainToken({ application, subject, token, nameId, authnContext }));
  const relayState = inResponseTo === undefined ? application.relayState : token.relayState;
  const response: PostedResponse = {
    action,
    fields: { SAMLResponse: Buffer.from(xml, 'utf8').toString('base64'), RelayState: relayState },
  };
  if (!alterResponse) return response;
  return alterResponse({
    response,
    tenantId,
    servicePrincipalId,
    userId: user.id,
    identifier: audienceOf(identifier),
    inResponseTo,
    nameId,
    encryption,
    plain: async () => (encryption ? issueResponse(content, signer) : xml),
  });
}

/** An application without an Identifier has no Audience: Entra does not find it then. */
async function primaryIdentifier(
  db: Database,
  { primaryIdentifier: name, appId, tenantId }: SignInApplication,
) {
  if (!name) throw await unknownApplication(db, appId, tenantId);
  return name;
}
