import {
  type AuthenticationStrengthName,
  authenticationStrengths,
} from './authentication-strength.ts';

/** The users and applications that a policy applies to, by their ids. Exclusion wins over inclusion. */
export interface PolicyConditions {
  includeUsers: 'all' | 'none' | 'selected';
  /** Used only when `includeUsers` is `selected`, like the groups. */
  includeUserIds: readonly string[];
  includeGroupIds: readonly string[];
  excludeUserIds: readonly string[];
  excludeGroupIds: readonly string[];
  includeApplications: 'all' | 'selected';
  /** Ids of servicePrincipals. */
  servicePrincipalIds: readonly string[];
}

/** Graph's values for "On", "Off" and "Report-only". */
export const policyStates = {
  enabled: 'On',
  disabled: 'Off',
  enabledForReportingButNotEnforced: 'Report-only',
} as const;

export type PolicyState = keyof typeof policyStates;

export interface Policy {
  id: string;
  displayName: string;
  state: PolicyState;
  conditions: PolicyConditions;
  /** `block`, or `mfa` before access is granted. */
  grantControl: 'block' | 'mfa' | undefined;
  /** Graph's grantControls.authenticationStrength, by name; not together with `grantControl`, as in Entra. */
  authenticationStrength: AuthenticationStrengthName | undefined;
  /** Maximum age of the sign-in, in hours. */
  signInFrequency: number | undefined;
}

export const isAboutApplication = (
  { includeApplications, servicePrincipalIds }: PolicyConditions,
  servicePrincipalId: string,
): boolean => includeApplications === 'all' || servicePrincipalIds.includes(servicePrincipalId);

/** The grant control in Entra's words; undefined: access is granted without one. */
export function grantInWords({
  grantControl,
  authenticationStrength,
}: Pick<Policy, 'grantControl' | 'authenticationStrength'>): string | undefined {
  if (grantControl === 'block') return 'Block access';
  if (grantControl === 'mfa') return 'Require multifactor authentication';
  return (
    authenticationStrength &&
    `Require authentication strength: ${authenticationStrengths[authenticationStrength].displayName}`
  );
}
