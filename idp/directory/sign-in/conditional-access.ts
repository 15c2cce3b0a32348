import { randomUUID } from 'node:crypto';
import { prepared, type ValueOf } from '../../../store/prepared.ts';
import { type AccessVerdict, evaluate, noPolicy } from '../../conditional-access/evaluate.ts';
import type { Policy, PolicyConditions, PolicyState } from '../../conditional-access/policy.ts';
import { requireChanged, requireTag, tagOf } from '../stale-version.ts';
import type { ConditionalAccessPolicyRow, Database } from '../tables.ts';

/** A sign-in that wants a token for an application. */
export interface RequestedAccess {
  tenantId: string;
  userId: string;
  servicePrincipalId: string;
  authnInstant: Date;
  secondFactor: boolean;
}

const policiesInForce = prepared((db: Database, value: ValueOf<{ tenantId: string }>) =>
  db
    .selectFrom('conditionalAccessPolicy')
    .selectAll()
    .where('tenantId', '=', value('tenantId'))
    .where('state', '!=', 'disabled')
    .orderBy('displayName'),
);
const groupsOf = prepared((db: Database, value: ValueOf<{ userId: string }>) =>
  db.selectFrom('groupMember').select('groupId').where('userId', '=', value('userId')),
);

/** What the tenant's policies say about a sign-in. A tenant without policies in force costs one query. */
export async function evaluatePolicies(
  db: Database,
  signIn: RequestedAccess,
  now: Date,
): Promise<AccessVerdict> {
  const { rows } = await policiesInForce(db, { tenantId: signIn.tenantId });
  if (rows.length === 0) return noPolicy;
  const groups = await groupsOf(db, { userId: signIn.userId });
  const groupIds = new Set(groups.rows.map(({ groupId }) => groupId));
  return evaluate(rows.map(readPolicy), { ...signIn, groupIds, now });
}

export type PolicyValues = Omit<Policy, 'id'>;

export function readPolicy(row: ConditionalAccessPolicyRow): Policy {
  const { id, displayName, state, grantControl, signInFrequency } = row;
  return {
    id,
    displayName,
    state: state as PolicyState,
    conditions: JSON.parse(row.conditions) as PolicyConditions,
    grantControl: grantControl === 'block' || grantControl === 'mfa' ? grantControl : undefined,
    signInFrequency: signInFrequency ?? undefined,
  };
}

/** Tag of a policy for its form; see `stale-version.ts`. */
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

/** Adds a policy to a tenant, in the state that `values` give it. @returns its new id. */
export async function addPolicy(
  db: Database,
  tenantId: string,
  values: PolicyValues,
  now: Date,
): Promise<{ id: string }> {
  const id = randomUUID();
  const instant = now.toISOString();
  const dates = { createdDateTime: instant, modifiedDateTime: instant };
  await db
    .insertInto('conditionalAccessPolicy')
    .values({ id, tenantId, ...columns(values), ...dates, version: 1 })
    .execute();
  return { id };
}

/** @throws {StaleVersion} */
export async function changePolicy(
  db: Database,
  row: ConditionalAccessPolicyRow,
  values: PolicyValues,
  tag: string | undefined,
  now: Date,
): Promise<void> {
  requireTag(row.version, tag);
  const result = await db
    .updateTable('conditionalAccessPolicy')
    .set({ ...columns(values), modifiedDateTime: now.toISOString(), version: row.version + 1 })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirstOrThrow();
  requireChanged(result);
}

/** Nothing happens where there is no such policy. */
export async function deletePolicy(db: Database, id: string): Promise<void> {
  await db.deleteFrom('conditionalAccessPolicy').where('id', '=', id).execute();
}

const columns = (values: PolicyValues) => ({
  displayName: values.displayName,
  state: values.state,
  conditions: JSON.stringify(values.conditions),
  grantControl: values.grantControl ?? null,
  signInFrequency: values.signInFrequency ?? null,
});
