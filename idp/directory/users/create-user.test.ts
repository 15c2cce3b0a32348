import { describe, expect, test } from 'vitest';
import { createGroup } from '../groups/manage-groups.ts';
import {
  bSimon,
  expectFault,
  expectNotFound,
  fabrikam,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { createUser } from './create-user.ts';
import { rolesOf } from './directory-roles.ts';
import { findUser } from './users.ts';

const lab = smallDirectoryForEachTest();
const lee = { ...bSimon, userPrincipalName: 'K.Lee@contoso.com', displayName: 'K. Lee' };
const create = (changed: object = {}) => createUser(lab.db, { ...lee, ...changed }, now);
const count = () => lab.db.selectFrom('directoryUser').select('id').execute();

const broken: [property: string, value: unknown, code: string][] = [
  ['userPrincipalName', 'no at sign', 'at_sign'],
  ['userPrincipalName', 'two@signs@contoso.com', 'at_sign'],
  ['userPrincipalName', '', 'required'],
  ['userPrincipalName', '@contoso.com', 'required'],
  ['userPrincipalName', 'k lee@contoso.com', 'character'],
  ['userPrincipalName', 'k.@contoso.com', 'dot_at_end'],
  ['userPrincipalName', `${'k'.repeat(65)}@contoso.com`, 'too_long'],
  ['userPrincipalName', 'k.lee@', 'domain_not_verified'],
  ['userPrincipalName', 'k.lee@fabrikam.com', 'domain_not_verified'],
  ['userPrincipalName', 'b.simon@CONTOSO.com', 'taken'],
  ['displayName', '', 'required'],
  ['displayName', 'x'.repeat(257), 'too_long'],
  ['givenName', 'x'.repeat(65), 'too_long'],
  ['surname', 'x'.repeat(65), 'too_long'],
  ['mail', 'lee', 'mail'],
  ['mailNickname', '', 'required'],
  ['mailNickname', 'k@lee', 'character'],
  ['userType', 'Robot', 'user_type'],
  ['password', '', 'required'],
  ['password', 'Ab1!', 'length'],
  ['password', 'only letters', 'complexity'],
  ['password', 'Pässword-1', 'character'],
];

test.each(broken)('refuses %s %o as %s', async (property, value, code) => {
  await expectFault(create({ [property]: value }), property, code);
  expect(await count()).toHaveLength(1);
  await expect(create()).resolves.toMatchObject({ id: expect.any(String) });
});

test('reports every broken rule together', async () => {
  const values = { userPrincipalName: 'no at sign', displayName: '', password: 'x' };
  await expect(create(values)).rejects.toMatchObject({
    faults: [
      { property: 'userPrincipalName', code: 'at_sign' },
      { property: 'displayName', code: 'required' },
      { property: 'password', code: 'length' },
    ],
  });
});

test('refuses an unknown tenant', async () => {
  await expectNotFound(create({ tenantId: 'nope' }), 'tenant', 'nope');
});

describe('directory roles and groups', () => {
  test('are given at creation', async () => {
    const { id: groupId } = await createGroup(lab.db, { tenantId, displayName: 'Sales' }, now);
    const { id } = await create({
      directoryRoles: ['Reports Reader', 'Reports Reader'],
      groupIds: [groupId, groupId],
    });
    expect([...(await rolesOf(lab.db, id))]).toEqual(['Reports Reader']);
    const members = await lab.db.selectFrom('groupMember').selectAll().execute();
    expect(members).toEqual([{ groupId, userId: id }]);
  });

  test('are refused when unknown, with the position in the list', async () => {
    const directoryRoles = ['Reports Reader', 'Emperor'];
    await expectFault(create({ directoryRoles }), 'directoryRoles.1', 'unknown_role');
    await expectFault(create({ groupIds: ['nope'] }), 'groupIds.0', 'unknown_group');
    const group = { tenantId: fabrikam, displayName: 'Theirs' };
    const { id } = await createGroup(lab.db, group, now);
    await expectFault(create({ groupIds: [id] }), 'groupIds.0', 'unknown_group');
    expect(await count()).toHaveLength(1);
  });

  test('are 20 groups at most', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 21; n++) {
      const { id } = await createGroup(lab.db, { tenantId, displayName: `Group ${n}` }, now);
      ids.push(id);
    }
    await expectFault(create({ groupIds: ids }), 'groupIds', 'too_many');
    await expect(create({ groupIds: ids.slice(1) })).resolves.toHaveProperty('id');
  });
});

const properties = [
  'tenantId',
  'userPrincipalName',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'mailNickname',
  'userType',
  'accountEnabled',
  'password',
  'directoryRoles',
  'groupIds',
];
test.each(properties)('refuses a %s of another type', async (property) => {
  for (const value of [5, null, { not: 'this' }, ['x', 5]])
    await expectFault(create({ [property]: untyped(value) }), property, 'type');
  expect(await count()).toHaveLength(1);
});

test('refuses undefined where a value is required, and a property that does not exist', async () => {
  for (const property of ['tenantId', 'userPrincipalName', 'displayName', 'password'])
    await expectFault(create({ [property]: undefined }), property, 'type');
  await expectFault(create({ disabled: true }), 'disabled', 'unknown_property');
  await expectFault(createUser(lab.db, untyped(undefined), now), '', 'type');
});

test('of two requests at once for one name, the second is refused as taken', async () => {
  const results = await Promise.allSettled([create(), create()]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { faults: [{ property: 'userPrincipalName', code: 'taken' }] },
  });
});

test('derives the mail nickname, and stores the domain in lower case', async () => {
  await create({ userPrincipalName: 'K.Lee@CONTOSO.COM', mail: '' });
  expect(await findUser(lab.db, tenantId, 'k.lee@contoso.com')).toMatchObject({
    userPrincipalName: 'K.Lee@contoso.com',
    mailNickname: 'K.Lee',
    userType: 'Member',
    accountEnabled: 1,
    mail: null,
  });
});
