import type { AuthnRequest } from '../../saml/authn-request.ts';
import { verificationCertificatesOf } from '../directory/applications/request-signature-verification.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { checkAddressedApplication, checkNotAddressed } from './checks/addressed-application.ts';
import { checkIssuer } from './checks/issuer.ts';
import { checkReadable, type RequestBinding } from './checks/readable-message.ts';
import { checkRequestSignature } from './checks/request-signature.ts';
import { unsupportedProperty } from './checks/scoping.ts';
import { checksOnRequest, checksOnSettings, replyUrlOf } from './request-checks.ts';
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
  /** The query as it was sent, without `?`. */
  rawQuery: string;
}

/**
 * Checks a request, in Entra's order. A signature is ignored unless the application requires signed requests (entra-saml.md 1.6).
 *
 * @throws {IdpError} with the code of the first check that fails
 */
export async function acceptAuthnRequest(
  { context, trail }: Pick<SignInVisit, 'context' | 'trail'>,
  {
    tenantId,
    servicePrincipalId,
    binding,
    SAMLRequest,
    address,
    relayState,
    rawQuery,
  }: IncomingRequest,
): Promise<AcceptedRequest> {
  trail.checking('readable');
  const request: AuthnRequest = checkReadable(SAMLRequest, binding);
  trail.read(request);
  for (const check of checksOnRequest) {
    trail.checking(check.name);
    check.run(request);
  }
  const { issuer = '' } = request; // there is one: it is a required field
  trail.checking(servicePrincipalId === undefined ? 'issuer' : 'application');
  const application =
    servicePrincipalId === undefined
      ? await checkIssuer(context.db, issuer, tenantId)
      : await checkAddressedApplication(context.db, servicePrincipalId, tenantId);
  trail.application(application); // before the checks on it, whose refusals name it in the log
  const now = context.clock();
  trail.checking('request-signature');
  if (application.isSignedRequestRequired) {
    const { servicePrincipalId: id } = application;
    const certificates = await verificationCertificatesOf(context.db, id, now);
    const sent = { binding, value: SAMLRequest, relayState, rawQuery };
    trail.verified(checkRequestSignature(application, sent, certificates));
    checkNotAddressed(application, servicePrincipalId);
  }
  const subject = { request, application, issuer, address, now };
  for (const check of checksOnSettings) {
    trail.checking(check.name);
    check.run(subject);
  }
  return {
    application,
    forceAuthn: request.forceAuthn,
    isPassive: request.isPassive,
    unsupported: unsupportedProperty(request),
    token: {
      servicePrincipalId: application.servicePrincipalId,
      assertionConsumerServiceURL: replyUrlOf(subject),
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
