import { expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { Browser, redirectTo, type Seen } from '../../testing/browser.ts';
import { authnRequest, bSimon, password, tenantId, unassigned } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';

const lab = administeredContosoForEachTest();

const url = redirectTo(authnRequest());
const log = (filter: Record<string, string> = {}) =>
  lab.admin.get(`/admin/sign-ins?${new URLSearchParams(filter)}`);

/** The cells of the rows of the list. */
function rowsOf({ body }: Seen): string[][] {
  const table = /<tbody>([\s\S]*?)<\/tbody>/.exec(body)?.[1] ?? '';
  return [...table.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell = '']) =>
      cell.replace(/<[^>]+>/g, '').trim(),
    ),
  );
}

const attempt =
  /data-request-id="([^"]+)"><a[^>]*>[^<]*<\/a><span><span[^>]*>.*?<\/svg>([^<]*)<\/span><\/span><span>([^<]*)<\/span><span>([^<]*)<\/span><code>([^<]*)<\/code>/g;

/** The attempts of the sign-in log, in the order of the page. */
const attemptsOf = ({ body }: Seen) =>
  [...body.matchAll(attempt)].map(([, requestId = '', status, user, app, code]) => ({
    requestId,
    said: [user, app, status, code],
  }));
const saidIn = (page: Seen) => attemptsOf(page).map(({ said }) => said);

test('a sign-in is logged step by step: pages shown, stay signed in, success', async () => {
  const simon = new Browser(lab.idp.app);
  const sent = await simon.signIn(await simon.get(url));
  expect(sent.response).toContain(bSimon);
  const rows = saidIn(await log({ application: 'peakon' }));
  expect(rows).toHaveLength(3);
  expect(rows).toContainEqual(['(unknown)', 'Peakon', 'Interrupted', '50058']);
  expect(rows).toContainEqual([bSimon, 'Peakon', 'Interrupted', '50140']);
  expect(rows).toContainEqual([bSimon, 'Peakon', 'Success', '']);
});

test('the steps of one sign-in share their Correlation ID', async () => {
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get(url));
  const [row] = attemptsOf(await log({ application: 'peakon', status: 'success' }));
  const details = await lab.admin.get(`/admin/sign-ins/${row?.requestId}`);
  const correlationId = /Correlation ID (\S{36})/.exec(textOf(details))?.[1] ?? '';
  expect(attemptsOf(await log({ correlationId }))).toHaveLength(3);
  expect(textOf(details)).toContain('SAML 2.0');
});

test('the attempts of one sign-in are together, the last first, also when another comes between', async () => {
  const simon = new Browser(lab.idp.app);
  const first = await simon.get(url);
  lab.advance(1000);
  const lee = new Browser(lab.idp.app);
  await lee.signIn(await lee.get(url), { user: unassigned });
  lab.advance(1000);
  await simon.signIn(first);
  const page = await log({ application: 'peakon' });
  const names = saidIn(page).map(([user, , status]) => `${user} ${status}`);
  expect(names.slice(0, 3)).toEqual([
    `${bSimon} Success`,
    `${bSimon} Interrupted`,
    '(unknown) Interrupted',
  ]);
  expect(names[3]).toBe(`${unassigned} Failure`);
  expect(page.body.match(/<ol aria-label="Before that/g)).toHaveLength(2);
});

test('the ids on the error page find the failure, with code and reason', async () => {
  const lee = new Browser(lab.idp.app);
  const refused = await lee.signIn(await lee.get(url), { user: unassigned });
  expect(refused.aadsts).toBe(50105);
  const page = textOf(refused);
  const requestId = /Request Id ([0-9a-f-]{36})/.exec(page)?.[1] ?? '';
  const correlationId = /Correlation Id ([0-9a-f-]{36})/.exec(page)?.[1] ?? '';
  expect(saidIn(await log({ requestId }))).toEqual([[unassigned, 'Peakon', 'Failure', '50105']]);
  expect(attemptsOf(await log({ correlationId, status: 'failure' }))).toHaveLength(1);
  const details = textOf(await lab.admin.get(`/admin/sign-ins/${requestId}`));
  expect(details).toContain('Sign-in error code 50105');
  expect(details).toContain(
    'AADSTS50105: Your administrator has configured the application Peakon',
  );
  expect(details).toContain('Assign the user under Users and groups');
});

test('logs a wrong password and an unknown user name as failures', async () => {
  const someone = new Browser(lab.idp.app);
  const first = await someone.get(url);
  await someone.submit(first, { loginfmt: 'nobody@contoso.com' });
  const asks = await someone.submit(first, { loginfmt: bSimon });
  await someone.submit(asks, { passwd: 'wrong' });
  const rows = saidIn(await log({ status: 'failure' }));
  expect(rows).toContainEqual(['nobody@contoso.com', 'Peakon', 'Failure', '50034']);
  expect(rows).toContainEqual([bSimon, 'Peakon', 'Failure', '50126']);
  expect(saidIn(await log({ user: 'nobody' }))).toHaveLength(1);
});

test('logs requests from an unknown application and to an unknown tenant', async () => {
  const someone = new Browser(lab.idp.app);
  await someone.get(redirectTo(authnRequest({ issuer: 'https://unknown.example' })));
  const nowhere = await someone.get(redirectTo(authnRequest(), {}, 'nowhere.example'));
  expect(nowhere.aadsts).toBe(90002);
  const rows = saidIn(await log({ status: 'failure' }));
  expect(rows).toContainEqual(['(unknown)', '(unknown application)', 'Failure', '700016']);
  expect(rows).toContainEqual(['(unknown)', '(unknown application)', 'Failure', '90002']);
});

test('only the oldest tenant can read requests to an unknown tenant', async () => {
  const { directory } = lab.idp;
  const fabrikam = '00000000-2222-3333-4444-555555555555';
  const user = 'admin@fabrikam.com';
  lab.advance(1000);
  await directory.createTenant({ id: fabrikam, displayName: 'Fabrikam', domain: 'fabrikam.com' });
  await directory.createUser({
    tenantId: fabrikam,
    userPrincipalName: user,
    displayName: 'Admin',
    password,
    directoryRoles: ['Global Administrator'],
  });
  await new Browser(lab.idp.app).get(redirectTo(authnRequest(), {}, 'nowhere.example'));
  const unknown = saidIn(await log({ status: 'failure' }));
  expect(unknown).toEqual([['(unknown)', '(unknown application)', 'Failure', '90002']]);
  const [, address = ''] =
    /href="(\/admin\/sign-ins\/[^"]+)"/.exec((await log({ status: 'failure' })).body) ?? [];
  expect((await lab.admin.get(address)).status).toBe(200);

  lab.admin = await administrationBrowser(lab, user);
  expect(textOf(await log({ status: 'failure' }))).toContain('No sign-in matches.');
  expect((await lab.admin.get(address)).status).toBe(404);
  expect(saidIn(await log())).toContainEqual([user, 'Admin center', 'Success', '']);
});

test('dates are days in UTC, both inclusive', async () => {
  const today = await log({ from: '2026-03-01', to: '2026-03-01' });
  expect(saidIn(today)[0]?.[1]).toBe('Admin center');
  expect(textOf(await log({ from: '2026-03-02' }))).toContain('No sign-in matches.');
  expect(textOf(await log({ to: '2026-02-28' }))).toContain('No sign-in matches.');
});

test('names the required role to users who cannot read logs', async () => {
  lab.admin = await administrationBrowser(lab, bSimon);
  const refused = await log();
  expect(refused.status).toBe(403);
  expect(textOf(refused)).toContain('Reports Reader');
});

test('the log keeps at most 20,000 attempts, for 30 days', async () => {
  const row = {
    tenantId,
    createdDateTime: '',
    correlationId: 'c',
    userId: null,
    userDisplayName: null,
    userPrincipalName: bSimon,
    servicePrincipalId: null,
    appId: null,
    appDisplayName: 'Many',
    result: 'success',
    errorCode: 0,
    failureReason: null,
    ipAddress: '127.0.0.1',
    userAgent: null,
    authenticationRequirement: 'singleFactorAuthentication',
    conditionalAccessStatus: 'notApplied',
    appliedPolicies: '[]',
    authenticationDetails: '[]',
  };
  const { findSignIn, listSignIns } = await import('../../directory/logs/sign-in-log.ts');
  const { signInLogWriter } = await import('../../directory/logs/sign-in-log-writer.ts');
  const { directoryChores } = await import('../../directory/housekeeping.ts');
  const { Housekeeping } = await import('../../../store/housekeeping.ts');
  const { openStore } = await import('../../../store/open-store.ts');
  const { migrations } = await import('../../directory/migrations.ts');
  const db = await openStore<import('../../directory/tables.ts').DirectoryTables>({
    file: ':memory:',
    name: 'idp',
    migrations,
  });
  const failed = (error: unknown) => {
    throw error;
  };
  const writer = signInLogWriter(db);
  const record = (added: typeof row & { id: string }) => writer.add(added, failed);
  let now = new Date('2026-03-01T00:00:00.000Z');
  const all = {
    user: '',
    application: '',
    status: '',
    from: '',
    to: '',
    requestId: '',
    correlationId: '',
  };
  const total = async () =>
    (await listSignIns(db, { ...all, tenantId, page: 1, pageSize: 1 })).total;
  const begin = Date.parse('2026-03-01T00:00:00.000Z');
  record({ ...row, id: 'old', createdDateTime: new Date(begin).toISOString() });
  for (let n = 1; n <= 21_000; n++)
    record({
      ...row,
      id: String(n),
      createdDateTime: new Date(begin + n).toISOString(),
    });
  expect(await total()).toBe(21_001);
  const housekeeping = new Housekeeping(directoryChores(db), { clock: () => now, onError: failed });
  await housekeeping.run();
  expect(await total()).toBe(20_000);
  expect(await findSignIn(db, tenantId, 'old')).toBeUndefined();
  expect(await findSignIn(db, tenantId, '21000')).toBeDefined();
  for (let n = 1; n <= 501; n++) {
    const createdDateTime = new Date(begin + 31 * 86_400_000 + n).toISOString();
    record({ ...row, id: `new ${n}`, createdDateTime });
  }
  now = new Date(begin + 31 * 86_400_000);
  await total(); // waits for what is not written yet
  await housekeeping.run();
  expect(await total()).toBe(501);
  await housekeeping.stop();
  await db.destroy();
});

test('the audit log says who changed what; its filters match the beginning of a name, case-sensitive', async () => {
  const page = await lab.admin.get(`/admin/users/${lab.userId}/edit`);
  await lab.admin.submit(page, {
    displayName: 'Bea',
    domain: 'contoso.com',
    userType: 'Member',
    accountEnabled: 'on',
  });
  const list = await lab.admin.get('/admin/audit');
  expect(rowsOf(list)[0]?.slice(2)).toEqual([
    'UserManagement',
    'Update user',
    'Success',
    bSimon,
    'admin@contoso.com',
  ]);
  const id = /\/admin\/audit\/([0-9a-f-]{36})/.exec(list.body)?.[1];
  const details = textOf(await lab.admin.get(`/admin/audit/${id}`));
  expect(details).toContain('Display name B.Simon Bea');
  expect(details).not.toContain('First name B B');
  const found = async (filter: Record<string, string>) =>
    textOf(await lab.admin.get(`/admin/audit?${new URLSearchParams(filter)}`)).includes(
      'Nothing matches.',
    )
      ? 'nothing'
      : 'found';
  expect(await found({ target: 'B.Si' })).toBe('found');
  expect(await found({ target: 'b.si' })).toBe('nothing');
  expect(await found({ initiatedBy: 'admin' })).toBe('found');
  expect(await found({ activity: 'Delete user' })).toBe('nothing');
  expect(await found({ category: 'UserManagement', from: '2026-03-01', to: '2026-03-01' })).toBe(
    'found',
  );
  expect(await found({ to: '2026-02-28' })).toBe('nothing');
});
