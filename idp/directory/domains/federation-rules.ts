import { readCertificate } from '../../../certs/certificate.ts';
import { CertificateError } from '../../../certs/errors.ts';
import type { ArgumentTypes } from '../../../input/argument-types.ts';
import type { Fault } from '../../../input/invalid-input.ts';
import { keyFault } from '../../../saml/verification-key.ts';
import { addressFault, isLocalHost } from '../applications/web-address.ts';

/** What Entra makes of a sign-in for which the identity provider did multifactor authentication, or did not. */
export const federatedIdpMfaBehaviors = {
  acceptIfMfaDoneByFederatedIdp: 'Accept it; if there was none, ask here',
  enforceMfaByFederatedIdp: 'Accept it; the identity provider has to do it',
  rejectMfaByFederatedIdp: 'Reject it, and always ask here',
} as const;

export type FederatedIdpMfaBehavior = keyof typeof federatedIdpMfaBehaviors;

/** Properties of Graph's resource type internalDomainFederation that can be set. */
export interface DomainFederationProperties {
  /** Default: the domain. */
  displayName?: string | undefined;
  /** The Issuer of its messages: a URI. */
  issuerUri?: string | undefined;
  /** Where AuthnRequests go, by HTTP-Redirect. */
  passiveSignInUri?: string | undefined;
  /** Base64 or PEM. */
  signingCertificate?: string | undefined;
  /** `''`: none. */
  nextSigningCertificate?: string | undefined;
  /** Only `saml`, which is also the default; WS-Federation is not modelled. */
  preferredAuthenticationProtocol?: 'saml' | undefined;
  federatedIdpMfaBehavior?: FederatedIdpMfaBehavior | undefined;
}

export const federationTypes: ArgumentTypes<DomainFederationProperties> = {
  displayName: 'string?',
  issuerUri: 'string?',
  passiveSignInUri: 'string?',
  signingCertificate: 'string?',
  nextSigningCertificate: 'string?',
  preferredAuthenticationProtocol: 'string?',
  federatedIdpMfaBehavior: 'string?',
};

/** RFC 3986 3.1. */
const uri = /^[a-z][a-z0-9+.-]*:\S+$/i;

/** SAML Core 8.3.6: at most 1024 characters; letters beyond ASCII count as a URI would have them, percent-encoded. */
const isEntityId = (text: string): boolean =>
  text.length <= 1024 && uri.test(text) && encodeURI(text).length <= 1024;

/** The rules that hold whatever is stored. @param isMock address and certificate are those of the mock identity provider */
export function federationFaults(
  properties: DomainFederationProperties,
  isMock: boolean,
): (Fault | undefined)[] {
  const { displayName = '', issuerUri = '', passiveSignInUri = '' } = properties;
  const { preferredAuthenticationProtocol: protocol, federatedIdpMfaBehavior: mfa } = properties;
  const fault = (property: string, code: string, message: string): Fault => ({
    property,
    code,
    message,
  });
  const address = addressFault(passiveSignInUri, isLocalHost);
  return [
    displayName.length > 256
      ? fault('displayName', 'too_long', 'A display name has at most 256 characters.')
      : undefined,
    isMock || isEntityId(issuerUri)
      ? undefined
      : fault(
          'issuerUri',
          'uri',
          'Enter the issuer (entity ID) of the identity provider, a URI such as https://idp.contoso.com/saml.',
        ),
    isMock || address === undefined
      ? undefined
      : fault('passiveSignInUri', 'address', `The sign-in address ${address}`),
    isMock ? undefined : certificateFault('signingCertificate', properties.signingCertificate),
    properties.nextSigningCertificate
      ? isMock
        ? fault(
            'nextSigningCertificate',
            'mock',
            'The mock identity provider has one certificate; leave this empty.',
          )
        : certificateFault('nextSigningCertificate', properties.nextSigningCertificate)
      : undefined,
    protocol === undefined || protocol === 'saml'
      ? undefined
      : fault('preferredAuthenticationProtocol', 'protocol', 'Only saml is modelled.'),
    mfa === undefined || Object.hasOwn(federatedIdpMfaBehaviors, mfa)
      ? undefined
      : fault(
          'federatedIdpMfaBehavior',
          'mfa_behavior',
          `federatedIdpMfaBehavior is ${Object.keys(federatedIdpMfaBehaviors).join(', ')}.`,
        ),
  ];
}

function certificateFault(property: string, text = ''): Fault | undefined {
  const fault = (code: string, message: string): Fault => ({ property, code, message });
  if (text.trim() === '')
    return fault(
      'required',
      "Paste the identity provider's signing certificate, as Base64 or PEM.",
    );
  try {
    const found = keyFault(readCertificate(Buffer.from(text, 'utf8')).publicKey);
    return found && fault(found.code, found.message);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    return fault(error.code, error.message);
  }
}
