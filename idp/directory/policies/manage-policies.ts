import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { required } from '../../../input/not-found.ts';
import { idsOf } from '../../../store/ids.ts';
import { requireTag } from '../stale-version.ts';
import type { Database } from '../tables.ts';
import { requireTenant } from '../tenants/tenants.ts';
import { readPolicy } from './policies.ts';
import {
  type PolicyProperties,
  policyFaults,
  requireChangeTypes,
  requirePolicyTypes,
  type SomePolicyProperties,
} from './policy-rules.ts';

/**
 * Creates a Conditional Access policy.
 *
 * @returns its id
 * @throws {InvalidInput} when a property breaks a rule, or names an unknown user, group or application
 * @throws {NotFound} when there is no such tenant
 */
export async function createPolicy(
  db: Database,
  tenantId: string,
  policy: PolicyProperties,
  now: Date,
): Promise<{ id: string }> {
  requireTypes({ tenantId }, { tenantId: 'string' });
  requirePolicyTypes(policy);
  const id = idsOf(db).uuid('policy');
  const instant = now.toISOString();
  const dates = { createdDateTime: instant, modifiedDateTime: instant };
  await db.transaction().execute(async (tx) => {
    const owner = await requireTenant(tx, tenantId);
    refuseFaults(await policyFaults(tx, owner, policy));
    await tx
      .insertInto('conditionalAccessPolicy')
      .values({ id, tenantId: owner, ...columns(policy), ...dates, version: 1 })
      .execute();
  });
  return { id };
}

/**
 * Changes the properties that are given and leaves the others as they are; `conditions` are replaced as a whole. A
 * `grantControl`, `authenticationStrength` or `signInFrequency` of `undefined` removes it.
 *
 * @param tag of the policy that a form was made from, see `policyTag`; absent: whatever is stored is changed
 * @throws {InvalidInput} when a property breaks a rule, or names an unknown user, group or application
 * @throws {NotFound} when there is no such policy
 * @throws {StaleVersion} when the stored policy no longer has the tag
 */
export async function updatePolicy(
  db: Database,
  policyId: string,
  changes: SomePolicyProperties,
  now: Date,
  tag?: string,
): Promise<void> {
  requireTypes({ policyId }, { policyId: 'string' });
  requireChangeTypes(changes);
  await db.transaction().execute(async (tx) => {
    const found = tx.selectFrom('conditionalAccessPolicy').selectAll().where('id', '=', policyId);
    const row = required(await found.executeTakeFirst(), 'policy', policyId);
    requireTag(row.version, tag);
    const { id: _, ...before } = readPolicy(row);
    const policy = { ...before, ...changes };
    requirePolicyTypes(policy);
    const faults = await policyFaults(tx, row.tenantId, policy);
    // Conditions that stay as they are may name a group that was deleted since.
    const given = ({ property }: Fault) =>
      changes.conditions !== undefined || !property.startsWith('conditions.');
    refuseFaults(faults.filter(given));
    await tx
      .updateTable('conditionalAccessPolicy')
      .set({ ...columns(policy), modifiedDateTime: now.toISOString(), version: row.version + 1 })
      .where('id', '=', policyId)
      .execute();
  });
}

/** @throws {NotFound} when there is no such policy */
export async function deletePolicy(db: Database, policyId: string): Promise<void> {
  requireTypes({ policyId }, { policyId: 'string' });
  const deleted = db.deleteFrom('conditionalAccessPolicy').where('id', '=', policyId);
  required(await deleted.returning('id').executeTakeFirst(), 'policy', policyId);
}

const columns = (policy: PolicyProperties) => ({
  displayName: policy.displayName,
  state: policy.state,
  conditions: JSON.stringify(policy.conditions),
  grantControl: policy.grantControl ?? null,
  authenticationStrength: policy.authenticationStrength ?? null,
  signInFrequency: policy.signInFrequency ?? null,
});
