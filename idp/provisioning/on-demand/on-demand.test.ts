import { describe, expect, test } from 'vitest';
import { unassign } from '../../directory/applications/assignments.ts';
import { addGroupMembers } from '../../directory/groups/group-members.ts';
import { createGroup } from '../../directory/groups/manage-groups.ts';
import { findProvisioning } from '../../directory/provisioning/logs.ts';
import { setConnectivityParameters } from '../../directory/provisioning/secrets.ts';
import { setManager } from '../../directory/users/manager.ts';
import { updateUser } from '../../directory/users/update-user.ts';
import { logFiles, provisioningCsv, provisioningJson } from '../logs/export.ts';
import { provisionedTenantForEachTest, tenantId } from '../testing/provisioned-tenant.ts';
import { onDemandToGraph } from './to-graph.ts';
import { TooManyRequests } from './too-many-requests.ts';

const held = provisionedTenantForEachTest();
const steps = ({ summary }: Awaited<ReturnType<typeof held.tenant.demand>>) =>
  summary.provisioningSteps.map(({ name, provisioningStepType: type }) => `${name} ${type}`);

describe('provisioning on demand', () => {
  test('creates a user, and shows every step, request and answer', async () => {
    const { tenant } = held;
    const [anna = ''] = await tenant.assigned('anna');
    const result = await tenant.demand(anna);
    expect(result).toMatchObject({
      result: 'Success',
      errorCode: null,
      summary: { provisioningAction: 'create' },
    });
    expect(steps(result)).toEqual([
      'EntryImport import',
      'EntryImport matching',
      'EntrySynchronizationScoping scoping',
      'EntryExportAdd export',
    ]);
    expect(
      result.exchanges.map(({ request, answer }) => `${request.method} ${answer?.status}`),
    ).toEqual(['GET 200', 'POST 201']);
    expect(JSON.stringify(result)).not.toContain('secret-token');
    expect(result.summary.modifiedProperties).toContainEqual({
      displayName: 'active',
      oldValue: null,
      newValue: 'True',
    });
    expect(tenant.server.user('anna@contoso.com')).toMatchObject({ active: true });
    const kept = await findProvisioning(tenant.db, tenantId, result.summary.id);
    expect(kept?.exchanges).toHaveLength(2);
    expect(await findProvisioning(tenant.db, '0', result.summary.id)).toBeUndefined();
  });

  test('says why it does nothing', async () => {
    const { tenant } = held;
    const [anna = ''] = await tenant.assigned('anna');
    const [ben = ''] = await tenant.users('ben');
    await tenant.demand(anna);
    const reason = async (id: string) => {
      const { result, summary } = await tenant.demand(id);
      return [result, summary.provisioningSteps.at(-1)?.details.SkipReason];
    };
    expect(await reason(anna)).toEqual(['Skipped', 'RedundantExport']);
    expect(await reason(ben)).toEqual(['Skipped', 'NotEffectivelyEntitled']);
    expect(tenant.server.users.size).toBe(1);
  });

  test('disables who is unassigned, and leaves who is disabled in the tenant to the next cycle', async () => {
    const { tenant } = held;
    const [userId = '', ben = ''] = await tenant.assigned('anna', 'ben');
    await tenant.cycle();
    await unassign(tenant.db, { servicePrincipalId: tenant.servicePrincipalId, userId });
    await updateUser(tenant.db, ben, { accountEnabled: false });
    expect(await tenant.demand(userId)).toMatchObject({
      result: 'Success',
      summary: { provisioningAction: 'disable' },
    });
    expect(await tenant.demand(ben)).toMatchObject({ result: 'Skipped' });
    expect(tenant.server.user('anna@contoso.com')).toMatchObject({ active: false });
    expect(tenant.server.user('ben@contoso.com')).toMatchObject({ active: true });
    await tenant.cycle();
    expect(tenant.server.user('ben@contoso.com')).toMatchObject({ active: false });
  });

  test('speaks the default dialect, though the Tenant URL has the flag', async () => {
    const { tenant } = held;
    const [userId = ''] = await tenant.assigned('anna');
    const baseAddress = `${tenant.server.url}?aadOptscim062020`;
    await setConnectivityParameters(tenant.db, tenant.servicePrincipalId, { baseAddress });
    await tenant.cycle();
    await unassign(tenant.db, { servicePrincipalId: tenant.servicePrincipalId, userId });
    await tenant.demand(userId);
    const sent = () => JSON.parse(tenant.server.seen.at(-1)?.body ?? '') as { Operations: unknown };
    expect(sent().Operations).toEqual([{ op: 'Replace', path: 'active', value: 'False' }]);
    await tenant.assign({ userId });
    await tenant.cycle();
    expect(sent().Operations).toEqual([{ op: 'replace', path: 'active', value: true }]);
  });

  test('sets the manager as well', async () => {
    const { tenant } = held;
    const [anna = '', ben = ''] = await tenant.assigned('anna', 'ben');
    await setManager(tenant.db, anna, ben);
    await tenant.demand(ben);
    const result = await tenant.demand(anna);
    expect(steps(result).slice(-3)).toEqual([
      'EntryImport import',
      'ReferenceResolution referenceResolution',
      'EntryExportUpdate export',
    ]);
    expect(JSON.stringify(tenant.server.user('anna@contoso.com'))).toContain(
      `"manager":{"value":"${tenant.server.user('ben@contoso.com')?.id}"}`,
    );
  });

  test('provisions a group with some of its members', async () => {
    const { tenant } = held;
    const [anna = '', ben = ''] = await tenant.assigned('anna', 'ben');
    const { id } = await createGroup(tenant.db, { tenantId, displayName: 'Staff' }, tenant.clock());
    await addGroupMembers(tenant.db, id, [anna, ben]);
    await tenant.assign({ groupId: id });
    await tenant.demand(anna);
    await tenant.demand(ben);
    const result = await tenant.demand(id, 'Group', [anna]);
    expect(result.result).toBe('Success');
    const [group] = tenant.server.groups.values();
    expect(group).toMatchObject({
      displayName: 'Staff',
      externalId: id,
      members: [{ value: tenant.server.user('anna@contoso.com')?.id }],
    });
    await tenant.cycle();
    expect(group?.members).toHaveLength(2);
  });

  test('says what is wrong with the connection, as a step', async () => {
    const { tenant } = held;
    const [anna = ''] = await tenant.assigned('anna');
    tenant.server.token = 'another';
    const result = await tenant.demand(anna);
    expect(result).toMatchObject({
      result: 'Failure',
      errorCode: 'CredentialValidationUnavailable',
    });
    expect(result.summary.provisioningSteps).toMatchObject([
      {
        name: 'TestConnection',
        status: 'failure',
        description: expect.stringContaining('does not accept the token'),
      },
    ]);
  });

  test('takes five calls in ten seconds', async () => {
    const { tenant } = held;
    const [anna = ''] = await tenant.assigned('anna');
    for (let calls = 0; calls < 5; calls += 1) await tenant.demand(anna);
    await expect(tenant.demand(anna)).rejects.toThrow(TooManyRequests);
  });

  test('is refused for what does not exist', async () => {
    const { tenant } = held;
    await expect(tenant.demand('nobody')).rejects.toMatchObject({ name: 'NotFound', kind: 'user' });
    await expect(tenant.demand('nothing', 'Group')).rejects.toMatchObject({
      name: 'NotFound',
      kind: 'group',
    });
    const call = (parameters: unknown) =>
      tenant.service.provisionOnDemand(tenant.servicePrincipalId, tenant.jobId, {
        parameters: parameters as never,
      });
    const subject = { objectId: 'x', objectTypeName: 'User' };
    await expect(call([])).rejects.toMatchObject({
      faults: [{ property: 'parameters', code: 'required' }],
    });
    await expect(call([{ ruleId: 'no', subjects: [subject] }])).rejects.toMatchObject({
      faults: [{ code: 'unknown' }],
    });
  });

  test('is refused for six members, and for another kind of object', async () => {
    const { tenant } = held;
    const members = Array.from({ length: 6 }, (_, at) => String(at));
    await expect(tenant.demand('x', 'Group', members)).rejects.toMatchObject({
      faults: [{ code: 'too_many' }],
    });
    await expect(tenant.demand('x', 'Device' as 'User')).rejects.toMatchObject({
      faults: [{ code: 'unknown' }],
    });
  });

  test('is answered to Graph as JSON in texts', async () => {
    const { tenant } = held;
    const [anna = ''] = await tenant.assigned('anna');
    const { key, value } = onDemandToGraph(await tenant.demand(anna));
    expect(JSON.parse(key)).toEqual({
      result: 'Success',
      details: { errorCode: '', errorMessage: '' },
    });
    expect(JSON.parse(value)).toMatchObject({
      action: 'create',
      reportableIdentifier: anna,
      provisioningSteps: [
        { type: 'Import' },
        { type: 'Matching' },
        { type: 'Scoping' },
        { type: 'Export' },
      ],
    });
  });
});

describe('the provisioning logs as files', () => {
  test('are three CSV files that are joined on the change id, or JSON', async () => {
    const { tenant } = held;
    await tenant.assigned('anna', 'ben');
    await tenant.cycle();
    const lines = await tenant.log();
    const files = logFiles.map((file) => provisioningCsv(lines, file).split('\r\n'));
    expect(files.map((rows) => rows[0]?.split(',').includes('changeId'))).toEqual([
      true,
      true,
      true,
    ]);
    expect(files[0]).toHaveLength(4);
    expect(
      files[1]?.slice(1).filter((row) => row.startsWith(lines[0]?.changeId ?? ' ')),
    ).toHaveLength(4);
    expect((JSON.parse(provisioningJson(lines)) as { value: unknown[] }).value).toHaveLength(2);
  });

  test('have no text that a spreadsheet would compute', async () => {
    const { tenant } = held;
    const titles = ['=1+1, "x"', '+1', '-1', '@x', '＝1+1', '＋1', '－1', '＠x', 'x=1'];
    const users = titles.map((jobTitle, at) => ({ name: `user${at}`, jobTitle }));
    for (const userId of await tenant.newUsers(users)) await tenant.assign({ userId });
    await tenant.cycle();
    const csv = provisioningCsv(await tenant.log(), 'ProvisioningLogs_ModifiedProperties');
    expect(csv).toContain(`title,,"'=1+1, ""x"""`);
    for (const title of titles.slice(1, -1)) expect(csv).toContain(`title,,'${title}\r\n`);
    expect(csv).toContain('title,,x=1\r\n');
  });
});
