import { requireTypes } from '../../../input/argument-types.ts';
import type { Policy } from '../../conditional-access/policy.ts';
import type { DirectoryParts } from '../directory-parts.ts';
import { createPolicy, deletePolicy, updatePolicy } from './manage-policies.ts';
import { listPolicies, readPolicy } from './policies.ts';
import type { PolicyProperties, SomePolicyProperties } from './policy-rules.ts';

/** Of `Directory`: Conditional Access policies. */
export interface PolicyDirectory {
  /**
   * Creates a Conditional Access policy.
   *
   * @throws {InvalidInput} when a property breaks a rule, or names an unknown user, group or application
   * @throws {NotFound} when there is no such tenant
   */
  createPolicy(tenantId: string, policy: PolicyProperties): Promise<{ id: string }>;
  /**
   * Changes the properties that are given; `conditions` are replaced as a whole.
   *
   * @throws {InvalidInput} when a property breaks a rule, or names an unknown user, group or application
   * @throws {NotFound} when there is no such policy
   */
  updatePolicy(policyId: string, changes: SomePolicyProperties): Promise<void>;
  /** Policies of a tenant by name. */
  listPolicies(tenantId: string): Promise<Policy[]>;
  /** @throws {NotFound} when there is no such policy */
  deletePolicy(policyId: string): Promise<void>;
}

export const policyDirectory = ({ db, clock }: DirectoryParts): PolicyDirectory => ({
  createPolicy: (tenantId, policy) => createPolicy(db, tenantId, policy, clock()),
  updatePolicy: (id, changes) => updatePolicy(db, id, changes, clock()),
  listPolicies: async (tenantId) => {
    requireTypes({ tenantId }, { tenantId: 'string' });
    return (await listPolicies(db, tenantId.toLowerCase())).map(readPolicy);
  },
  deletePolicy: (id) => deletePolicy(db, id),
});
