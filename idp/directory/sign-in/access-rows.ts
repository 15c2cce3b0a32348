/** Rows about who may sign in to what, and about what came of it; the conventions are those of `tables.ts`. */
export interface AccessTables {
  directoryGroup: GroupRow;
  groupMember: { groupId: string; userId: string };
  secondFactor: SecondFactorRow;
  conditionalAccessPolicy: ConditionalAccessPolicyRow;
  signIn: SignInRow;
}

export interface GroupRow {
  id: string;
  tenantId: string;
  displayName: string;
  description: string | null;
  createdDateTime: string;
}

export interface SecondFactorRow {
  userId: string;
  /** Shared secret of RFC 6238 in base32, as authenticator apps take it. */
  secret: string;
  /** The last step of RFC 6238 whose code was accepted; null: none yet. */
  lastStep: number | null;
}

export interface ConditionalAccessPolicyRow {
  id: string;
  tenantId: string;
  displayName: string;
  /** Graph's words: `enabled`, `disabled`, `enabledForReportingButNotEnforced`. */
  state: string;
  /** JSON of `PolicyConditions`. */
  conditions: string;
  /** `block`, `mfa`, or null: access is granted as it is. */
  grantControl: string | null;
  /** Sign-in frequency in hours; null: none. */
  signInFrequency: number | null;
  createdDateTime: string;
  modifiedDateTime: string;
  /** Counts the changes; see `stale-version.ts`. */
  version: number;
}

/** One attempt to sign in, in the properties of Graph's signIn (entra-admin.md 6). */
export interface SignInRow {
  /** The Request ID. */
  id: string;
  /** Null when the attempt named no tenant that there is. */
  tenantId: string | null;
  createdDateTime: string;
  correlationId: string;
  userId: string | null;
  userDisplayName: string | null;
  userPrincipalName: string | null;
  servicePrincipalId: string | null;
  appId: string | null;
  appDisplayName: string;
  /** `success`, `failure` or `interrupted` */
  result: string;
  /** AADSTS number; 0 for success. */
  errorCode: number;
  failureReason: string | null;
  ipAddress: string;
  userAgent: string | null;
  /** `singleFactorAuthentication`, `multiFactorAuthentication` */
  authenticationRequirement: string;
  /** `success`, `failure`, `notApplied` */
  conditionalAccessStatus: string;
  /** JSON list of `AppliedPolicy`. */
  appliedPolicies: string;
}
