import { beforeEach, expect, test } from 'vitest';
import { everybody } from '../../conditional-access/testing/everybody.ts';
import { addApplication } from '../applications/applications.ts';
import { createGroup, deleteGroup } from '../groups/manage-groups.ts';
import {
  expectFault,
  expectNotFound,
  fabrikam,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { deleteUser } from '../users/deleted-users.ts';
import { createPolicy, deletePolicy, updatePolicy } from './manage-policies.ts';
import { findPolicy, listPolicies, policyTag, readPolicy } from './policies.ts';
import type { PolicyProperties } from './policy-rules.ts';

const lab = smallDirectoryForEachTest();
const policy: PolicyProperties = {
  displayName: 'Require MFA',
  state: 'enabled',
  conditions: everybody,
  grantControl: 'mfa',
};
const create = (changed: object = {}) =>
  createPolicy(lab.db, tenantId, { ...policy, ...changed }, now);
const createFor = (conditions: object) => create({ conditions: { ...everybody, ...conditions } });

let groupId: string;
beforeEach(async () => {
  groupId = (await createGroup(lab.db, { tenantId, displayName: 'Sales' }, now)).id;
});

test.each<[property: string, value: unknown, code: string]>([
  ['displayName', '', 'required'],
  ['displayName', 'x'.repeat(257), 'too_long'],
  ['state', 'on', 'choice'],
  ['grantControl', 'password', 'choice'],
  ['authenticationStrength', 'strong', 'choice'],
  ['authenticationStrength', 'phishingResistantMfa', 'exclusive'],
  ['authenticationStrength', null, 'type'],
  ['signInFrequency', 0, 'range'],
  ['signInFrequency', 1.5, 'range'],
  ['signInFrequency', 8761, 'range'],
  ['signInFrequency', '4', 'type'],
  ['grantControl', null, 'type'],
  ['conditions', undefined, 'type'],
  ['displayName', 5, 'type'],
  ['id', 'mine', 'unknown_property'],
])('refuses %s %o as %s', async (property, value, code) => {
  await expectFault(create({ [property]: value }), property, code);
  expect(await listPolicies(lab.db, tenantId)).toEqual([]);
  await expect(create()).resolves.toMatchObject({ id: expect.any(String) });
});

test.each<[conditions: object, property: string, code: string]>([
  [{ includeUsers: 'some' }, 'includeUsers', 'choice'],
  [{ includeUsers: 'selected' }, 'includeUserIds', 'no_users'],
  [{ includeApplications: 'some' }, 'includeApplications', 'choice'],
  [{ includeApplications: 'selected' }, 'servicePrincipalIds', 'no_applications'],
  [{ includeUserIds: ['nope'] }, 'includeUserIds.0', 'unknown_user'],
  [{ excludeUserIds: ['nope'] }, 'excludeUserIds.0', 'unknown_user'],
  [{ includeGroupIds: ['nope'] }, 'includeGroupIds.0', 'unknown_group'],
  [{ excludeGroupIds: ['nope'] }, 'excludeGroupIds.0', 'unknown_group'],
  [{ servicePrincipalIds: ['nope'] }, 'servicePrincipalIds.0', 'unknown_application'],
  [{ includeUserIds: 'all' }, 'includeUserIds', 'type'],
  [{ excludeGroupIds: undefined }, 'excludeGroupIds', 'type'],
  [{ includeUser: 'all' }, 'includeUser', 'unknown_property'],
])('refuses the conditions %o', async (conditions, property, code) => {
  await expectFault(createFor(conditions), `conditions.${property}`, code);
  expect(await listPolicies(lab.db, tenantId)).toEqual([]);
});

test('a grant control or a sign-in frequency is needed', async () => {
  await expectFault(create({ grantControl: undefined }), 'grantControl', 'no_control');
  await expect(create({ grantControl: undefined, signInFrequency: 8760 })).resolves.toHaveProperty(
    'id',
  );
});

test('an authentication strength takes the place of the grant control, and back', async () => {
  const authenticationStrength = 'phishingResistantMfa';
  const { id } = await create({ grantControl: undefined, authenticationStrength });
  const stored = async () => {
    const row = await findPolicy(lab.db, tenantId, id);
    return row && readPolicy(row);
  };
  expect(await stored()).toMatchObject({ grantControl: undefined, authenticationStrength });
  const mfa = { grantControl: 'mfa' } as const;
  await expectFault(updatePolicy(lab.db, id, mfa, now), 'authenticationStrength', 'exclusive');
  await updatePolicy(lab.db, id, { ...mfa, authenticationStrength: undefined }, now);
  expect(await stored()).toMatchObject({ ...mfa, authenticationStrength: undefined });
});

test('names users, groups and applications of the tenant, deleted users included', async () => {
  const app = { tenantId, displayName: 'Peakon' };
  const { servicePrincipalId } = await addApplication(lab.db, app, now);
  const conditions = {
    includeUsers: 'selected',
    includeUserIds: [lab.userId],
    excludeGroupIds: [groupId],
    includeApplications: 'selected',
    servicePrincipalIds: [servicePrincipalId],
  };
  await deleteUser(lab.db, lab.userId, now);
  const { id } = await createFor(conditions);
  const row = await findPolicy(lab.db, tenantId, id);
  expect(row && readPolicy(row).conditions).toMatchObject(conditions);
  const theirs = createPolicy(
    lab.db,
    fabrikam,
    { ...policy, conditions: { ...everybody, excludeGroupIds: [groupId] } },
    now,
  );
  await expectFault(theirs, 'conditions.excludeGroupIds.0', 'unknown_group');
});

test('an update changes what is given, and keeps the rules', async () => {
  const { id } = await createFor({ excludeGroupIds: [groupId] });
  await deleteGroup(lab.db, groupId);
  // The unchanged conditions still name the deleted group.
  await updatePolicy(lab.db, id, { state: 'disabled' }, now);
  const row = await findPolicy(lab.db, tenantId, id);
  expect(row).toMatchObject({ state: 'disabled', grantControl: 'mfa', version: 2 });
  const bare = updatePolicy(lab.db, id, { grantControl: undefined }, now);
  await expectFault(bare, 'grantControl', 'no_control');
  await expectFault(updatePolicy(lab.db, id, { displayName: '' }, now), 'displayName', 'required');
  await expectFault(updatePolicy(lab.db, id, untyped(5), now), '', 'type');
  const gone = { conditions: { ...everybody, excludeGroupIds: [groupId] } };
  await expectFault(
    updatePolicy(lab.db, id, gone, now),
    'conditions.excludeGroupIds.0',
    'unknown_group',
  );
  const late = updatePolicy(lab.db, id, { state: 'enabled' }, now, 'older');
  await expect(late).rejects.toMatchObject({ name: 'StaleVersion' });
  await updatePolicy(lab.db, id, { state: 'enabled' }, now, row && policyTag(row));
  expect(await findPolicy(lab.db, tenantId, id)).toMatchObject({ state: 'enabled', version: 3 });
});

test('an unknown tenant or policy is not found', async () => {
  await expectNotFound(createPolicy(lab.db, 'nope', policy, now), 'tenant', 'nope');
  await expectNotFound(updatePolicy(lab.db, 'nope', {}, now), 'policy', 'nope');
  await expectNotFound(deletePolicy(lab.db, 'nope'), 'policy', 'nope');
  await expectFault(deletePolicy(lab.db, untyped(1)), 'policyId', 'type');
  const { id } = await create();
  await deletePolicy(lab.db, id);
  expect(await listPolicies(lab.db, tenantId)).toEqual([]);
});
