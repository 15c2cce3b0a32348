/** Where a rule comes from. */
export interface Source {
  readonly document: string;
  readonly section: string;
}

const from =
  (document: string) =>
  (section: string): Source => ({ document, section });

/** Microsoft's pages are on learn.microsoft.com; each is named by its title. */
export const singleSignOn = from('Microsoft Learn, Single sign-on SAML protocol');
export const singleSignOut = from('Microsoft Learn, Single Sign-Out SAML Protocol');
export const redirectUris = from(
  'Microsoft Learn, Redirect URI (reply URL) restrictions and limitations',
);
export const accountTypes = from(
  'Microsoft Learn, Validation differences by supported account types',
);
export const errorCodes = from('Microsoft Learn, Microsoft Entra error codes');
export const signedRequests = from('Microsoft Learn, Enforce signed SAML authentication requests');
export const tokenEncryption = from(
  'Microsoft Learn, Configure Microsoft Entra SAML token encryption',
);
export const core = from('SAML Core');
export const bindings = from('SAML Bindings');
export const metadata = from('SAML Metadata');
export const publicReport = from('Public report');

/** By the name of the check of the identity provider. */
const ofChecks: Readonly<Record<string, Source>> = {
  'required-fields': singleSignOn('AuthnRequest'),
  'request-id': singleSignOn('AuthnRequest'),
  'class-refs': singleSignOn('RequestedAuthnContext'),
  subject: singleSignOn('Subject'),
  issuer: singleSignOn('Issuer'),
  destination: errorCodes('AADSTS75008'),
  'issue-instant': errorCodes('AADSTS76026'),
  'reply-url': errorCodes('AADSTS50011'),
  'protocol-binding': errorCodes('AADSTS75003'),
  'name-id-policy': singleSignOn('NameIDPolicy'),
  'authn-context-comparison': singleSignOn('RequestedAuthnContext'),
  scoping: singleSignOn('Scoping'),
  'name-id': singleSignOut('NameID'),
};

/**
 * @param check its name
 * @param code of its refusal
 * @param logout it is about a LogoutRequest
 */
export function sourceOfCheck(check: string, code: string, logout: boolean): Source {
  if (logout && check !== 'readable')
    return singleSignOut(
      check === 'issuer' ? 'Issuer' : check === 'name-id' ? 'NameID' : 'LogoutRequest',
    );
  return ofChecks[check] ?? errorCodes(code);
}
