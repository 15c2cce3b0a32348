import type { AuthnRequest } from '../../saml/authn-request.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { checkAddressedApplication } from './checks/addressed-application.ts';
import { checkApplicationEnabled } from './checks/application-enabled.ts';
import { checkAuthnContextComparison } from './checks/authn-context-comparison.ts';
import { checkClassRefs } from './checks/class-refs.ts';
import { checkDestination } from './checks/destination.ts';
import { checkIssueInstant } from './checks/issue-instant.ts';
import { checkIssuer } from './checks/issuer.ts';
import { checkNameIDPolicy } from './checks/name-id-policy.ts';
import { checkProtocolBinding } from './checks/protocol-binding.ts';
import { checkReadable, type RequestBinding } from './checks/readable-message.ts';
import { checkReplyUrl } from './checks/reply-url.ts';
import { checkRequestId } from './checks/request-id.ts';
import { checkRequiredFields } from './checks/required-fields.ts';
import { checkSigningKey } from './checks/signing-key.ts';
import { checkSubject } from './checks/subject.ts';
import type { TokenRequest } from './token-request.ts';

/** An AuthnRequest that passed its checks. */
export interface AcceptedRequest {
  application: SignInApplication;
  forceAuthn: boolean;
  isPassive: boolean;
  /** A property that Entra does not support, which a Response answers. */
  unsupported: string | undefined;
  token: TokenRequest & { assertionConsumerServiceURL: string };
}

export interface IncomingRequest {
  /** GUID, or `common`. */
  tenantId: string;
  /** Id of the servicePrincipal in the address, which overrides the Issuer. */
  servicePrincipalId?: string | undefined;
  binding: RequestBinding;
  SAMLRequest: string;
  /** That the request was sent to: URL without a query. */
  address: string;
  relayState: string | undefined;
}

/**
 * Checks a request, in Entra's order. A signature is never validated; Entra ignores it as well, unless the application requires signed
 * requests (entra-saml.md 1.6).
 *
 * @throws {IdpError} with the code of the first check that fails
 */
export async function acceptAuthnRequest(
  { context, trail }: Pick<SignInVisit, 'context' | 'trail'>,
  { tenantId, servicePrincipalId, binding, SAMLRequest, address, relayState }: IncomingRequest,
): Promise<AcceptedRequest> {
  const request: AuthnRequest = checkReadable(SAMLRequest, binding);
  const issuer = checkRequiredFields(request);
  checkRequestId(request);
  checkClassRefs(request);
  checkSubject(request);
  const application =
    servicePrincipalId === undefined
      ? await checkIssuer(context.db, issuer, tenantId)
      : await checkAddressedApplication(context.db, servicePrincipalId, tenantId);
  trail.application(application); // before the checks on it, whose refusals name it in the log
  checkDestination(application, request, address);
  checkIssueInstant(application, request, context.clock());
  const assertionConsumerServiceURL = checkReplyUrl(application, {
    url: request.assertionConsumerServiceURL,
    index: request.assertionConsumerServiceIndex,
    calledIn: issuer,
  });
  checkProtocolBinding(request);
  checkNameIDPolicy(request);
  checkAuthnContextComparison(request);
  checkApplicationEnabled(application);
  checkSigningKey(application);
  return {
    application,
    forceAuthn: request.forceAuthn,
    isPassive: request.isPassive,
    unsupported: request.scoping.map((part) => `Scoping/${part}`)[0],
    token: {
      servicePrincipalId: application.servicePrincipalId,
      assertionConsumerServiceURL,
      identifier:
        servicePrincipalId === undefined ? issuer : (application.primaryIdentifier ?? issuer),
      inResponseTo: request.id,
      relayState,
      forceAuthn: request.forceAuthn,
      nameIdFormat: request.nameIDPolicy?.format,
      spNameQualifier: request.nameIDPolicy?.spNameQualifier,
      classRefs: request.requestedAuthnContext?.classRefs,
    },
  };
}
