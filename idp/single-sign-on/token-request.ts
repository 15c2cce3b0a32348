/** What a service provider, or the launch of an application, asks for; kept while the user signs in. All but the first may be absent. */
export interface TokenRequest {
  servicePrincipalId: string;
  /** Registered Reply URL; absent: the default one. */
  assertionConsumerServiceURL?: string | undefined;
  /** Issuer of the AuthnRequest; absent: nobody asked (IdP-initiated). */
  identifier?: string | undefined;
  /** ID of the AuthnRequest. */
  inResponseTo?: string | undefined;
  relayState?: string | undefined;
  /** Ties what follows the sign-in pages to the request before them. */
  correlationId?: string | undefined;
  nameIdFormat?: string | undefined;
  spNameQualifier?: string | undefined;
  /** RequestedAuthnContext; absent or empty: any method will do. */
  classRefs?: readonly string[] | undefined;
}
