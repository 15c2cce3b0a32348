/** The identifiers that the SAML 2.0 and XML Signature standards define. What is allowed is decided elsewhere. */

export const ns = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  dsig: 'http://www.w3.org/2000/09/xmldsig#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
} as const;

/** SAML Bindings 3.4, 3.5 and 3.6. */
export const binding = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
  artifact: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact',
} as const;

/** SAML Core 8.3. */
export const nameIdFormat = {
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  windowsDomainQualifiedName:
    'urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName',
  entity: 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
} as const;

/** SAML Core 3.2.2.2: the first four are top-level codes, the rest are second-level ones. */
export const statusCode = {
  success: 'urn:oasis:names:tc:SAML:2.0:status:Success',
  requester: 'urn:oasis:names:tc:SAML:2.0:status:Requester',
  responder: 'urn:oasis:names:tc:SAML:2.0:status:Responder',
  versionMismatch: 'urn:oasis:names:tc:SAML:2.0:status:VersionMismatch',
  authnFailed: 'urn:oasis:names:tc:SAML:2.0:status:AuthnFailed',
  invalidNameIDPolicy: 'urn:oasis:names:tc:SAML:2.0:status:InvalidNameIDPolicy',
  noAuthnContext: 'urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext',
  noPassive: 'urn:oasis:names:tc:SAML:2.0:status:NoPassive',
  requestDenied: 'urn:oasis:names:tc:SAML:2.0:status:RequestDenied',
  requestUnsupported: 'urn:oasis:names:tc:SAML:2.0:status:RequestUnsupported',
} as const;

/** SAML Profiles 3. */
export const confirmationMethod = {
  bearer: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  holderOfKey: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key',
  senderVouches: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches',
} as const;

const acClasses = 'urn:oasis:names:tc:SAML:2.0:ac:classes:';

/** SAML Authentication Context 3.4, and the class that Windows adds (entra-saml.md 1.4). */
export const authnContextClass = {
  kerberos: `${acClasses}Kerberos`,
  mobileOneFactorUnregistered: `${acClasses}MobileOneFactorUnregistered`,
  mobileTwoFactorContract: `${acClasses}MobileTwoFactorContract`,
  password: `${acClasses}Password`,
  passwordProtectedTransport: `${acClasses}PasswordProtectedTransport`,
  pgp: `${acClasses}PGP`,
  secureRemotePassword: `${acClasses}SecureRemotePassword`,
  xmlDSig: `${acClasses}XMLDSig`,
  softwarePKI: `${acClasses}SoftwarePKI`,
  spki: `${acClasses}SPKI`,
  smartcard: `${acClasses}Smartcard`,
  smartcardPKI: `${acClasses}SmartcardPKI`,
  telephony: `${acClasses}Telephony`,
  timeSyncToken: `${acClasses}TimeSyncToken`,
  tlsClient: `${acClasses}TLSClient`,
  unspecified: `${acClasses}unspecified`,
  /** As Entra writes `unspecified` (entra-saml.md 1.4, 10.1). */
  entraUnspecified: `${acClasses}Unspecified`,
  x509: `${acClasses}X509`,
  windows: 'urn:federation:authentication:windows',
} as const;

/** XML Signature 1.1, 6.5 and 6.6. */
export const transform = {
  envelopedSignature: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  exclusiveC14n: 'http://www.w3.org/2001/10/xml-exc-c14n#',
} as const;
