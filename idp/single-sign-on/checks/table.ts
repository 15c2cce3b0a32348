/** What a check of this site is about. */
export interface CheckInfo {
  /** True when the check passes. */
  readonly title: string;
  /** Where the rule comes from; the code of a failure is in the AADSTS message. */
  readonly clause?: string;
}

/** Every check on a request for a token, in the order in which they run: on the request, then on the user. */
export const tokenChecks = {
  length: { title: 'The address is not too long' },
  tenant: { title: 'The address names a tenant' },
  parameter: { title: 'There is one SAMLRequest', clause: 'SAML Bindings 3.4.4, 3.5.4' },
  'login-hint': { title: 'There is not both a login_hint and a sid' },
  readable: {
    title: 'The message can be decoded and is an AuthnRequest',
    clause: 'SAML Core 3.4.1',
  },
  'required-fields': {
    title: 'Version is 2.0, and IssueInstant and Issuer are present',
    clause: 'SAML Core 3.2.1',
  },
  'request-id': { title: 'The ID is an xs:ID', clause: 'SAML Core 1.3.4' },
  'class-refs': {
    title: 'Each AuthnContextClassRef is an absolute URI',
    clause: 'SAML Core 2.7.2.2',
  },
  subject: { title: 'There is no Subject' },
  issuer: { title: 'The Issuer is an Identifier of one application' },
  application: { title: 'The address names an application of the tenant' },
  'request-signature': {
    title: 'The request is signed by a verification certificate, if that is required',
    clause: 'SAML Bindings 3.4.4.1, 3.5.4.1',
  },
  destination: { title: 'Destination is the address of the request, if that is checked' },
  'issue-instant': { title: 'The request is recent, if that is checked' },
  'reply-url': { title: 'The requested address is a Reply URL of the application' },
  'protocol-binding': { title: 'The answer is wanted by HTTP-POST', clause: 'SAML Core 3.4.1' },
  'name-id-policy': {
    title: 'The format in NameIDPolicy can be issued',
    clause: 'SAML Core 3.4.1.1',
  },
  'authn-context-comparison': {
    title: 'The Comparison of RequestedAuthnContext is exact',
    clause: 'SAML Core 3.3.2.2.1',
  },
  'application-enabled': { title: 'The application is enabled for users to sign in' },
  'signing-key': {
    title: 'The application has an active certificate, and one that was imported is valid',
  },
  scoping: { title: 'There is no Scoping', clause: 'SAML Core 3.4.1.2' },
  'home-tenant': { title: 'The signed-in user is of the tenant of the application' },
  'no-page': {
    title: 'No page has to be shown, because IsPassive forbids it',
    clause: 'SAML Core 3.4.1',
  },
  'user-enabled': { title: 'The account of the user is enabled' },
  assignment: { title: 'The user is assigned to the application, if that is required' },
  'conditional-access': { title: 'Conditional Access grants access' },
  'authentication-method': {
    title: 'The user signed in with a requested method',
    clause: 'SAML Core 3.3.2.2.1',
  },
  audience: { title: 'There is an Identifier to send as Audience' },
} as const satisfies Record<string, CheckInfo>;

export type TokenCheck = keyof typeof tokenChecks;
