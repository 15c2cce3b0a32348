/** Rows about applications; the conventions are in `../tables.ts`. */
export interface ApplicationTables {
  metadataRead: MetadataReadRow;
  application: ApplicationRow;
  servicePrincipal: ServicePrincipalRow;
  servicePrincipalName: ServicePrincipalNameRow;
  servicePrincipalOwner: { servicePrincipalId: string; userId: string };
  appRole: AppRoleRow;
  appRoleAssignment: AppRoleAssignmentRow;
  keyCredential: KeyCredentialRow;
  publicKeyCredential: PublicKeyCredentialRow;
  passwordCredential: PasswordCredentialRow;
  graphPermission: GraphPermissionRow;
  configurationChange: ConfigurationChangeRow;
}

/** The registration: what the application is. */
export interface ApplicationRow {
  id: string;
  tenantId: string;
  appId: string;
  displayName: string;
  createdDateTime: string;
}

/** The enterprise application: how this tenant uses it. */
export interface ServicePrincipalRow {
  id: string;
  tenantId: string;
  applicationId: string;
  appId: string;
  displayName: string;
  /** "Enabled for users to sign in?" */
  accountEnabled: number;
  /** "Assignment required?" */
  appRoleAssignmentRequired: number;
  /** "Visible to users?": 0 is Graph's tag `HideApp`. */
  visible: number;
  /** Names the one active key among the keyCredentials. */
  preferredTokenSigningKeyThumbprint: string | null;
  signingOption: string;
  signingAlgorithm: string;
  /** Format set for the NameID by an administrator; null: the default of its source. */
  nameIdFormat: string | null;
  /** JSON list; the first is the default Reply URL. */
  replyUrls: string;
  /** JSON list of `RedirectUriSetting`: the Reply URLs that have an index. */
  redirectUriSettings: string;
  /** "Sign on URL" */
  loginUrl: string | null;
  relayState: string | null;
  logoutUrl: string | null;
  /** The catalogue entry that it was made from; null: a non-gallery application. */
  applicationTemplateId: string | null;
  /** `saml` once chosen; null: "Disabled". */
  preferredSingleSignOnMode: string | null;
  homepageUrl: string | null;
  notes: string | null;
  /** JSON list: who gets the e-mail before a certificate expires. */
  notificationEmailAddresses: string;
  /** JSON of `ClaimsConfiguration`; null: Entra's default claims. */
  claims: string | null;
  /** JSON of `GroupClaims`; null: no group claim. */
  groupClaims: string | null;
  /** JSON list of `ExtensionProperty`. */
  extensionProperties: string;
  /** A key of `authnContextReportings`. */
  authnContextReporting: string;
  /** Names the certificate that tokens are encrypted for; null: they are not encrypted. */
  tokenEncryptionKeyId: string | null;
  /** A key of `tokenEncryptionMethods`. */
  tokenEncryptionMethod: string;
  /** "Require verification certificates" */
  isSignedRequestRequired: number;
  /** "Allow requests signed with RSA-SHA1" */
  allowedWeakAlgorithms: 'rsaSha1' | null;
  /** Until then the application is still being added. */
  readyDateTime: string;
  /** Counts the changes, so that a form saves only what it has read. */
  version: number;
  createdDateTime: string;
}

/** The Identifiers (Entity ID) of "Basic SAML Configuration", unique in a tenant; position 0 is the primary one. */
export interface ServicePrincipalNameRow {
  name: string;
  tenantId: string;
  servicePrincipalId: string;
  position: number;
}

/** A role that an application offers (entra-admin.md 1.6). */
export interface AppRoleRow {
  id: string;
  servicePrincipalId: string;
  displayName: string;
  /** Value of the role claim; null: no claim. */
  value: string | null;
  description: string;
  /** 0: it cannot be assigned, and can be deleted. */
  isEnabled: number;
  /** JSON list: `User`, `Application` or both. */
  allowedMemberTypes: string;
  position: number;
}

export interface AppRoleAssignmentRow {
  id: string;
  /** Id of a user or of a group, as `principalType` says. */
  principalId: string;
  principalType: string;
  resourceId: string;
  appRoleId: string;
  createdDateTime: string;
}

export interface KeyCredentialRow {
  keyId: string;
  /** A servicePrincipal, or `common` for the key that all tenants share. */
  ownerId: string;
  displayName: string;
  thumbprint: string;
  /** DER of the certificate in base64. */
  certificate: string;
  /** PKCS #8 in PEM. */
  privateKey: string;
  startDateTime: string;
  endDateTime: string;
  createdDateTime: string;
  /** 1: the key was made elsewhere and imported. */
  isCustom: number;
  /** When it became the active one, the last time; null: before this was noted, or never. */
  activatedDateTime: string | null;
}

/** A certificate of a service provider. */
export interface PublicKeyCredentialRow {
  keyId: string;
  /** A servicePrincipal. */
  ownerId: string;
  /** What its key is for: tokens are encrypted with it, or signed requests are verified. */
  usage: 'Encrypt' | 'Verify';
  displayName: string;
  thumbprint: string;
  /** DER in base64. */
  certificate: string;
  startDateTime: string;
  endDateTime: string;
  createdDateTime: string;
}

/** A client secret, of which only the hash is kept. */
export interface PasswordCredentialRow {
  keyId: string;
  /** A servicePrincipal. */
  ownerId: string;
  displayName: string;
  /** The first three characters of the secret. */
  hint: string;
  /** Of `hashSecret`. */
  secretHash: string;
  startDateTime: string;
  endDateTime: string;
}

/** An application permission of Microsoft Graph that an administrator granted to an application. */
export interface GraphPermissionRow {
  servicePrincipalId: string;
  /** A name of `graphPermissions`. */
  value: string;
  createdDateTime: string;
}

/** A change that the Test pane made and can take back. */
export interface ConfigurationChangeRow {
  id: string;
  servicePrincipalId: string;
  description: string;
  /** JSON of the settings before. */
  before: string;
  createdDateTime: string;
  undoneDateTime: string | null;
}

/** Somebody fetched the federation metadata of an application. */
export interface MetadataReadRow {
  id: string;
  /** Application ID of the application, in small letters. */
  appId: string;
  readDateTime: string;
  userAgent: string;
  /** JSON list: SHA-1 of the certificates that the document published, the oldest first. */
  thumbprints: string;
}
