import { describe, expect, test } from 'vitest';
import { unassign } from '../../directory/applications/assignments.ts';
import { addGroupMembers } from '../../directory/groups/group-members.ts';
import { createGroup } from '../../directory/groups/manage-groups.ts';
import { deleteJob } from '../../directory/provisioning/jobs.ts';
import { deleteUser, purgeUser, restoreUser } from '../../directory/users/deleted-users.ts';
import { setManager } from '../../directory/users/manager.ts';
import { updateUser } from '../../directory/users/update-user.ts';
import { sourceOf } from '../schema/source.ts';
import { provisionedTenantForEachTest, tenantId } from '../testing/provisioned-tenant.ts';

const held = provisionedTenantForEachTest();
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Of a test's requests, those that write. */
const writes = () => held.tenant.server.seen.filter(({ method }) => method !== 'GET');
const operations = () =>
  writes().flatMap(({ body }) =>
    body === '' ? [] : ((JSON.parse(body) as { Operations?: unknown[] }).Operations ?? []),
  );

test('the name of a guest loses #EXT#, unless the mapping takes originalUserPrincipalName', async () => {
  const { tenant } = held;
  await tenant.assigned('bob_outlook.com#EXT#');
  await tenant.cycle();
  const names = () => [...tenant.server.users.values()].map(({ userName }) => userName);
  expect(names()).toEqual(['bob_outlook.com@contoso.com']);
  const name = 'originalUserPrincipalName';
  await tenant.map('userName', {
    source: { type: 'Attribute', name, expression: `[${name}]`, parameters: [] },
  });
  await tenant.cycle();
  expect(names()).toEqual(['bob_outlook.com#EXT#@contoso.com']);
});

test('an attribute that cannot be computed is named in the log, also when nothing else differs', async () => {
  const { tenant } = held;
  await tenant.assigned('anna');
  await tenant.cycle();
  const expression = 'Mid([surname], "a", 2)';
  await tenant.map('displayName', { source: sourceOf(expression) });
  await tenant.cycle();
  const line = (await tenant.log()).at(-1);
  expect(line?.provisioningSteps.at(-1)).toMatchObject({
    name: 'EntrySynchronizationSkip',
    description: 'The application has all other values already; some attributes were left out.',
    details: {
      SkipReason: 'RedundantExport',
      'LeftOut displayName': expect.stringContaining('Argument 2 of Mid must be a whole number'),
    },
  });
  // The control: nothing is left out.
  await tenant.map('displayName', { source: sourceOf('[displayName]') });
  await tenant.cycle();
  const after = (await tenant.log()).at(-1);
  expect(after?.provisioningSteps.at(-1)?.details).toEqual({ SkipReason: 'RedundantExport' });
});

describe('an initial cycle', () => {
  test('creates who is assigned, and nobody else', async () => {
    const { tenant } = held;
    await tenant.assigned('anna', 'ben');
    await tenant.users('carl');
    const { kind, execution } = await tenant.cycle();
    expect(kind).toBe('initial');
    expect(execution).toMatchObject({ state: 'Succeeded', countExported: 2, countEscrowed: 0 });
    expect([...tenant.server.users.values()].map(({ userName }) => userName).toSorted()).toEqual([
      'anna@contoso.com',
      'ben@contoso.com',
    ]);
    expect(tenant.server.user('anna@contoso.com')).toMatchObject({
      active: true,
      emails: [{ type: 'work', value: 'anna@contoso.com' }],
      name: { givenName: 'anna' },
    });
    expect(await tenant.job()).toMatchObject({
      status: { code: 'Active', synchronizedEntryCountByType: [{ key: 'User', value: 2 }] },
      nextRunDateTime: new Date(tenant.now + 2_400_000).toISOString(),
    });
  });

  test('takes the user that is there already, and changes only what differs', async () => {
    const { tenant } = held;
    await tenant.assigned('anna');
    await tenant.cycle();
    const anna = tenant.server.user('anna@contoso.com');
    if (anna) anna.displayName = 'Somebody';
    tenant.server.seen.length = 0;
    await tenant.changeMapping((mapping) => mapping); // drops the watermark
    const { kind } = await tenant.cycle();
    expect(kind).toBe('initial');
    expect(operations()).toEqual([{ op: 'Replace', path: 'displayName', value: 'anna' }]);
  });

  test('sets managers once both are there, in a second pass', async () => {
    const { tenant } = held;
    const [anna = '', ben = '', carl = ''] = await tenant.assigned('anna', 'ben', 'carl');
    const [outside = ''] = await tenant.users('outside');
    await setManager(tenant.db, anna, ben);
    await setManager(tenant.db, ben, carl);
    await setManager(tenant.db, carl, outside);
    await tenant.cycle();
    const { server } = tenant;
    const manager = (name: string) => server.user(`${name}@contoso.com`)?.[enterprise];
    expect(manager('anna')).toMatchObject({
      manager: { value: server.user('ben@contoso.com')?.id },
    });
    expect(manager('ben')).toMatchObject({
      manager: { value: server.user('carl@contoso.com')?.id },
    });
    expect(manager('carl')).toBeUndefined();
    const kinds = tenant.server.summary
      .filter((one) => !one.startsWith('GET'))
      .map((one) => one.split(' ')[0]);
    expect(kinds).toEqual(['POST', 'POST', 'POST', 'PATCH', 'PATCH']);
  });

  test('does not create who is disabled, deleted, or unassigned in the meantime', async () => {
    const { tenant } = held;
    const [anna = '', ben = '', carl = ''] = await tenant.assigned('anna', 'ben', 'carl');
    await updateUser(tenant.db, anna, { accountEnabled: false });
    await deleteUser(tenant.db, ben, tenant.clock());
    await unassign(tenant.db, { servicePrincipalId: tenant.servicePrincipalId, userId: carl });
    await tenant.cycle();
    expect(tenant.server.users.size).toBe(0);
  });
});

describe('an incremental cycle', () => {
  test('looks at what changed, and nothing else', async () => {
    const { tenant } = held;
    const [anna = ''] = await tenant.assigned('anna', 'ben');
    await tenant.cycle();
    tenant.server.seen.length = 0;
    await updateUser(tenant.db, anna, { surname: 'Ace' });
    const { kind, execution } = await tenant.cycle();
    expect(kind).toBe('incremental');
    expect(execution).toMatchObject({ countImportedDeltas: 1, countExported: 1 });
    const id = tenant.server.user('anna@contoso.com')?.id;
    expect(tenant.server.summary).toEqual([
      'GET /Users?',
      `GET /Users/${id}`,
      `PATCH /Users/${id}`,
    ]);
    expect(operations()).toEqual([
      { op: 'Add', path: 'name.familyName', value: 'Ace' },
      { op: 'Replace', path: 'name.formatted', value: 'anna Ace' },
    ]);
    tenant.server.seen.length = 0;
    expect((await tenant.cycle()).execution.countImportedDeltas).toBe(0);
    expect(tenant.server.summary).toEqual(['GET /Users?']);
  });

  test('renames the same person', async () => {
    const { tenant } = held;
    const [anna = ''] = await tenant.assigned('anna');
    await tenant.cycle();
    const before = tenant.server.user('anna@contoso.com')?.id;
    await updateUser(tenant.db, anna, { userPrincipalName: 'anne@contoso.com' });
    await tenant.cycle();
    expect(tenant.server.user('anne@contoso.com')?.id).toBe(before);
    expect(tenant.server.users.size).toBe(1);
  });

  test.each<[string, (id: string) => Promise<unknown>, (id: string) => Promise<unknown>]>([
    [
      'unassigned',
      (userId) =>
        unassign(held.tenant.db, { servicePrincipalId: held.tenant.servicePrincipalId, userId }),
      (userId) => held.tenant.assign({ userId }),
    ],
    [
      'disabled',
      (id) => updateUser(held.tenant.db, id, { accountEnabled: false }),
      (id) => updateUser(held.tenant.db, id, { accountEnabled: true }),
    ],
    [
      'deleted',
      (id) => deleteUser(held.tenant.db, id, held.tenant.clock()),
      (id) => restoreUser(held.tenant.db, id, held.tenant.clock()),
    ],
  ])('disables who is %s, once, and enables them again', async (_, leave, comeBack) => {
    const { tenant } = held;
    const [anna = ''] = await tenant.assigned('anna');
    await tenant.cycle();
    tenant.server.seen.length = 0;
    await leave(anna);
    await tenant.cycle();
    expect(operations()).toEqual([{ op: 'Replace', path: 'active', value: 'False' }]);
    expect(tenant.server.user('anna@contoso.com')).toMatchObject({ active: false });
    tenant.server.seen.length = 0;
    await tenant.cycle();
    expect(writes()).toEqual([]);
    await comeBack(anna);
    await tenant.cycle();
    expect(operations()).toEqual([{ op: 'Replace', path: 'active', value: 'True' }]);
    expect(tenant.server.user('anna@contoso.com')).toMatchObject({ active: true });
    expect(tenant.server.users.size).toBe(1);
  });

  test('disables who no longer satisfies the scoping filter', async () => {
    const { tenant } = held;
    const [anna = ''] = await tenant.newUsers([{ name: 'anna', city: 'Berlin' }]);
    await tenant.assign({ userId: anna });
    const clause = {
      sourceOperandName: 'city',
      operatorName: 'EQUALS',
      targetOperand: { values: ['Berlin'] },
    };
    const scope = {
      groups: [{ name: 'Berlin', clauses: [clause] }],
      inputFilterGroups: [],
      categoryFilterGroups: [],
    };
    await tenant.changeMapping((mapping) => ({ ...mapping, scope }));
    await tenant.cycle();
    expect(tenant.server.user('anna@contoso.com')).toMatchObject({ active: true });
    await updateUser(tenant.db, anna, { city: 'Paris' });
    await tenant.cycle();
    expect(tenant.server.user('anna@contoso.com')).toMatchObject({ active: false });
    const last = (await tenant.log()).at(-1);
    expect(last).toMatchObject({
      provisioningAction: 'disable',
      modifiedProperties: [{ displayName: 'active', oldValue: 'True', newValue: 'False' }],
    });
    expect(last?.provisioningSteps[1]).toMatchObject({
      name: 'EntrySynchronizationScoping',
      details: { OutOfScopeReason: 'filtered', ScopeEvaluationResult: '{"Berlin":false}' },
    });
  });

  test('deletes who is purged, and who is gone for 30 days', async () => {
    const { tenant } = held;
    const [anna = '', ben = ''] = await tenant.assigned('anna', 'ben', 'carl');
    await tenant.cycle();
    await deleteUser(tenant.db, anna, tenant.clock());
    await purgeUser(tenant.db, anna);
    await deleteUser(tenant.db, ben, tenant.clock());
    await tenant.cycle();
    expect(tenant.server.user('anna@contoso.com')).toBeUndefined();
    expect(tenant.server.user('ben@contoso.com')).toMatchObject({ active: false });
    tenant.now += 31 * 86_400_000;
    await tenant.db.deleteFrom('deletedUser').where('id', '=', ben).execute(); // as housekeeping does
    await tenant.cycle();
    expect([...tenant.server.users.values()].map(({ userName }) => userName)).toEqual([
      'carl@contoso.com',
    ]);
  });

  test('leaves who was unassigned before the deletion: they are not managed any more', async () => {
    const { tenant } = held;
    const [userId = ''] = await tenant.assigned('anna');
    await tenant.cycle();
    await unassign(tenant.db, { servicePrincipalId: tenant.servicePrincipalId, userId });
    await tenant.cycle();
    await deleteUser(tenant.db, userId, tenant.clock());
    await purgeUser(tenant.db, userId);
    await tenant.cycle();
    expect(tenant.server.user('anna@contoso.com')).toMatchObject({ active: false });
  });

  test('creates somebody again whom the application has lost', async () => {
    const { tenant } = held;
    const [anna = ''] = await tenant.assigned('anna');
    await tenant.cycle();
    tenant.server.forgetUsers();
    await updateUser(tenant.db, anna, { surname: 'Ace' });
    const { execution } = await tenant.cycle();
    expect(execution.state).toBe('Succeeded');
    expect(tenant.server.users.size).toBe(1);
  });

  test('removes a manager who is gone, and follows a change', async () => {
    const { tenant } = held;
    const [anna = '', ben = '', carl = ''] = await tenant.assigned('anna', 'ben', 'carl');
    await setManager(tenant.db, anna, ben);
    await tenant.cycle();
    const { server } = tenant;
    const of = () => server.user('anna@contoso.com')?.[enterprise];
    await setManager(tenant.db, anna, carl);
    await tenant.cycle();
    expect(of()).toMatchObject({ manager: { value: server.user('carl@contoso.com')?.id } });
    await setManager(tenant.db, anna, null);
    await tenant.cycle();
    expect(of()).not.toHaveProperty('manager');
  });
});

describe('a job that is deleted while it works', () => {
  /** Deletes the job when the server has got a request like this one. */
  const deleteAt = (method: string, path: RegExp) => {
    const { tenant } = held;
    let deleting: Promise<void> | undefined;
    tenant.server.instead = (request) => {
      if (request.method !== method || !path.test(request.path)) return undefined;
      deleting ??= deleteJob(tenant.db, tenant.servicePrincipalId, tenant.jobId);
      return { after: deleting };
    };
  };

  test.each([
    ['a user', 'POST', /Users/],
    ['a user who fails', 'GET', /Users.*anna/],
    ['a member of a group', 'PATCH', /Groups/],
  ])('ends its cycle at %s, and the log has what was sent', async (what, method, path) => {
    const { tenant } = held;
    const group = await createGroup(tenant.db, { tenantId, displayName: 'Staff' }, tenant.clock());
    await addGroupMembers(tenant.db, group.id, await tenant.users('anna'));
    await tenant.assign({ groupId: group.id });
    deleteAt(method, path);
    if (what === 'a user who fails') {
      const { instead } = tenant.server;
      tenant.server.instead = (request) => {
        const deleted = instead(request);
        return deleted && { ...deleted, status: 500, body: '{}' };
      };
    }
    await expect(tenant.cycle()).rejects.toMatchObject({ faults: [{ code: 'ended' }] });
    expect(tenant.errors).toEqual([]);
    const lines = (await tenant.log()).filter(({ jobId }) => jobId === tenant.jobId);
    expect(lines.map(({ sourceIdentity }) => sourceIdentity.displayName)).toContain(
      'anna@contoso.com',
    );
    if (what === 'a user who fails')
      expect(lines[0]?.provisioningStatusInfo).toMatchObject({ status: 'failure' });
    for (const table of ['synchronizationLink', 'synchronizationEscrow'] as const)
      expect(await tenant.db.selectFrom(table).selectAll().execute()).toEqual([]);
    // Another job finds who was created.
    tenant.server.instead = () => undefined;
    await tenant.newJob();
    await tenant.cycle();
    expect(tenant.server.users.size).toBe(1);
  });

  test('does not fail provisioning on demand', async () => {
    const { tenant } = held;
    const [anna = ''] = await tenant.assigned('anna');
    deleteAt('POST', /Users/);
    expect(await tenant.demand(anna)).toMatchObject({ result: 'Success' });
    await expect(tenant.demand(anna)).rejects.toMatchObject({ kind: 'synchronization job' });
  });
});
