/** Rows of the logs; the conventions are in `../tables.ts`. */
export interface LogTables {
  signIn: SignInRow;
  directoryAudit: DirectoryAuditRow;
}

/** One attempt to sign in, in the properties of Graph's signIn (entra-admin.md 6). */
export interface SignInRow {
  /** The Request ID. */
  id: string;
  /** Null when the attempt named no existing tenant. */
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
  /** JSON list of `AuthenticationDetail`. */
  authenticationDetails: string;
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
