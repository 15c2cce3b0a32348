import type { Kysely } from 'kysely';
import type { AccessTables } from './sign-in/access-rows.ts';
import type { UserTables } from './users/user-rows.ts';

export type { DeletedUserRow, UserRow } from './users/user-rows.ts';

/**
 * The rows of the tenant, in Microsoft Graph's nouns. Ids are GUID text, instants ISO 8601 text, booleans 0 or 1, lists
 * JSON text: the same on SQLite and PostgreSQL.
 */
export interface DirectoryTables extends AccessTables, UserTables {
  tenant: TenantRow;
  verifiedDomain: { name: string; tenantId: string };
  application: ApplicationRow;
  servicePrincipal: ServicePrincipalRow;
  servicePrincipalName: ServicePrincipalNameRow;
  appRoleAssignment: AppRoleAssignmentRow;
  keyCredential: KeyCredentialRow;
  browserSession: BrowserSessionRow;
  pendingSignIn: PendingSignInRow;
  appRole: AppRoleRow;
  servicePrincipalOwner: { servicePrincipalId: string; userId: string };
  testSignIn: TestSignInRow;
  configurationChange: ConfigurationChangeRow;
  directoryAudit: DirectoryAuditRow;
}

export type Database = Kysely<DirectoryTables>;

export interface TenantRow {
  id: string;
  displayName: string;
  /** Secret input of the pairwise identifiers, so that they cannot be computed from public ids. */
  pairwiseSecret: string;
  /** Whose hosts are printed; see `../cloud/clouds.ts`. */
  cloud: string;
  createdDateTime: string;
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
  /** "Sign on URL" */
  loginUrl: string | null;
  relayState: string | null;
  logoutUrl: string | null;
  /** The catalogue entry that it was made from; null: an application of one's own. */
  applicationTemplateId: string | null;
  /** `saml` once chosen; null: "Disabled". */
  preferredSingleSignOnMode: string | null;
  homepageUrl: string | null;
  notes: string | null;
  /** JSON list: who is told before a certificate expires. */
  notificationEmailAddresses: string;
  /** JSON of `ClaimsConfiguration`; null: Entra's default claims. */
  claims: string | null;
  /** Until then it is still being added. */
  readyDateTime: string;
  /** Counts the changes; see `stale-version.ts`. */
  version: number;
  createdDateTime: string;
}

/** A role that an application offers (entra-admin.md 1.6). */
export interface AppRoleRow {
  id: string;
  servicePrincipalId: string;
  displayName: string;
  /** What the role claim says; null: no claim. */
  value: string | null;
  position: number;
}

/** The last test sign-in of an application that was begun in the admin center. */
export interface TestSignInRow {
  servicePrincipalId: string;
  /** SHA-256 of the `esctx` cookie of the browser that began it. */
  browserHash: string;
  /** `current` or `other`: who was to sign in. */
  signInAs: string;
  startedDateTime: string;
  /** Set by the answer; null while it is awaited. */
  answeredDateTime: string | null;
  userPrincipalName: string | null;
  /** AADSTS number; null: a response was sent. */
  errorCode: number | null;
  errorMessage: string | null;
  requestXml: string | null;
  responseXml: string | null;
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

/** One line of the audit log (entra-admin.md 6). */
export interface DirectoryAuditRow {
  id: string;
  tenantId: string;
  activityDateTime: string;
  activity: string;
  category: string;
  /** `success` or `failure` */
  result: string;
  initiatedById: string;
  /** userPrincipalName, as it was then. */
  initiatedBy: string;
  targetType: string;
  targetId: string;
  targetDisplayName: string;
  /** JSON list of `ModifiedProperty`. */
  modifiedProperties: string;
}

/** The Identifiers (Entity ID) of "Basic SAML Configuration", unique in a tenant; position 0 is the primary one. */
export interface ServicePrincipalNameRow {
  name: string;
  tenantId: string;
  servicePrincipalId: string;
  position: number;
}

export interface AppRoleAssignmentRow {
  id: string;
  /** A user now; the type leaves room for groups. */
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
}

export interface BrowserSessionRow {
  /** SHA-256 of the cookie, in hex: who reads the database cannot sign in with it. */
  idHash: string;
  userId: string;
  persistent: number;
  /** When the password was checked: AuthnInstant of every assertion made from this session. */
  authnInstant: string;
  /** Whether a second factor was given as well. */
  secondFactor: number;
  lastSeen: string;
  expires: string;
}

export interface PendingSignInRow {
  /** SHA-256 of the form's `ctx`, in hex. */
  idHash: string;
  /** SHA-256 of the browser's `esctx` cookie: only the browser that began may go on. */
  browserHash: string;
  /** GUID, or `common`. */
  tenantId: string;
  /** JSON: what to do once the user is known. */
  continuation: string;
  /** Set by the right password, until "Stay signed in?" is answered. */
  userId: string | null;
  authnInstant: string | null;
  secondFactor: number;
  /** Of somebody who was signed in already: whether the session that follows stays; null: it is asked. */
  persistent: number | null;
  expires: string;
}
