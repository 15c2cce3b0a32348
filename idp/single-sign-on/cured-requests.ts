import { element, wire } from '../../saml/canonical-writer.ts';
import { binding, ns } from '../../saml/names.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import type { CuredRequest } from '../error-page/method-mismatch.ts';
import type { TokenRequest } from './token-request.ts';

/**
 * The request that AADSTS75011 refused, written anew with one change each: without RequestedAuthnContext, and with ForceAuthn (entra-saml.md
 * 10.2). It keeps its ID, so that the service provider accepts the response, its Issuer, Reply URL, NameIDPolicy and RelayState. It is not
 * signed, and IssueInstant is now.
 *
 * @returns none for a launch, which asks for no class
 */
export function curedRequests(
  { tenantId }: Pick<SignInApplication, 'tenantId'>,
  token: TokenRequest,
  now: Date,
): CuredRequest[] {
  const { identifier, inResponseTo, relayState } = token;
  if (identifier === undefined || inResponseTo === undefined) return [];
  const cure = (change: CuredRequest['change']): CuredRequest => ({
    change,
    action: `/${tenantId}/saml2`,
    xml: requestWith(change, token, now),
    relayState,
  });
  return [cure('no-requested-authn-context'), cure('force-authn')];
}

function requestWith(change: CuredRequest['change'], token: TokenRequest, now: Date): string {
  const { nameIdFormat, spNameQualifier, classRefs = [] } = token;
  const force = change === 'force-authn';
  const hasPolicy = nameIdFormat !== undefined || spNameQualifier !== undefined;
  return wire(
    element(
      'samlp:AuthnRequest',
      {
        'xmlns:samlp': ns.protocol,
        ID: token.inResponseTo,
        Version: '2.0',
        IssueInstant: now.toISOString(),
        AssertionConsumerServiceURL: token.assertionConsumerServiceURL,
        ProtocolBinding: binding.post,
        ForceAuthn: force ? 'true' : undefined,
      },
      element('saml:Issuer', { 'xmlns:saml': ns.assertion }, token.identifier),
      hasPolicy
        ? element('samlp:NameIDPolicy', { Format: nameIdFormat, SPNameQualifier: spNameQualifier })
        : undefined,
      force
        ? element(
            'samlp:RequestedAuthnContext',
            { Comparison: 'exact' },
            ...classRefs.map((classRef) =>
              element('saml:AuthnContextClassRef', { 'xmlns:saml': ns.assertion }, classRef),
            ),
          )
        : undefined,
    ),
  );
}
