import { describe, expect, test } from 'vitest';
import { addGroupMembers, removeGroupMember } from '../../directory/groups/group-members.ts';
import { createGroup } from '../../directory/groups/manage-groups.ts';
import { saveSchema, schemaOf } from '../../directory/provisioning/schemas.ts';
import { setConnectivityParameters } from '../../directory/provisioning/secrets.ts';
import { setManager } from '../../directory/users/manager.ts';
import { withMapping } from '../admin/mappings/edit-schema.ts';
import { withTargetAttributes } from '../schema/object-mappings.ts';
import type { AttributeMapping, ObjectType } from '../schema/schema.ts';
import { provisionedTenantForEachTest, tenantId } from '../testing/provisioned-tenant.ts';

const held = provisionedTenantForEachTest();

const mentor = 'urn:ietf:params:scim:schemas:extension:samlab:2.0:User:mentor';
const manager = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager';

/** Maps another attribute of the application to a reference of the tenant. */
async function addReference(type: ObjectType, targetAttributeName: string, name: string) {
  const { db, servicePrincipalId, jobId } = held.tenant;
  const mapping: AttributeMapping = {
    targetAttributeName,
    source: { type: 'Attribute', name, expression: `[${name}]`, parameters: [] },
    defaultValue: null,
    flowType: 'Always',
    flowBehavior: 'FlowWhenChanged',
    matchingPriority: 0,
    exportMissingReferences: false,
  };
  const schema = await schemaOf(db, servicePrincipalId, jobId);
  const known = withTargetAttributes(schema, type, [mapping]);
  await saveSchema(db, servicePrincipalId, jobId, withMapping(known, type, 99, mapping));
}

interface Written {
  readonly path?: string;
  readonly value?: unknown;
}

/** What was written since the last call, by attribute. */
function written(): [path: string, value: unknown][] {
  const { seen } = held.tenant.server;
  const patches = seen.splice(0).filter(({ method }) => method === 'PATCH');
  return patches.flatMap(({ body }) =>
    (JSON.parse(body) as { Operations: Written[] }).Operations.map(
      ({ path = '', value }): [string, unknown] => [path, value],
    ),
  );
}

async function useFlag(flag: string) {
  const { tenant } = held;
  const baseAddress = `${tenant.server.url}${flag}`;
  await setConnectivityParameters(tenant.db, tenant.servicePrincipalId, { baseAddress });
}

describe.each([
  ['default', ''],
  ['aadOptscim062020', '?aadOptscim062020'],
])('in the dialect %s', (_, flag) => {
  const removal = (path: string, id: string): [string, unknown] =>
    flag === '' ? [path, ''] : [`${path}[value eq "${id}"]`, undefined];

  test('every reference of a user is set, changed and removed', async () => {
    const { tenant } = held;
    await useFlag(flag);
    await addReference('User', mentor, 'manager');
    const [anna = '', ben = '', cat = ''] = await tenant.assigned('anna', 'ben', 'cat');
    await setManager(tenant.db, anna, ben);
    await tenant.cycle();
    const idOf = (name: string) => tenant.server.user(`${name}@contoso.com`)?.id ?? '';
    expect(written()).toEqual([
      [manager, idOf('ben')],
      [mentor, idOf('ben')],
    ]);
    await setManager(tenant.db, anna, cat);
    await tenant.cycle();
    expect(written()).toEqual([
      [manager, idOf('cat')],
      [mentor, idOf('cat')],
    ]);
    await setManager(tenant.db, anna, null);
    await tenant.cycle();
    expect(written()).toEqual([removal(manager, idOf('cat')), removal(mentor, idOf('cat'))]);
  });

  test('every attribute that takes members gets them', async () => {
    const { tenant } = held;
    await useFlag(flag);
    await addReference('Group', 'contacts', 'members');
    const [anna = ''] = await tenant.users('anna');
    const { id } = await createGroup(tenant.db, { tenantId, displayName: 'Staff' }, tenant.clock());
    await addGroupMembers(tenant.db, id, [anna]);
    await tenant.assign({ groupId: id });
    await tenant.cycle();
    const value = tenant.server.user('anna@contoso.com')?.id ?? '';
    expect(written()).toEqual([
      ['members', [expect.objectContaining({ value })]],
      ['contacts', [expect.objectContaining({ value })]],
    ]);
    await removeGroupMember(tenant.db, id, anna);
    await tenant.cycle();
    const paths = written().map(([path]) => path);
    const ending = flag === '' ? '' : `[value eq "${value}"]`;
    expect(paths).toEqual(expect.arrayContaining([`members${ending}`, `contacts${ending}`]));
  });
});

test('an attribute that takes members later gets those that are known already', async () => {
  const { tenant } = held;
  const [anna = ''] = await tenant.users('anna');
  const { id } = await createGroup(tenant.db, { tenantId, displayName: 'Staff' }, tenant.clock());
  await addGroupMembers(tenant.db, id, [anna]);
  await tenant.assign({ groupId: id });
  await tenant.cycle();
  expect(written().map(([path]) => path)).toEqual(['members']);
  await addReference('Group', 'contacts', 'members');
  await tenant.cycle();
  expect(written().map(([path]) => path)).toContain('contacts');
  await tenant.cycle();
  expect(written()).toEqual([]);
});

/** The flow type of a reference. */
const flow = (type: ObjectType, target: string, flowType: AttributeMapping['flowType']) =>
  held.tenant.changeMapping(
    (mapping) => ({
      ...mapping,
      attributeMappings: mapping.attributeMappings.map((one) =>
        one.targetAttributeName === target ? { ...one, flowType } : one,
      ),
    }),
    type,
  );

test.each([
  ['ObjectAddOnly', [[manager, 'ben']], [], []],
  ['ValueAddOnly', [[manager, 'ben']], [], []],
  ['Always', [[manager, 'ben']], [[manager, 'cat']], [[manager, '']]],
] as const)('the manager with the flow type %s', async (flowType, set, changed, removed) => {
  const { tenant } = held;
  await flow('User', manager, flowType);
  const [anna = '', ben = '', cat = ''] = await tenant.assigned('anna', 'ben', 'cat');
  const named = () =>
    written().map(([path, value]) => {
      const id = String(value);
      return [path, String(tenant.server.users.get(id)?.userName ?? '').split('@')[0]];
    });
  for (const [boss, expected] of [
    [ben, set],
    [cat, changed],
    [null, removed],
  ] as const) {
    await setManager(tenant.db, anna, boss);
    await tenant.cycle();
    expect(named()).toEqual(expected);
  }
});

test('a user who gets the first manager later is left alone by ObjectAddOnly', async () => {
  const { tenant } = held;
  await flow('User', manager, 'ObjectAddOnly');
  const [anna = '', ben = ''] = await tenant.assigned('anna', 'ben');
  await tenant.cycle();
  await setManager(tenant.db, anna, ben);
  await tenant.cycle();
  expect(written()).toEqual([]);
});

test.each([
  ['MultiValueAddOnly', 1, 1, 0],
  ['ObjectAddOnly', 1, 0, 0],
  ['Always', 1, 1, 2],
] as const)('members with the flow type %s', async (flowType, first, second, removed) => {
  const { tenant } = held;
  await flow('Group', 'members', flowType);
  const [anna = '', ben = ''] = await tenant.users('anna', 'ben');
  const { id } = await createGroup(tenant.db, { tenantId, displayName: 'Staff' }, tenant.clock());
  await tenant.assign({ groupId: id });
  const requests = async (act: () => Promise<unknown>) => {
    await act();
    await tenant.cycle();
    return written().filter(([path]) => path.startsWith('members')).length;
  };
  expect(await requests(() => addGroupMembers(tenant.db, id, [anna]))).toBe(first);
  expect(await requests(() => addGroupMembers(tenant.db, id, [ben]))).toBe(second);
  const leave = async () => {
    for (const one of [anna, ben]) await removeGroupMember(tenant.db, id, one);
  };
  expect(await requests(leave)).toBe(removed);
});

test('a reference that the application has already is not written again', async () => {
  const { tenant } = held;
  const [anna = '', ben = ''] = await tenant.assigned('anna', 'ben');
  await setManager(tenant.db, anna, ben);
  await tenant.cycle();
  written();
  await addReference('User', mentor, 'manager');
  await tenant.cycle();
  expect(written().map(([path]) => path)).toEqual([mentor]);
});

test('a reference that fails is counted among what is tried again', async () => {
  const { tenant } = held;
  const [anna = '', ben = ''] = await tenant.assigned('anna', 'ben');
  await setManager(tenant.db, anna, ben);
  tenant.server.instead = ({ method }) =>
    method === 'PATCH' ? { status: 400, body: '{}' } : undefined;
  expect((await tenant.cycle()).execution).toMatchObject({
    state: 'EntryLevelErrors',
    countEscrowed: 1,
    countEscrowedRaw: 1,
  });
  tenant.server.instead = () => undefined;
  expect((await tenant.cycle()).execution).toMatchObject({
    state: 'Succeeded',
    countEscrowed: 0,
  });
});
