import { beforeEach, describe, expect, test } from 'vitest';
import type { SynchronizationSchema } from '../../provisioning/schema/schema.ts';
import { addApplication, deleteApplication } from '../applications/applications.ts';
import { assign, unassign } from '../applications/assignments.ts';
import { addGroupMembers } from '../groups/group-members.ts';
import { createGroup, deleteGroup } from '../groups/manage-groups.ts';
import {
  bSimon,
  expectFault,
  expectNotFound,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { createUser } from '../users/create-user.ts';
import { deleteUser, purgeUser, restoreUser } from '../users/deleted-users.ts';
import { setManager } from '../users/manager.ts';
import { updateUser } from '../users/update-user.ts';
import { resetPassword } from '../users/user-password.ts';
import { changedObjects, endOfChanges, forgetChanges } from './changes.ts';
import { clearFailure, listEscrows, noteFailure, takeDueFailures } from './escrows.ts';
import {
  createJob,
  deleteJob,
  listJobs,
  pauseJob,
  requireJob,
  restartJob,
  setJobSettings,
  startJob,
} from './jobs.ts';
import { isLinked, removeLinks, writeLinks } from './links.ts';
import { provisioningSettingsOf, setProvisioningSettings } from './provisioning-settings.ts';
import { resetSchema, saveSchema, schemaOf, schemaTag } from './schemas.ts';
import {
  connectionOf,
  connectivityParametersOf,
  putSecrets,
  secretKeys,
  setConnectivityParameters,
} from './secrets.ts';

const lab = smallDirectoryForEachTest();
const url = 'https://scim.example/v2';
let app: string;

beforeEach(async () => {
  const added = await addApplication(lab.db, { tenantId, displayName: 'HR' }, now);
  app = added.servicePrincipalId;
});

const newJob = async () =>
  (await createJob(lab.db, { servicePrincipalId: app, templateId: 'scim' }, now)).id;

const connect = () =>
  setConnectivityParameters(lab.db, app, { baseAddress: url, secretToken: 'secret-token' });

test('whether somebody was provisioned is known from the link, not from the logs', async () => {
  const jobId = await newJob();
  const link = { sourceId: 'anna', objectType: 'User', targetId: 'a1', references: {} };
  expect(await isLinked(lab.db, app, 'anna')).toBe(false);
  await writeLinks(lab.db, jobId, [{ ...link, state: 'disabled' }]);
  expect(await isLinked(lab.db, app, 'anna')).toBe(true);
  expect(await isLinked(lab.db, app, 'ben')).toBe(false);
  const other = await addApplication(lab.db, { tenantId, displayName: 'CRM' }, now);
  expect(await isLinked(lab.db, other.servicePrincipalId, 'anna')).toBe(false);
  await removeLinks(lab.db, jobId, ['anna']);
  expect(await isLinked(lab.db, app, 'anna')).toBe(false);
});

describe('a job', () => {
  test('is new: named after its template and tenant, disabled, and not configured', async () => {
    const job = await createJob(lab.db, { servicePrincipalId: app, templateId: 'scim' }, now);
    expect(job.id).toMatch(/^scim\.aaaabbbb0000cccc1111dddd2222eeee\.[0-9a-f-]{36}$/);
    expect(job.schedule).toEqual({
      expiration: null,
      interval: 'P10675199DT2H48M5.4775807S',
      state: 'Disabled',
    });
    expect(job.status).toMatchObject({ code: 'NotConfigured', quarantine: null });
    expect(await listJobs(lab.db, app)).toEqual([job]);
  });

  test('comes from a template that the application offers', async () => {
    const create = (templateId: string) =>
      createJob(lab.db, { servicePrincipalId: app, templateId }, now);
    await expectFault(create('peakon'), 'templateId', 'unknown');
    await expectFault(create('slack'), 'templateId', 'unknown');
    const gallery = await addApplication(
      lab.db,
      { tenantId, displayName: 'Peakon', applicationTemplateId: 'peakon' },
      now,
    );
    const { servicePrincipalId } = gallery;
    const job = await createJob(lab.db, { servicePrincipalId, templateId: 'peakon' }, now);
    expect(job.id.startsWith('peakon.')).toBe(true);
    await expectNotFound(requireJob(lab.db, app, job.id), 'synchronization job', job.id);
    await expectNotFound(
      createJob(lab.db, { servicePrincipalId: 'no', templateId: 'scim' }, now),
      'application',
      'no',
    );
  });

  test('starts once it is configured, pauses and restarts', async () => {
    const id = await newJob();
    await expect(startJob(lab.db, app, id, now)).rejects.toMatchObject({
      faults: [
        { property: 'baseAddress', code: 'credentials' },
        { property: 'secretToken', code: 'credentials' },
      ],
    });
    await connect();
    expect((await requireJob(lab.db, app, id)).status.code).toBe('NotRun');
    await startJob(lab.db, app, id, now);
    expect(await requireJob(lab.db, app, id)).toMatchObject({
      schedule: { state: 'Active', interval: 'PT40M' },
      nextRunDateTime: now.toISOString(),
    });
    await pauseJob(lab.db, app, id);
    expect(await requireJob(lab.db, app, id)).toMatchObject({
      schedule: { state: 'Paused' },
      status: { code: 'Paused' },
      nextRunDateTime: null,
    });
    await restartJob(lab.db, app, id, { resetScope: ['Full'] }, now);
    expect((await requireJob(lab.db, app, id)).schedule.state).toBe('Paused');
    await expectFault(
      restartJob(lab.db, app, id, { resetScope: ['Everything'] }, now),
      'resetScope',
      'unknown',
    );
  });

  test('has an accelerated interval within limits', async () => {
    const id = await newJob();
    await setJobSettings(lab.db, app, id, { acceleratedInterval: 10 });
    await setJobSettings(lab.db, app, id, { honorRetryAfter: false });
    const { settings, schedule } = await requireJob(lab.db, app, id);
    expect(settings).toEqual({ acceleratedInterval: 10, honorRetryAfter: false });
    expect(schedule.interval).not.toContain('PT10S');
    for (const acceleratedInterval of [0, -1, 1.5, 86_401])
      await expectFault(
        setJobSettings(lab.db, app, id, { acceleratedInterval }),
        'acceleratedInterval',
        'range',
      );
    await expectFault(
      setJobSettings(lab.db, app, id, untyped({ speed: 1 })),
      'speed',
      'unknown_property',
    );
    await setJobSettings(lab.db, app, id, { acceleratedInterval: null });
    expect((await requireJob(lab.db, app, id)).settings.acceleratedInterval).toBeNull();
  });

  test('is deleted, alone and with its application', async () => {
    const [one, other] = [await newJob(), await newJob()];
    await connect();
    await deleteJob(lab.db, app, one);
    expect((await listJobs(lab.db, app)).map(({ id }) => id)).toEqual([other]);
    await expectNotFound(deleteJob(lab.db, app, one), 'synchronization job', one);
    await deleteApplication(lab.db, { servicePrincipalId: app, tenantId });
    expect(await listJobs(lab.db, app)).toEqual([]);
    expect(await lab.db.selectFrom('synchronizationSecret').selectAll().execute()).toEqual([]);
  });
});

test.each([null, undefined, 'x', 7, []])('%j in place of an object is refused', async (value) => {
  const id = await newJob();
  const given = untyped(value);
  await expectFault(setConnectivityParameters(lab.db, app, given), 'parameters', 'type');
  await expectFault(setProvisioningSettings(lab.db, app, given), 'settings', 'type');
  await expectFault(setJobSettings(lab.db, app, id, given), 'settings', 'type');
  await expectFault(restartJob(lab.db, app, id, given, now), 'criteria', 'type');
  await expect(saveSchema(lab.db, app, id, given)).rejects.toMatchObject({ name: 'InvalidInput' });
});

describe('the connection', () => {
  test('keeps its secrets to itself', async () => {
    await connect();
    await setConnectivityParameters(lab.db, app, { oauth2ClientSecret: 'another-secret' });
    const shown = JSON.stringify([
      await secretKeys(lab.db, app),
      await connectivityParametersOf(lab.db, app),
    ]);
    expect(shown).toContain(url);
    expect(shown).not.toContain('secret-token');
    expect(shown).not.toContain('another-secret');
    expect(await connectionOf(lab.db, app)).toMatchObject({ secretToken: 'secret-token' });
  });

  test.each(['', '*****', null])('a secret given as %j stays as it is', async (secretToken) => {
    await connect();
    await setConnectivityParameters(lab.db, app, { baseAddress: `${url}/2`, secretToken });
    expect(await connectionOf(lab.db, app)).toMatchObject({
      baseAddress: `${url}/2`,
      secretToken: 'secret-token',
    });
  });

  describe('an address of another server', () => {
    const elsewhere = 'https://elsewhere.example/v2';
    const oauth = {
      authenticationType: 'OAuth2ClientCredentialsGrant',
      baseAddress: url,
      oauth2TokenExchangeUri: 'https://login.example/token',
      oauth2ClientId: 'samlab',
      oauth2ClientSecret: 'client-secret',
    } as const;
    const change = (given: Parameters<typeof setConnectivityParameters>[2]) =>
      setConnectivityParameters(lab.db, app, given);

    test('is saved with its secret only; nothing is saved without', async () => {
      await connect();
      for (const baseAddress of [elsewhere, 'http://scim.example/v2', 'https://scim.example:8443/'])
        await expectFault(change({ baseAddress }), 'secretToken', 'required');
      const put = (...values: [key: string, value: string][]) =>
        putSecrets(
          lab.db,
          app,
          values.map(([key, value]) => ({ key, value })),
        );
      await expectFault(put(['BaseAddress', elsewhere]), 'SecretToken', 'required');
      await expectFault(
        put(['BaseAddress', elsewhere], ['SecretToken', '*****']),
        'SecretToken',
        'required',
      );
      expect(await connectionOf(lab.db, app)).toMatchObject({
        baseAddress: url,
        secretToken: 'secret-token',
      });
      await put(['BaseAddress', elsewhere], ['SecretToken', 'another']);
      await change({ baseAddress: url, secretToken: 'a third' });
      expect(await connectionOf(lab.db, app)).toMatchObject({
        baseAddress: url,
        secretToken: 'a third',
      });
    });

    test('of the token endpoint, and of who gets its tokens, asks for the client secret', async () => {
      await change(oauth);
      const moved = { oauth2TokenExchangeUri: 'https://elsewhere.example/token' };
      await expectFault(change(moved), 'oauth2ClientSecret', 'required');
      await expectFault(change({ baseAddress: elsewhere }), 'oauth2ClientSecret', 'required');
      await change({ ...moved, oauth2ClientSecret: 'another' });
      expect(await connectionOf(lab.db, app)).toMatchObject({
        ...moved,
        oauth2ClientSecret: 'another',
      });
    });

    test('makes samlab forget the secret of the other authentication type', async () => {
      await connect();
      await change({ ...oauth, baseAddress: elsewhere });
      expect(await connectionOf(lab.db, app)).toMatchObject({
        baseAddress: elsewhere,
        secretToken: null,
        oauth2ClientSecret: 'client-secret',
      });
    });
  });

  test.each([
    ['baseAddress', 'no url', 'tenant_url'],
    ['baseAddress', 'ftp://x.example', 'tenant_url'],
    ['baseAddress', '', 'required'],
    ['oauth2TokenExchangeUri', 'x', 'url'],
    ['authenticationType', 'Basic', 'unknown'],
    ['credentialLocationInRequest', 'Query', 'unknown'],
    ['secretToken', 'x'.repeat(16_385), 'too_long'],
    ['password', 'x', 'unknown_property'],
  ])('%s "%s" is refused', async (property, value, code) => {
    const given = untyped({ [property]: value });
    await expectFault(setConnectivityParameters(lab.db, app, given), property, code);
    expect(await connectionOf(lab.db, app)).toMatchObject({ baseAddress: null, secretToken: null });
  });

  test('Graph’s secrets take their own keys only', async () => {
    await putSecrets(lab.db, app, [
      { key: 'BaseAddress', value: url },
      { key: 'SecretToken', value: 'secret-token' },
      { key: 'SyncAll', value: 'true' },
    ]);
    expect(await connectionOf(lab.db, app)).toMatchObject({ baseAddress: url });
    expect(await provisioningSettingsOf(lab.db, app)).toMatchObject({ syncAll: true });
    const put = (key: string, value: string) => putSecrets(lab.db, app, [{ key, value }]);
    await expectFault(put('Oauth2ClientId', 'x'), 'Oauth2ClientId', 'NotInAllowList');
    await expectFault(put('BaseAddress', 'x'), 'BaseAddress', 'tenant_url');
    await expectFault(put('SecretToken', ' '), 'SecretToken', 'required');
    await expectFault(put('SyncAll', 'yes'), 'SyncAll', 'type');
    await expectFault(put('SyncNotificationSettings', '[]'), 'SyncNotificationSettings', 'type');
    const mail = '{"Enabled":true,"Recipients":"nobody"}';
    await expectFault(
      put('SyncNotificationSettings', mail),
      'SyncNotificationSettings',
      'malformed',
    );
  });

  test('settings are changed one at a time', async () => {
    await setProvisioningSettings(lab.db, app, { notificationEmail: ' admin@contoso.com ' });
    await setProvisioningSettings(lab.db, app, { sendNotification: true });
    await setProvisioningSettings(lab.db, app, { accidentalDeletionThreshold: 5 });
    expect(await provisioningSettingsOf(lab.db, app)).toEqual({
      syncAll: false,
      skipOutOfScopeDeletions: false,
      notificationEmail: 'admin@contoso.com',
      sendNotification: true,
      accidentalDeletionThreshold: 5,
    });
    await setProvisioningSettings(lab.db, app, {
      notificationEmail: null,
      accidentalDeletionThreshold: null,
    });
    expect(await provisioningSettingsOf(lab.db, app)).toMatchObject({
      notificationEmail: null,
      accidentalDeletionThreshold: null,
    });
    const set = (changes: object) => setProvisioningSettings(lab.db, app, untyped(changes));
    await expectFault(set({ notificationEmail: 'nobody' }), 'notificationEmail', 'malformed');
    for (const accidentalDeletionThreshold of [0, 1.5])
      await expectFault(
        set({ accidentalDeletionThreshold }),
        'accidentalDeletionThreshold',
        'range',
      );
    await expectFault(set({ syncAll: 'yes' }), 'syncAll', 'type');
  });
});

describe('the schema', () => {
  const changed = (schema: SynchronizationSchema, name: string): SynchronizationSchema =>
    JSON.parse(
      JSON.stringify(schema)
        .replaceAll('"jobTitle"', `"${name}"`)
        .replaceAll('[jobTitle]', `[${name}]`),
    ) as SynchronizationSchema;

  test('is that of the template until it is saved, and again after a reset', async () => {
    const id = await newJob();
    const before = await schemaOf(lab.db, app, id);
    await saveSchema(lab.db, app, id, changed(before, 'city'), schemaTag(before));
    expect(await schemaOf(lab.db, app, id)).toEqual(changed(before, 'city'));
    await resetSchema(lab.db, app, id);
    expect(await schemaOf(lab.db, app, id)).toEqual(before);
  });

  test('is not overwritten by somebody who has not seen it', async () => {
    const id = await newJob();
    const before = await schemaOf(lab.db, app, id);
    await saveSchema(lab.db, app, id, changed(before, 'city'));
    const late = saveSchema(lab.db, app, id, changed(before, 'state'), schemaTag(before));
    await expect(late).rejects.toMatchObject({ name: 'StaleVersion' });
    expect(await schemaOf(lab.db, app, id)).toEqual(changed(before, 'city'));
  });

  test('that breaks a rule is not saved', async () => {
    const id = await newJob();
    const before = await schemaOf(lab.db, app, id);
    const bad = saveSchema(lab.db, app, id, changed(before, 'jobTitel'));
    await expect(bad).rejects.toMatchObject({ faults: [{ code: 'unknown_attribute' }] });
    expect(await schemaOf(lab.db, app, id)).toEqual(before);
  });
});

describe('changes of the directory', () => {
  let from: number;
  let group: string;
  const since = async () => changedObjects(lab.db, from, await endOfChanges(lab.db));
  /** What one act changes. */
  async function changedBy(act: () => Promise<unknown>): Promise<string[]> {
    from = await endOfChanges(lab.db);
    await act();
    return since();
  }

  beforeEach(async () => {
    group = (await createGroup(lab.db, { tenantId, displayName: 'Staff' }, now)).id;
    await newJob();
  });

  test('are noted by every act that provisioning can see', async () => {
    const { userId } = lab;
    const ids = [group, userId].toSorted();
    expect(await changedBy(() => updateUser(lab.db, userId, { surname: 'Simon' }))).toEqual([
      userId,
    ]);
    expect(await changedBy(() => updateUser(lab.db, userId, { department: 'HR' }))).toEqual([
      userId,
    ]);
    expect(await changedBy(() => updateUser(lab.db, userId, { accountEnabled: false }))).toEqual([
      userId,
    ]);
    expect(await changedBy(() => addGroupMembers(lab.db, group, [userId]))).toEqual(ids);
    expect(await changedBy(() => assign(lab.db, { servicePrincipalId: app, userId }, now))).toEqual(
      [userId],
    );
    expect(await changedBy(() => unassign(lab.db, { servicePrincipalId: app, userId }))).toEqual([
      userId,
    ]);
    expect(
      await changedBy(() => assign(lab.db, { servicePrincipalId: app, groupId: group }, now)),
    ).toEqual([group]);
    expect(await changedBy(() => deleteGroup(lab.db, group))).toEqual(ids);
    const boss = await createUser(
      lab.db,
      { ...bSimon, userPrincipalName: 'boss@contoso.com' },
      now,
    );
    expect(await changedBy(() => setManager(lab.db, userId, boss.id))).toEqual([userId]);
    expect(await changedBy(() => deleteUser(lab.db, userId, now))).toEqual([userId]);
    expect(await changedBy(() => restoreUser(lab.db, userId, now))).toEqual([userId]);
    await deleteUser(lab.db, userId, now);
    expect(await changedBy(() => purgeUser(lab.db, userId))).toEqual([userId]);
    const created = () =>
      createUser(lab.db, { ...bSimon, userPrincipalName: 'new@contoso.com' }, now);
    expect(await changedBy(created)).toHaveLength(1);
  });

  test('are not noted by what only sign-ins see', async () => {
    const { userId } = lab;
    expect(await changedBy(() => resetPassword(lab.db, userId, 'Correct-Horse-2', now))).toEqual(
      [],
    );
    expect(await changedBy(() => updateUser(lab.db, userId, { surname: 'Simon' }))).toEqual([
      userId,
    ]);
  });

  test('are the members too, when they lose a group', async () => {
    await addGroupMembers(lab.db, group, [lab.userId]);
    expect(await changedBy(() => deleteUser(lab.db, lab.userId, now))).toEqual(
      [group, lab.userId].toSorted(),
    );
  });

  test('that every job has seen are forgotten, and numbers go on', async () => {
    const first = await endOfChanges(lab.db);
    await updateUser(lab.db, lab.userId, { surname: 'A' });
    const end = await endOfChanges(lab.db);
    await lab.db.updateTable('synchronizationJob').set({ watermark: end }).execute();
    while (await forgetChanges(lab.db, 10));
    await updateUser(lab.db, lab.userId, { surname: 'B' });
    const next = await endOfChanges(lab.db);
    expect(next).toBeGreaterThan(end);
    expect(await changedObjects(lab.db, end, next)).toEqual([lab.userId]);
    expect(await changedObjects(lab.db, 0, first)).toEqual([]);
    while (await forgetChanges(lab.db, 10));
    expect(await changedObjects(lab.db, end, next)).toEqual([lab.userId]);
  });
});

describe('what failed', () => {
  test('waits twice as many cycles after each failure', async () => {
    const jobId = await newJob();
    const failure = {
      objectId: 'a',
      objectType: 'User',
      kind: 'object',
      errorCode: 'Timeout',
      message: 'No answer.',
    } as const;
    const fail = () => noteFailure(lab.db, jobId, failure, { now, interval: 60 });
    const waits: number[] = [];
    for (let failures = 1; failures <= 4; failures += 1) {
      const { attempts, nextAttemptDateTime } = await fail();
      expect(attempts).toBe(failures);
      let cycles = 1;
      while ((await takeDueFailures(lab.db, jobId)).length === 0) cycles += 1;
      waits.push(cycles);
      expect(Date.parse(nextAttemptDateTime) - now.getTime()).toBe(cycles * 60_000);
    }
    expect(waits).toEqual([1, 2, 4, 8]);
    expect((await listEscrows(lab.db, jobId, { page: 1, pageSize: 10 })).rows).toMatchObject([
      { objectId: 'a', attempts: 4, message: 'No answer.' },
    ]);
    await clearFailure(lab.db, jobId, 'a');
    expect(await takeDueFailures(lab.db, jobId)).toEqual([]);
    expect((await fail()).attempts).toBe(1);
  });
});
