/** Rows about Conditional Access policies; the conventions are in `../tables.ts`. */
export interface PolicyTables {
  conditionalAccessPolicy: ConditionalAccessPolicyRow;
}

export interface ConditionalAccessPolicyRow {
  id: string;
  tenantId: string;
  displayName: string;
  /** Graph's words: `enabled`, `disabled`, `enabledForReportingButNotEnforced`. */
  state: string;
  /** JSON of `PolicyConditions`. */
  conditions: string;
  /** `block`, `mfa`, or null: access is granted without a condition. */
  grantControl: string | null;
  /** A key of `authenticationStrengths`, or null. */
  authenticationStrength: string | null;
  /** Sign-in frequency in hours; null: no limit. */
  signInFrequency: number | null;
  createdDateTime: string;
  modifiedDateTime: string;
  /** Counts the changes, so that a form saves only what it has read. */
  version: number;
}
