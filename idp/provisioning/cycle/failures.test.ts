import { describe, expect, test } from 'vitest';
import { unassign } from '../../directory/applications/assignments.ts';
import { listMails } from '../../directory/mails/mails.ts';
import { listEscrows, noteFailure } from '../../directory/provisioning/escrows.ts';
import { allowDeletions, restartJob, startJob } from '../../directory/provisioning/jobs.ts';
import { setProvisioningSettings } from '../../directory/provisioning/provisioning-settings.ts';
import { setConnectivityParameters } from '../../directory/provisioning/secrets.ts';
import { updateUser } from '../../directory/users/update-user.ts';
import { provisionedTenantForEachTest, tenantId } from '../testing/provisioned-tenant.ts';
import { RawServer } from '../testing/raw-server.ts';
import type { Instead } from '../testing/scim-server.ts';

const held = provisionedTenantForEachTest();
const isWrite: (method: string) => boolean = (method) => method !== 'GET';
const html = {
  status: 200,
  body: '<!doctype html><p>Sign in',
  headers: { 'Content-Type': 'text/html' },
};

/** What only requests for a user named anna get. */
const forAnna =
  (answer: ReturnType<Instead>): Instead =>
  ({ path, body }) =>
    `${path}${body}`.includes('anna') ? answer : undefined;

describe('an object that fails', () => {
  test.each<[string, ReturnType<Instead>, string, string]>([
    ['HTML', html, 'SystemForCrossDomainIdentityManagementServiceIncompatible', 'a page of HTML'],
    [
      '406',
      { status: 406 },
      'SystemForCrossDomainIdentityManagementServiceIncompatible',
      '406 Not Acceptable',
    ],
    [
      '413',
      { status: 413 },
      'SystemForCrossDomainIdentityManagementServiceIncompatible',
      'too large',
    ],
    [
      'a redirect',
      { status: 302, headers: { Location: 'https://elsewhere.example' } },
      'SystemForCrossDomainIdentityManagementServiceIncompatible',
      'a redirect to https://elsewhere.example',
    ],
    [
      'garbage',
      { status: 200, body: '}{' },
      'SystemForCrossDomainIdentityManagementServiceIncompatible',
      'no JSON object',
    ],
    [
      'an empty body',
      { status: 200, body: '' },
      'SystemForCrossDomainIdentityManagementServiceIncompatible',
      'without a body',
    ],
    [
      '500',
      { status: 500, body: '{"detail":"Database is down"}' },
      'InternalServerError',
      'Web Response: {"detail":"Database is down"}',
    ],
    [
      'a value that cannot be made a text',
      {
        status: 200,
        body: '{"totalResults":1,"Resources":[{"id":"x","userName":{"toString":1}}]}',
      },
      'SystemForCrossDomainIdentityManagementServiceIncompatible',
      'answered with the one that has "{"toString":1}"',
    ],
    [
      'an id that no address can have',
      {
        status: 200,
        body: '{"totalResults":1,"Resources":[{"id":"..","userName":"anna@contoso.com"}]}',
      },
      'SystemForCrossDomainIdentityManagementServiceIncompatible',
      'which no address can have',
    ],
    [
      'a number of users without the users',
      { status: 200, body: '{"totalResults":1,"Resources":[]}' },
      'SystemForCrossDomainIdentityManagementServiceIncompatible',
      'answered with totalResults 1 and no resource',
    ],
    [
      'an id that is a number',
      {
        status: 200,
        body: '{"totalResults":1,"Resources":[{"id":5,"userName":"anna@contoso.com"}]}',
      },
      'SystemForCrossDomainIdentityManagementServiceIncompatible',
      'a resource without an id that is a text',
    ],
    [
      'nothing to a query',
      { status: 204 },
      'SystemForCrossDomainIdentityManagementServiceIncompatible',
      '204 without a body',
    ],
    ['403', { status: 403, body: '{}' }, 'InsufficientRights', 'StatusCode: Forbidden'],
    ['409', { status: 409, body: '{}' }, 'EntryConflict', 'StatusCode: Conflict'],
  ])(
    '%s is told in a sentence, the others go on, and the next cycle tries again',
    async (_, answer, code, sentence) => {
      const { tenant } = held;
      await tenant.assigned('anna', 'ben');
      tenant.server.instead = forAnna(answer);
      expect((await tenant.cycle()).execution).toMatchObject({
        state: 'EntryLevelErrors',
        countExported: 1,
        countEscrowed: 1,
      });
      const failed = (await tenant.log()).find(
        ({ provisioningStatusInfo: { status } }) => status === 'failure',
      );
      expect(failed?.provisioningStatusInfo.errorInformation).toMatchObject({
        errorCode: code,
        reason: expect.stringContaining(sentence),
      });
      expect(failed?.provisioningStatusInfo.errorInformation?.reason).toContain(
        'This operation was retried 0 times. It will be retried again after this date: 2026-',
      );
      tenant.server.instead = () => undefined;
      expect((await tenant.cycle()).execution).toMatchObject({
        state: 'Succeeded',
        countExported: 1,
        countEscrowed: 0,
      });
      expect(tenant.server.users.size).toBe(2);
    },
  );

  test('a created user without an id, or with the id of another one, is found in the next cycle', async () => {
    const { tenant } = held;
    const [anna = ''] = await tenant.assigned('anna', 'ben');
    await tenant.cycle();
    await updateUser(tenant.db, anna, { surname: 'Ace' });
    tenant.server.instead = ({ method }) =>
      method === 'PATCH' ? { status: 200, body: JSON.stringify({ id: 'somebody' }) } : undefined;
    await tenant.cycle();
    expect((await tenant.log()).at(-1)?.provisioningStatusInfo.errorInformation).toMatchObject({
      errorCode: 'InvalidAnchor',
    });
    tenant.server.instead = () => undefined;
    expect((await tenant.cycle()).execution.state).toBe('Succeeded');
    expect(tenant.server.user('anna@contoso.com')).toMatchObject({ name: { familyName: 'Ace' } });
  });

  test('whose creation has no answer is created once', async () => {
    const { tenant } = held;
    await tenant.assigned('anna');
    const { server } = tenant;
    let lost = 0;
    server.instead = ({ method, body }) => {
      if (method !== 'POST' || lost > 0) return undefined;
      lost += 1;
      server.users.set('lost', { id: 'lost', ...(JSON.parse(body) as object) });
      server.indexUser('lost');
      return { status: 200, body: '' };
    };
    await tenant.cycle();
    expect((await tenant.cycle()).execution.state).toBe('Succeeded');
    expect([...server.users.keys()]).toEqual(['lost']);
  });

  test('several matches, and a match that is somebody else, are not touched', async () => {
    const { tenant } = held;
    await tenant.assigned('anna', 'ben');
    const somebody = { id: 'x', userName: 'root@contoso.com' };
    tenant.server.instead = ({ method, path }) => {
      if (method !== 'GET' || !path.includes('contoso.com')) return undefined;
      const found = path.includes('anna') ? [somebody, somebody] : [somebody];
      return {
        status: 200,
        body: JSON.stringify({ totalResults: found.length, Resources: found }),
      };
    };
    await tenant.cycle();
    expect(tenant.server.seen.filter(({ method }) => isWrite(method))).toEqual([]);
    const codes = (await tenant.log()).map(
      ({ provisioningStatusInfo }) => provisioningStatusInfo.errorInformation?.errorCode,
    );
    expect(codes.toSorted()).toEqual([
      'SystemForCrossDomainIdentityManagementMultipleEntriesInResponse',
      'SystemForCrossDomainIdentityManagementServiceIncompatible',
    ]);
  });

  test('two users of the tenant never share one of the application', async () => {
    const { tenant } = held;
    const ids = await tenant.newUsers([
      { name: 'anna', employeeId: '7' },
      { name: 'ben', employeeId: '7' },
    ]);
    for (const userId of ids) await tenant.assign({ userId });
    await tenant.changeMapping((mapping) => ({
      ...mapping,
      attributeMappings: mapping.attributeMappings.map((one) => ({
        ...one,
        matchingPriority: one.targetAttributeName.endsWith('employeeNumber') ? 1 : 0,
      })),
    }));
    tenant.server.users.set('x', {
      id: 'x',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { employeeNumber: '7' },
    });
    await tenant.cycle();
    const errors = (await tenant.log()).flatMap(
      ({ provisioningStatusInfo }) => provisioningStatusInfo.errorInformation?.errorCode ?? [],
    );
    expect(errors).toEqual(['DuplicateSourceEntries']);
    expect(tenant.server.users.size).toBe(1);
  });

  test('a user whose creation ended the connection is found in the next cycle, and made once', async () => {
    const { tenant } = held;
    await tenant.assigned('anna', 'ben');
    const { server } = tenant;
    server.instead = ({ method, body }) => {
      if (method !== 'POST' || !body.includes('anna')) return undefined;
      server.users.set('made', { ...(JSON.parse(body) as object), id: 'made' });
      server.indexUser('made');
      return { status: 201, headers: { 'Content-Length': '9999', Connection: 'close' } };
    };
    await tenant.cycle();
    expect((await tenant.cycle()).execution.state).toBe('Succeeded');
    expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(server.users.size).toBe(2);
  });

  test('waits longer after each failure, and a restart forgets that', async () => {
    const { tenant } = held;
    await tenant.assigned('anna', 'ben');
    tenant.server.instead = forAnna({ status: 400, body: '{}' });
    const tried: boolean[] = [];
    for (let cycles = 0; cycles < 8; cycles += 1) {
      tenant.server.seen.length = 0;
      await tenant.cycle();
      tried.push(tenant.server.seen.some(({ path }) => path.includes('anna')));
    }
    expect(tried).toEqual([true, true, false, true, false, false, false, true]);
    const waiting = await listEscrows(tenant.db, tenant.jobId, { page: 1, pageSize: 10 });
    expect(waiting.rows).toMatchObject([{ attempts: 4, objectType: 'User' }]);
    await restartJob(
      tenant.db,
      tenant.servicePrincipalId,
      tenant.jobId,
      { resetScope: ['Full'] },
      tenant.clock(),
    );
    tenant.server.instead = () => undefined;
    expect((await tenant.cycle()).execution.state).toBe('Succeeded');
    expect(tenant.server.users.size).toBe(2);
  });
});

test.each<[status: number, advice: string]>([
  [401, 'it does not accept the token. Copy the secret token again'],
  [403, 'the token may not do this. Give it the right to read and write users'],
  [404, 'to POST /scim/v2/Users. Let it know this address'],
  [405, 'it does not take POST here'],
  [409, 'did not find it by the matching attribute'],
  [429, 'Let it take 25 a second'],
  [500, 'Look into its log'],
  [501, 'it does not support this request'],
  [503, 'Look into its log'],
])(
  'a creation that is refused with %i: the log says what to do, before the words of Entra',
  async (status, advice) => {
    const { tenant } = held;
    await tenant.assigned('anna');
    tenant.server.instead = ({ method }) =>
      method === 'POST' ? { status, body: '{}' } : undefined;
    await tenant.cycle();
    const [line] = await tenant.log();
    const reason = line?.provisioningStatusInfo.errorInformation?.reason ?? '';
    expect(reason).toMatch(new RegExp(`^The server answered ${status}\\b`));
    expect(reason).toContain(advice);
    expect(reason).toMatch(/\. StatusCode: \w+ Message: Processing of the HTTP request/);
    // The control: what the server says of a bad request is left to speak for itself.
    tenant.server.instead = ({ method }) =>
      method === 'POST' ? { status: 400, body: '{"detail":"no title"}' } : undefined;
    await restartJob(
      tenant.db,
      tenant.servicePrincipalId,
      tenant.jobId,
      { resetScope: ['Full'] },
      tenant.clock(),
    );
    await tenant.cycle();
    const last = (await tenant.log()).at(-1)?.provisioningStatusInfo.errorInformation?.reason;
    expect(last).toMatch(/^StatusCode: BadRequest .*no title/);
  },
);

test('an object that fails again and again waits for at most 36 cycles, a day', async () => {
  const { tenant } = held;
  const [objectId = ''] = await tenant.assigned('anna');
  const failure = { objectId, objectType: 'User', kind: 'object', errorCode: 'x', message: 'x' };
  const waits: number[] = [];
  for (let times = 0; times < 8; times += 1) {
    const when = { now: tenant.clock(), interval: 2_400 };
    const { nextAttemptDateTime } = await noteFailure(
      tenant.db,
      tenant.jobId,
      { ...failure, kind: 'object' },
      when,
    );
    waits.push((Date.parse(nextAttemptDateTime) - tenant.now) / 2_400_000);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 36, 36]);
});

describe('a server that asks to wait', () => {
  const busy: Instead = (() => {
    let asked = 0;
    return ({ method }) => {
      asked += method === 'POST' ? 1 : 0;
      return method === 'POST' && asked % 2 === 1
        ? { status: 429, body: '{}', headers: { 'Retry-After': '0' } }
        : undefined;
    };
  })();

  test('is waited for when the job honours Retry-After', async () => {
    const { tenant } = held;
    await tenant.assigned('anna');
    tenant.server.instead = busy;
    expect((await tenant.cycle()).execution.state).toBe('Succeeded');
    expect(tenant.server.summary.filter((one) => one === 'POST /Users')).toHaveLength(2);
  });
});

describe('quarantine', () => {
  const mail = { sendNotification: true, notificationEmail: 'admin@contoso.com' };
  const set = (settings: Parameters<typeof setProvisioningSettings>[2]) =>
    setProvisioningSettings(held.tenant.db, held.tenant.servicePrincipalId, settings);

  test.each<[string, ReturnType<Instead>, string]>([
    ['a token that is refused', { status: 401, body: '{}' }, 'does not accept the token'],
    ['a token without rights', { status: 403, body: '{}' }, 'may not read users'],
    ['404 for nobody', { status: 404, body: '{}' }, 'Check the Tenant URL'],
    ['a page of HTML', html, 'a page of HTML'],
  ])(
    'begins at once with %s, is mailed once, and ends with a cycle that works',
    async (_, answer, sentence) => {
      const { tenant } = held;
      await set(mail);
      await tenant.assigned('anna');
      tenant.server.instead = () => answer;
      expect((await tenant.cycle()).execution).toMatchObject({
        state: 'Failed',
        error: { tenantActionable: true },
      });
      const { status, nextRunDateTime } = await tenant.job();
      expect(status).toMatchObject({
        code: 'Quarantine',
        quarantine: {
          reason: 'EncounteredQuarantineException',
          seriesCount: 1,
          error: { message: expect.stringContaining(sentence) },
        },
      });
      expect(nextRunDateTime).toBe(new Date(tenant.now + 6 * 3_600_000).toISOString());
      await tenant.cycle();
      const mails = await listMails(tenant.db, tenantId);
      expect(mails).toMatchObject([
        { to: ['admin@contoso.com'], subject: 'Provisioning to HR is in quarantine' },
      ]);
      expect(mails[0]?.text).toContain(sentence);
      expect(mails[0]?.text).toMatch(/^Next attempt: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/m);
      tenant.server.instead = () => undefined;
      await tenant.cycle();
      expect((await tenant.job()).status).toMatchObject({
        code: 'Active',
        quarantine: null,
        countSuccessiveCompleteFailures: 0,
      });
      expect(tenant.server.users.size).toBe(1);
    },
  );

  test('what is wrong with the connection is said once', async () => {
    const { tenant } = held;
    tenant.server.instead = () => html;
    const page = (await tenant.cycle()).execution.error?.message ?? '';
    expect(page.split('a page of HTML')).toHaveLength(2);
    for (const status of [401, 403, 404, 429, 500]) {
      tenant.server.instead = () => ({ status, body: '{}' });
      const said = (await tenant.cycle()).execution.error?.message ?? '';
      expect(said.split('The server answered')).toHaveLength(2);
      expect(said).toContain('StatusCode: ');
    }
    await tenant.newJob('http://127.0.0.1:1/scim');
    const unreachable = (await tenant.cycle()).execution.error?.message ?? '';
    expect(unreachable.split('127.0.0.1:1')).toHaveLength(2);
  });

  test('begins with the fourth cycle in a row that finds no server', async () => {
    const { tenant } = held;
    await tenant.assigned('anna');
    tenant.server.instead = () => ({ status: 503, body: '{}' });
    const codes: string[] = [];
    for (let cycles = 0; cycles < 4; cycles += 1) {
      await tenant.cycle();
      codes.push((await tenant.job()).status.code);
    }
    expect(codes).toEqual(['Active', 'Active', 'Active', 'Quarantine']);
    expect((await tenant.job()).status).toMatchObject({ countSuccessiveCompleteFailures: 4 });
    expect(await listMails(tenant.db, tenantId)).toEqual([]);
  });

  test('a server that goes away in the middle ends the cycle, and the next one goes on', async () => {
    const { tenant } = held;
    await tenant.assigned(...Array.from({ length: 60 }, (_, at) => `user${at}`));
    let created = 0;
    tenant.server.instead = ({ method }) => {
      created += method === 'POST' ? 1 : 0;
      return created > 20 && method !== 'GET' ? { status: 429, body: '{}' } : undefined;
    };
    expect((await tenant.cycle()).execution).toMatchObject({
      state: 'Failed',
      error: { code: 'TooManyRequests', tenantActionable: false },
    });
    expect(tenant.server.seen.filter(({ method }) => method === 'POST').length).toBeLessThan(50);
    tenant.server.instead = () => undefined;
    await tenant.cycle();
    await tenant.cycle();
    const names = [...tenant.server.users.values()].map(({ userName }) => userName);
    expect(new Set(names).size).toBe(60);
    expect(names).toHaveLength(60);
  });

  test('ends the job after 28 days by the clock of the lab; a start begins anew', async () => {
    const { tenant } = held;
    await tenant.assigned('anna');
    tenant.server.instead = () => ({ status: 401, body: '{}' });
    await tenant.cycle();
    const began = tenant.now;
    const attempts: number[] = [];
    for (;;) {
      const { nextRunDateTime, schedule } = await tenant.job();
      if (nextRunDateTime === null) {
        expect(schedule.state).toBe('Disabled');
        break;
      }
      tenant.now = Date.parse(nextRunDateTime);
      attempts.push((tenant.now - began) / 3_600_000);
      await tenant.service.runCycle(tenant.servicePrincipalId, tenant.jobId);
    }
    const daily = Array.from({ length: 27 }, (_, day) => (day + 2) * 24);
    expect(attempts).toEqual([6, 12, 24, ...daily]);
    const start = () =>
      startJob(tenant.db, tenant.servicePrincipalId, tenant.jobId, tenant.clock());
    await start();
    expect((await tenant.job()).status).toMatchObject({ code: 'Active', quarantine: null });
    await tenant.cycle();
    const { status, schedule } = await tenant.job();
    expect(schedule.state).toBe('Active');
    expect(status.quarantine).toMatchObject({ seriesCount: 1 });
    tenant.server.instead = () => undefined;
    await start();
    await tenant.cycle();
    expect((await tenant.job()).status).toMatchObject({ code: 'Active', quarantine: null });
    expect(tenant.server.users.size).toBe(1);
  });

  test('begins before too many people are disabled, and ends when that is allowed', async () => {
    const { tenant } = held;
    await set({ ...mail, accidentalDeletionThreshold: 2 });
    const ids = await tenant.assigned('anna', 'ben', 'carl', 'dora');
    await tenant.cycle();
    for (const userId of ids.slice(0, 3))
      await unassign(tenant.db, { servicePrincipalId: tenant.servicePrincipalId, userId });
    tenant.server.seen.length = 0;
    await tenant.cycle();
    expect(tenant.server.seen.filter(({ method }) => isWrite(method))).toEqual([]);
    expect((await tenant.job()).status).toMatchObject({
      code: 'Quarantine',
      quarantine: {
        reason: 'TooManyDeletes',
        error: {
          message: expect.stringContaining(
            '3 users, more than the accidental deletion threshold of 2',
          ),
        },
      },
    });
    const { text = '' } = (await listMails(tenant.db, tenantId))[0] ?? {};
    expect(text).toContain('Allow the deletions');
    expect(text).toContain('the action Stageddelete');
    await allowDeletions(tenant.db, tenant.servicePrincipalId, tenant.jobId, tenant.clock());
    await tenant.cycle();
    const active = [...tenant.server.users.values()].filter((user) => user.active);
    expect(active.map(({ userName }) => userName)).toEqual(['dora@contoso.com']);
    expect((await tenant.job()).status.code).toBe('Active');
    // The permission was for one cycle.
    for (const userId of ids) await tenant.assign({ userId });
    await tenant.cycle();
    for (const userId of ids.slice(0, 3))
      await unassign(tenant.db, { servicePrincipalId: tenant.servicePrincipalId, userId });
    await tenant.cycle();
    expect((await tenant.job()).status.code).toBe('Quarantine');
  });
});

describe('Test connection', () => {
  const test1 = () => held.tenant.service.testConnection(held.tenant.servicePrincipalId);

  test('works, and stores nothing', async () => {
    const { tenant } = held;
    expect(await test1()).toMatchObject({ ok: true, code: 'ok' });
    const given = { secretToken: 'another' };
    expect(await tenant.service.testConnection(tenant.servicePrincipalId, given)).toMatchObject({
      ok: false,
      code: 'unauthorized',
    });
    expect(await test1()).toMatchObject({ ok: true });
    expect(JSON.stringify(await test1())).not.toContain('secret-token');
  });

  test('the saved secret is not sent to the server of a changed address', async () => {
    const { tenant } = held;
    await using other = await RawServer.start((_, response) => response.writeHead(401).end());
    const ask = (given: object) => tenant.service.testConnection(tenant.servicePrincipalId, given);
    for (const secretToken of [undefined, '', '*****'])
      await expect(ask({ baseAddress: `${other.url}/scim`, secretToken })).rejects.toMatchObject({
        faults: [{ property: 'secretToken', code: 'required' }],
      });
    expect(other.cameIn).toEqual([]);
    await ask({ baseAddress: `${other.url}/scim`, secretToken: 'typed' });
    expect(other.cameIn[0]?.headers.authorization).toBe('Bearer typed');
    // The control: another path of the same server.
    expect(await ask({ baseAddress: `${tenant.server.url}?aadOptscim062020` })).toMatchObject({
      ok: true,
    });
  });

  test.each<[string, ReturnType<Instead>, string, string]>([
    ['HTML', html, 'html', 'Entra sends no User-Agent'],
    ['406', { status: 406 }, 'not-acceptable', 'no Accept header'],
    ['413', { status: 413 }, 'request-too-large', 'too large'],
    ['a redirect', { status: 301, headers: { Location: '/login' } }, 'redirect', 'is not followed'],
    ['garbage', { status: 200, body: 'OK' }, 'garbage', 'no JSON object'],
    ['an empty body', { status: 200, body: '' }, 'empty', 'without a body'],
    ['another API', { status: 200, body: '{"users":[]}' }, 'not-scim', 'ListResponse'],
    [
      'somebody',
      { status: 200, body: '{"totalResults":3,"Resources":[]}' },
      'found_someone',
      'seems to ignore filters',
    ],
    ['401', { status: 401, body: '{}' }, 'unauthorized', 'does not accept the token'],
    ['403', { status: 403, body: '{}' }, 'forbidden', 'may not read users'],
    ['404', { status: 404, body: '{}' }, 'not_found', 'Check the Tenant URL'],
    ['400', { status: 400, body: '{}' }, 'bad_request', 'must support filters'],
    ['429', { status: 429, body: '{}' }, 'too_many_requests', 'too many requests'],
    ['500', { status: 500, body: '{}' }, 'server_error', 'the fault is on that side'],
    ['nothing', { status: 200, after: new Promise<void>(() => {}) }, 'timeout', '2 s'],
  ])('%s is told', async (_, answer, code, sentence) => {
    held.tenant.server.instead = () => answer;
    expect(await test1()).toMatchObject({
      ok: false,
      code,
      message: expect.stringContaining(sentence),
    });
  });

  test('a server that is not there, and a connection that is not complete', async () => {
    const { tenant } = held;
    await setConnectivityParameters(tenant.db, tenant.servicePrincipalId, {
      baseAddress: 'http://127.0.0.1:1/scim',
      secretToken: 'secret-token',
    });
    expect(await test1()).toMatchObject({ ok: false, code: 'unreachable' });
    const oauth = { authenticationType: 'OAuth2ClientCredentialsGrant' } as const;
    expect(await tenant.service.testConnection(tenant.servicePrincipalId, oauth)).toMatchObject({
      ok: false,
      code: 'not_configured',
      message: expect.stringContaining('The token endpoint is missing.'),
    });
  });
});
