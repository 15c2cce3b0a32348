/** What a service provider's request, or a launch, asks for; stored while the user signs in. All but the first are optional. */
export interface TokenRequest {
  servicePrincipalId: string;
  /** One of the configured Reply URLs; absent: the default. */
  assertionConsumerServiceURL?: string | undefined;
  /** Issuer of the AuthnRequest; absent: IdP-initiated. */
  identifier?: string | undefined;
  /** ID of the AuthnRequest. */
  inResponseTo?: string | undefined;
  relayState?: string | undefined;
  /** Ties the outcome after the sign-in pages to the request before them. */
  correlationId?: string | undefined;
  /** Whether the user has to sign in on the pages. */
  forceAuthn?: boolean | undefined;
  nameIdFormat?: string | undefined;
  spNameQualifier?: string | undefined;
  /** RequestedAuthnContext; absent or empty: any method. */
  classRefs?: readonly string[] | undefined;
}
