import { beforeEach, expect, test } from 'vitest';
import { urn } from '../../../scim/urns.ts';
import { clientOf } from '../../scim/testing/scim-under-test.ts';
import { answerTo } from '../../testing/answers.ts';
import { Browser } from '../../testing/browser.ts';
import type { SpUnderTest } from '../../testing/sp-under-test.ts';
import { Administrator, companiesUnderTest } from '../testing/administrator.ts';

let under: SpUnderTest;
let person: Administrator;
beforeEach(async () => {
  under = await companiesUnderTest();
  person = await Administrator.of(under.sp, 'contoso');
  return () => under.sp.close();
});

const page = '/admin/integrations/provisioning';

/** The token that a page shows. */
const tokenIn = (html: string) => /<code>([\w-]{43})<\/code>/.exec(html)?.[1];

async function enable(): Promise<string> {
  const token = tokenIn((await person.post(`${page}/enable`)).body);
  if (token === undefined) throw new Error('The page shows no token.');
  return token;
}
const works = async (token: string) =>
  (await clientOf(under, token).send('GET', '/Users')).status === 200;

test('Integrations lead to the page; Enable shows the SCIM 2.0 URL, and the token once', async () => {
  expect((await person.get('/admin/integrations')).body).toContain(`href="${page}"`);
  const off = await person.get(page);
  expect(off.body).toContain('Not enabled');
  expect(off.body).not.toContain('/scim/v2');
  const enabled = await person.post(`${page}/enable`);
  expect(enabled.headers['cache-control']).toBe('no-store');
  expect(enabled.body).toContain('<code>http://sp.test/scim/v2</code>');
  const token = tokenIn(enabled.body) ?? '';
  expect(await works(token)).toBe(true);
  const again = await person.get(page);
  expect(again.body).toContain(`Ends in ${token.slice(-4)}`);
  expect(again.body).not.toContain(token);
});

test('a new token, no token, no provisioning', async () => {
  const first = await enable();
  const second = tokenIn((await person.post(`${page}/token`)).body) ?? '';
  expect([await works(first), await works(second)]).toEqual([false, true]);
  const revoked = await person.post(`${page}/revoke`);
  expect(revoked.headers.location).toBe(`${page}?done=revoked`);
  expect(await works(second)).toBe(false);
  expect((await person.get(page)).body).toContain('None: every request is refused');
  const third = tokenIn((await person.post(`${page}/token`)).body) ?? '';
  expect(await works(third)).toBe(true);
  expect((await person.get(`${page}/disable`)).body).toContain('Everyone who is an employee now');
  await person.post(`${page}/disable`);
  expect(await works(third)).toBe(false);
  expect((await person.post(`${page}/token`)).headers.location).toBe(page);
  expect((await person.get(`${page}?done=disabled`)).body).toContain('provisioning is disabled');
});

test('a page that is loaded again, and a colleague who was slower, replace no newer token', async () => {
  const seen = { tokenHint: '' };
  const token = tokenIn((await person.post(`${page}/enable`, seen)).body) ?? '';
  for (const [action, tokenHint] of [
    ['enable', ''],
    ['token', ''],
    ['token', 'old1'],
  ] as const) {
    const again = await person.post(`${page}/${action}`, { tokenHint });
    expect(again.headers.location).toBe(`${page}?done=kept`);
  }
  expect(await works(token)).toBe(true);
  for (const address of ['enable', 'token'])
    expect((await person.get(`${page}/${address}`)).headers.location).toBe(page);
  const next = await person.post(`${page}/token`, { tokenHint: token.slice(-4) });
  expect(await works(tokenIn(next.body) ?? '')).toBe(true);
  expect(await works(token)).toBe(false);
});

test.each(['enable', 'token', 'revoke', 'disable', 'settings'])(
  '%s needs the token of the form, and a session',
  async (action) => {
    const token = await enable();
    expect((await person.postBare(`${page}/${action}`, {})).statusCode).toBe(403);
    const stranger = new Administrator(under.sp);
    expect((await stranger.post(`${page}/${action}`)).statusCode).not.toBe(200);
    expect(await works(token)).toBe(true);
  },
);

test('the settings are saved: groups, unique identifier and faults', async () => {
  const token = await enable();
  const settings = {
    groups: 'on',
    uniqueIdentifier: 'employeeNumber',
    faults: 'too_many_requests',
  };
  expect((await person.post(`${page}/settings`, settings)).headers.location).toBe(
    `${page}?done=saved`,
  );
  expect(await under.sp.administration.findProvisioning('contoso')).toMatchObject({
    groups: true,
    uniqueIdentifier: 'employeeNumber',
    faults: ['too_many_requests'],
  });
  expect((await person.get(page)).body).toContain('This server makes faults on purpose');
  expect((await clientOf(under, token).send('GET', '/Users')).status).toBe(429);
  await person.post(`${page}/settings`, { uniqueIdentifier: 'email' });
  expect((await clientOf(under, token).send('GET', '/Groups')).status).toBe(404);
});

test('what arrived is listed, with request and answer, without secrets; nothing of another company', async () => {
  const token = await enable();
  const { send, create } = clientOf(under, token);
  await create('<b>bold</b>@contoso.com', { password: 'hunter2-and-more', title: `My ${token}` });
  await send('GET', `/Users?filter=userName+eq+%22${token}%22`);
  const list = await person.get(page);
  expect(list.body).toContain(`<a href="${page}/operations/1" class="breaks">POST /Users</a>`);
  expect(list.body).toContain('GET /Users?filter=userName eq &quot;***&quot;');
  const { body } = await person.get(`${page}/operations/1`);
  expect(body).toContain('&lt;b>bold&lt;/b>@contoso.com');
  expect(body).toContain('My ***');
  for (const secret of [token, 'hunter2']) expect(body).not.toContain(secret);
  const Operations = [
    { op: 'Add', path: 'password', value: 'hunter2-"behind"' },
    { value: 'hunter2-before', op: 'Add', path: `${urn.user}:password` },
    { op: 'replace', value: { [`${urn.user}:password`]: 'hunter2-key', title: 'kept' } },
    { op: 'Replace', path: 'title', value: 'kept too' },
  ];
  await send('PATCH', '/Users/x', { Operations });
  const patch = (await person.get(`${page}/operations/3`)).body;
  expect(patch).not.toContain('hunter2');
  for (const shown of ['&quot;kept&quot;', 'kept too']) expect(patch).toContain(shown);
  const other = await Administrator.of(under.sp, 'fabrikam');
  await other.post(`${page}/enable`);
  expect((await other.get(page)).body).not.toContain('POST /Users');
  for (const number of ['1', '99', 'x', '1e1'])
    expect((await other.get(`${page}/operations/${number}`)).statusCode).toBe(404);
});

test('500 requests are kept, the newest', async () => {
  const { send } = clientOf(under, await enable());
  for (let n = 0; n < 503; n++) await send('GET', `/Users/none${n}`);
  const all = await under.sp.administration.listScimOperations('contoso');
  expect(all).toHaveLength(500);
  expect([all[0]?.path, all.at(-1)?.path]).toEqual(['/Users/none502', '/Users/none3']);
});

test('the employees show who added them, their manager, and whether they are active', async () => {
  const { create, patch } = clientOf(under, await enable());
  const manager = await create('boss@contoso.com');
  const { id } = await create('anna@contoso.com', {
    name: { givenName: 'Anna', familyName: 'Berg' },
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
      manager: manager.id,
      employeeNumber: 'E-7',
    },
  });
  await patch(id, { op: 'Replace', path: 'active', value: 'False' });
  const { body } = await person.get('/admin/employees');
  const row = body.split('<tr').find((one) => one.includes('Anna Berg')) ?? '';
  for (const cell of ['anna@contoso.com', 'boss@contoso.com', 'SCIM', 'Disabled'])
    expect(row).toContain(cell);
  const simon = body.split('<tr').find((one) => one.includes('B Simon')) ?? '';
  for (const cell of ['Manual', 'Active', 'None']) expect(simon).toContain(cell);
  const { body: detail } = await person.get(`/admin/employees/${id}`);
  for (const fact of ['Provisioned by SCIM', 'E-7', 'boss@contoso.com', 'x-anna@contoso.com'])
    expect(detail).toContain(fact);
});

test('a new address from an administrator reaches SCIM, and the user name with it', async () => {
  const { create, get } = clientOf(under, await enable());
  const { id } = await create('anna@contoso.com', { name: { givenName: 'A', familyName: 'B' } });
  const details = {
    firstName: 'Anna',
    lastName: 'Berg',
    email: 'anna.berg@contoso.com',
    version: '1',
  };
  expect((await person.post(`/admin/employees/${id}`, details)).headers.location).toBe(
    '/admin/employees?done=saved',
  );
  expect(await get(id)).toMatchObject({
    userName: 'anna.berg@contoso.com',
    name: { givenName: 'Anna', familyName: 'Berg' },
    emails: [{ primary: true, type: 'work', value: 'anna.berg@contoso.com' }],
  });
  expect(await clientOf(under, await enable()).find('emails eq "anna@contoso.com"')).toEqual([]);
});

test('refused sign-ins say why, and when the employee was provisioned', async () => {
  const { create } = clientOf(under, await enable());
  const signIn = async (nameId: string) =>
    new Browser(under.sp).postResponse(await answerTo(under, null, { parts: { nameId } }));
  await create('off@contoso.com', { active: false });
  for (const nameId of ['late@contoso.com', 'off@contoso.com', '<i>x</i>@contoso.com'])
    await signIn(nameId);
  await create('late@contoso.com');
  const { body } = await person.get(page);
  const row = (name: string) => body.split('<tr').find((one) => one.includes(`>${name}<`)) ?? '';
  expect(row('late@contoso.com')).toMatch(/Nobody has this name[\s\S]*2026-01-31 08:00:00 UTC/);
  expect(row('off@contoso.com')).toMatch(/The employee is disabled[\s\S]*Not yet/);
  expect(body).toContain('&lt;i>x&lt;/i>@contoso.com');
  const other = await Administrator.of(under.sp, 'fabrikam');
  await other.post(`${page}/enable`);
  expect((await other.get(page)).body).not.toContain('late@contoso.com');
});

test('what a client sends is text on every page, and its token is on none', async () => {
  const token = await enable();
  const script = '<script>alert(1)</script>';
  const client = clientOf(under, token);
  const user = { userName: `${script}@contoso.com`, displayName: script, title: `=1+1 ${script}` };
  expect((await client.send('POST', '/Users', { ...user, password: 'p-secret' })).status).toBe(201);
  await client.send(
    'GET',
    `/Users?filter=${encodeURIComponent(`userName eq "${script}${token}"`)}`,
  );
  await client.send('PATCH', `/Users/${encodeURIComponent(script)}`, `${script} ${token}`);
  const list = await person.get(page);
  const lines = [...list.body.matchAll(/href="([^"]+\/operations\/\d+)"/g)].map(
    ([, href = '']) => href,
  );
  expect(lines).toHaveLength(3);
  const employees = await person.get('/admin/employees');
  const employee = /href="(\/admin\/employees\/[^"/]+)"/.exec(employees.body)?.[1] ?? '';
  const pages = [list, employees, await person.get(employee)];
  for (const line of lines) pages.push(await person.get(line));
  expect(pages.map(({ body }) => body).join('')).toContain('&lt;script>alert(1)&lt;/script>');
  for (const { body } of pages) {
    expect(body).not.toContain(script);
    expect(body).not.toContain(token);
    expect(body).not.toContain('p-secret');
  }
});
