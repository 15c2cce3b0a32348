import type { AuthenticationStrengthName } from '../../conditional-access/authentication-strength.ts';
import type { Policy, PolicyConditions, PolicyState } from '../../conditional-access/policy.ts';
import { tagOf } from '../stale-version.ts';
import type { ConditionalAccessPolicyRow, Database } from '../tables.ts';

/** The stored policy. */
export function readPolicy(row: ConditionalAccessPolicyRow): Policy {
  const { id, displayName, state, grantControl, authenticationStrength, signInFrequency } = row;
  return {
    id,
    displayName,
    state: state as PolicyState,
    conditions: JSON.parse(row.conditions) as PolicyConditions,
    grantControl: grantControl === 'block' || grantControl === 'mfa' ? grantControl : undefined,
    authenticationStrength:
      authenticationStrength === null
        ? undefined
        : (authenticationStrength as AuthenticationStrengthName),
    signInFrequency: signInFrequency ?? undefined,
  };
}

/** Tag of a policy for the form that edits it; see `stale-version.ts`. */
export const policyTag = ({ version }: ConditionalAccessPolicyRow): string => tagOf(version);

/** Every policy of a tenant, by name. */
export function listPolicies(
  db: Database,
  tenantId: string,
): Promise<ConditionalAccessPolicyRow[]> {
  return db
    .selectFrom('conditionalAccessPolicy')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .orderBy('displayName')
    .orderBy('id')
    .execute();
}

export function findPolicy(
  db: Database,
  tenantId: string,
  id: string,
): Promise<ConditionalAccessPolicyRow | undefined> {
  return db
    .selectFrom('conditionalAccessPolicy')
    .selectAll()
    .where('id', '=', id)
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
}
