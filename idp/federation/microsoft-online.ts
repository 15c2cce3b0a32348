/** The entityID of Entra as a service provider: Issuer of its AuthnRequests, Audience of the answers ("Use a SAML 2.0 Identity Provider"). */
export const MICROSOFT_ONLINE = 'urn:federation:MicrosoftOnline';

/** Entra's assertion consumer service: Destination and Recipient of the answers. */
export const LOGIN_SRF = '/login.srf';

/** Entra's metadata as a service provider. */
export const METADATA_PATH = '/federationmetadata/saml20/federationmetadata.xml';

/** What an identity provider says when it did multifactor authentication: a claim value of AD FS, or a class reference. */
export const MULTIPLE_AUTHN = 'http://schemas.microsoft.com/claims/multipleauthn';

/** The claims in which identity providers say how the user signed in. */
export const authnMethodClaims: ReadonlySet<string> = new Set([
  'http://schemas.microsoft.com/claims/authnmethodsreferences',
  'http://schemas.microsoft.com/ws/2008/06/identity/claims/authenticationmethod',
]);

/** The claim with the user principal name. Entra finds the user by NameID alone. */
export const IDP_EMAIL = 'IDPEmail';

export const acsUrl = (publicUrl: string): string => `${publicUrl}${LOGIN_SRF}`;
