import { afterEach, beforeEach, expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { Browser, redirectTo, type Seen } from '../../testing/browser.ts';
import {
  authnRequest,
  bSimon,
  type Contoso,
  contoso,
  password,
  tenantId,
} from '../../testing/contoso.ts';
import { sendForm } from '../../testing/send-form.ts';

const HOUR = 3_600_000;
const MULTIPLE = 'http://schemas.microsoft.com/claims/multipleauthn';
const NEW = '/admin/conditional-access/new';
const url = redirectTo(authnRequest());

let lab: Contoso;
let admin: Browser;
beforeEach(async () => {
  lab = await contoso();
  admin = await administrationBrowser(lab);
});
afterEach(() => lab.idp.close());

const fields = (o: Record<string, string> = {}): Record<string, string> => ({
  displayName: 'Peakon needs more',
  includeUsers: 'all',
  includeApplications: 'selected',
  application: lab.servicePrincipalId,
  grant: 'mfa',
  state: 'enabled',
  ...o,
});
const create = (o: Record<string, string> = {}) => sendForm(admin, NEW, fields(o));

async function policyPath(): Promise<string> {
  const list = await admin.get('/admin/conditional-access');
  return /href="(\/admin\/conditional-access\/[0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
}

/** The code as the page of the user shows it. */
async function codeOf(): Promise<string> {
  const page = textOf(await admin.get(`/admin/users/${lab.userId}`));
  return /Verification code (\d{6})/.exec(page)?.[1] ?? '';
}

async function passwordTyped(simon: Browser): Promise<Seen> {
  const asks = await simon.submit(await simon.get(url), { loginfmt: bSimon });
  return simon.submit(asks, { passwd: password });
}

test('require MFA: password, code, stay signed in, and multipleauthn last in the claim', async () => {
  await create();
  const simon = new Browser(lab.idp.app);
  const asksCode = await passwordTyped(simon);
  expect(asksCode.body).toContain('id="idTxtBx_SAOTCC_OTC"');
  expect(asksCode.body).toContain('id="idSubmit_SAOTCC_Continue"');
  const asksToStay = await simon.submit(asksCode, { otc: await codeOf() });
  expect(asksToStay.body).toContain('id="KmsiDescription"');
  const sent = await simon.submit(asksToStay, { LoginOptions: '0' });
  expect(sent.response).toMatch(
    /authenticationmethod\/password<\/AttributeValue><AttributeValue>http:\/\/schemas\.microsoft\.com\/claims\/multipleauthn<\/AttributeValue><\/Attribute>/,
  );
  expect(sent.response).toContain('ac:classes:Password<');
  // The session remembers it.
  expect((await simon.get(url)).response).toContain(MULTIPLE);
  const list = await admin.get('/admin/sign-ins?status=success&application=Peakon');
  const path = /href="(\/admin\/sign-ins\/[0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
  const details = textOf(await admin.get(path));
  expect(details).toContain(bSimon);
  expect(details).toContain('Authentication requirement Multifactor authentication');
  expect(details).toContain('Peakon needs more success');
  expect(textOf(await admin.get('/admin/sign-ins?status=interrupted'))).toContain('50074');
});

test('a wrong code is refused on the form, and a later one of the same page is taken', async () => {
  await create();
  const simon = new Browser(lab.idp.app);
  const asksCode = await passwordTyped(simon);
  const code = await codeOf();
  const wrong = await simon.submit(asksCode, {
    otc: String((Number(code) + 1) % 1_000_000).padStart(6, '0'),
  });
  expect(wrong.aadsts).toBe(500121);
  expect(wrong.response).toBeUndefined();
  expect((await simon.submit(wrong, { otc: '' })).aadsts).toBe(500121);
  lab.advance(5 * 60_000);
  expect((await simon.submit(wrong, { otc: code })).aadsts).toBe(500121);
  expect((await simon.submit(wrong, { otc: await codeOf() })).body).toContain('KmsiDescription');
});

test('the code cannot be skipped by answering "Stay signed in?" instead', async () => {
  await create();
  const simon = new Browser(lab.idp.app);
  const asksCode = await passwordTyped(simon);
  const ctx = asksCode.form.fields.ctx ?? '';
  const asksToStay = await simon.get(`/kmsi?ctx=${ctx}`);
  const next = await simon.submit(asksToStay, { LoginOptions: '0' });
  expect(next.response).toBeUndefined();
  expect(next.body).toContain('idTxtBx_SAOTCC_OTC');
  expect((await simon.get(url)).body).toContain('idTxtBx_SAOTCC_OTC');
});

test('who is signed in with a password only is asked for the code, and goes straight on', async () => {
  const simon = new Browser(lab.idp.app);
  expect((await simon.signIn(await simon.get(url))).response).not.toContain(MULTIPLE);
  await create();
  const asksCode = await simon.get(url);
  expect(asksCode.body).toContain('idTxtBx_SAOTCC_OTC');
  expect((await simon.submit(asksCode, { otc: await codeOf() })).response).toContain(MULTIPLE);
  const passive = redirectTo(authnRequest({ attributes: { IsPassive: 'true' } }));
  expect((await simon.get(passive)).response).toContain(MULTIPLE);
});

test('IsPassive cannot ask: the service provider is told NoPassive', async () => {
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get(url));
  await create();
  const passive = await simon.get(redirectTo(authnRequest({ attributes: { IsPassive: 'true' } })));
  expect(passive.response).toContain('status:NoPassive');
});

test('block: 53003 under its own heading; the log names the policy', async () => {
  await create({ grant: 'block', displayName: 'Nobody now' });
  const simon = new Browser(lab.idp.app);
  const blocked = await simon.signIn(await simon.get(url));
  expect(blocked.aadsts).toBe(53003);
  expect(blocked.body).toContain('<h1>You cannot access this right now</h1>');
  const requestId = /Request Id ([0-9a-f-]{36})/.exec(textOf(blocked))?.[1];
  const details = textOf(await admin.get(`/admin/sign-ins/${requestId}`));
  expect(details).toContain('Nobody now failure');
  expect(details).toContain('Conditional Access Failure');
});

test('report-only: signs in, and the log says what would have happened', async () => {
  await create({ grant: 'block', state: 'enabledForReportingButNotEnforced' });
  const simon = new Browser(lab.idp.app);
  expect((await simon.signIn(await simon.get(url))).response).toContain(bSimon);
  const list = await admin.get('/admin/sign-ins?status=success&application=Peakon');
  const path = /href="(\/admin\/sign-ins\/[0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
  expect(textOf(await admin.get(path))).toContain('reportOnlyFailure');
});

test('excluded users and other applications are let be; switching off ends it', async () => {
  await create({ grant: 'block', excludedUsers: 'b.simon@CONTOSO.com' });
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get('/my-apps'));
  expect((await simon.get(url)).response).toBeDefined();
  const path = await policyPath();
  await sendForm(admin, path, fields({ grant: 'block' }));
  expect((await simon.get(url)).aadsts).toBe(53003);
  await sendForm(admin, path, fields({ grant: 'block', state: 'disabled' }));
  expect((await simon.get(url)).response).toBeDefined();
  await sendForm(admin, path, fields({ grant: 'block' }));
  expect((await simon.get(url)).aadsts).toBe(53003);
  await sendForm(admin, path, {}, `${path}/delete`);
  expect((await simon.get(url)).response).toBeDefined();
});

test('a policy for a group is about its members', async () => {
  const made = await sendForm(admin, '/admin/groups/new', { displayName: 'Blocked' });
  const group = String(made.headers.location);
  const id = group.split('/').at(-1) ?? '';
  await create({ includeUsers: 'selected', group: id, grant: 'block' });
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get('/my-apps'));
  expect((await simon.get(url)).response).toBeDefined();
  await sendForm(admin, `${group}/members/add`, { principal: lab.userId, do: 'select' });
  expect((await simon.get(url)).aadsts).toBe(53003);
});

test('sign-in frequency: an older session types the password again', async () => {
  await create({ grant: '', signInFrequency: '4' });
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get(url));
  lab.advance(3 * HOUR);
  expect((await simon.get(url)).response).toBeDefined();
  lab.advance(2 * HOUR);
  const again = await simon.get(url);
  expect(again.body).toContain('id="i0116"');
  expect((await simon.signIn(again)).response).toBeDefined();
  expect((await simon.get(url)).response).toBeDefined();
});

test.each<[field: string, Record<string, string>, says: string]>([
  ['displayName', { displayName: '' }, 'Enter a name for the policy.'],
  ['users', { includeUsers: 'selected' }, 'Name at least one user'],
  [
    'users',
    { includeUsers: 'selected', users: 'x@contoso.com' },
    'Not a user of this tenant: x@contoso.com.',
  ],
  [
    'excludedUsers',
    { excludedUsers: 'y@contoso.com' },
    'Not a user of this tenant: y@contoso.com.',
  ],
  ['application', { application: 'nonsense' }, 'Tick at least one application'],
  ['grant', { grant: '' }, 'Choose a grant control'],
  ['signInFrequency', { signInFrequency: '0' }, 'Enter whole hours, from 1 to 8760.'],
  ['signInFrequency', { signInFrequency: 'daily' }, 'Enter whole hours'],
])(
  '%s: the rule is said at its field, and the form keeps what was typed',
  async (field, broken, says) => {
    const refused = await create({ excludedGroup: '', ...broken });
    expect(refused.status).toBe(422);
    const fault = new RegExp(`id="${field}Error">([^<]*)`, 's').exec(refused.body)?.[1];
    expect(fault).toContain(says);
    expect(await policyPath()).toBe('');
    expect((await create()).status).toBe(303);
  },
);

test('two administrators who edit one policy do not overwrite each other', async () => {
  await create();
  const path = await policyPath();
  const { body } = await admin.get(path);
  const form = body.slice(body.indexOf('id="policy"'));
  const hidden = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '';
  const stale = { _csrf: hidden('_csrf'), version: hidden('version') };
  expect((await sendForm(admin, path, fields({ displayName: 'First' }))).status).toBe(303);
  const late = await admin.post(path, { ...stale, ...fields({ displayName: 'Second' }) });
  expect(late.status).toBe(409);
  expect(textOf(await admin.get(path))).toContain('First');
  expect((await admin.submit(late)).status).toBe(303);
});

test('no form is taken without its token, and none from who lacks the role', async () => {
  await create();
  const path = await policyPath();
  for (const one of [NEW, path, `${path}/delete`])
    expect([one, (await admin.post(one, fields({ grant: 'block' }))).status]).toEqual([one, 403]);
  const asks = new Browser(lab.idp.app);
  const asksCode = await passwordTyped(asks);
  const foreign = await asks.post('/common/SAS/ProcessAuth', {
    ...asksCode.form.fields,
    canary: 'x',
    otc: await codeOf(),
  });
  expect(foreign.aadsts).toBe(165000);
  const simon = await administrationBrowser(lab, bSimon);
  expect((await simon.get('/admin/conditional-access')).status).toBe(403);
});

test('of many applications the form shows fifty; a search finds others and keeps what is typed and ticked', async () => {
  const ids = [];
  for (let n = 0; n < 55; n++) {
    const displayName = `App ${String(n).padStart(2, '0')}`;
    const { directory } = lab.idp;
    ids.push((await directory.addApplication({ tenantId, displayName })).servicePrincipalId);
  }
  const last = ids.at(-1) ?? '';
  expect((await admin.get(NEW)).body).not.toContain(last);
  const found = await sendForm(admin, NEW, fields({ step: 'search', choiceSearch: 'app 54' }));
  expect(found.status).toBe(200);
  expect(found.body).toContain(`id="application-${last}"`);
  expect(found.body).toContain('value="Peakon needs more"');
  expect(found.body).toMatch(new RegExp(`checked[^>]*id="application-${lab.servicePrincipalId}"`));
  expect(textOf(await admin.get('/admin/conditional-access'))).not.toContain('Peakon needs more');

  await create({ application: last });
  const path = await policyPath();
  expect((await admin.get(path)).body).toMatch(new RegExp(`checked[^>]*id="application-${last}"`));
  // Saved again, it is about that application still.
  await sendForm(admin, path, fields({ application: last, displayName: 'Renamed' }));
  expect((await admin.get(path)).body).toMatch(new RegExp(`checked[^>]*id="application-${last}"`));
});

test('the audit log tells the conditions one by one, and only those that changed', async () => {
  await create();
  const list = await admin.get('/admin/audit');
  const line = /\/admin\/audit\/[0-9a-f-]{36}/.exec(list.body)?.[0] ?? '';
  const details = textOf(await admin.get(line));
  expect(details).toContain(`servicePrincipalIds ${lab.servicePrincipalId}`);
  expect(details).toContain('includeUsers all');
  expect(details).not.toContain('{');
  expect(details).not.toContain('excludeUserIds'); // nobody
  lab.advance(1000);
  await sendForm(admin, await policyPath(), fields({ state: 'disabled' }));
  const latest = /\/admin\/audit\/[0-9a-f-]{36}/.exec((await admin.get('/admin/audit')).body)?.[0];
  const changed = textOf(await admin.get(latest ?? ''));
  expect(changed).toContain('state enabled disabled');
  expect(changed).not.toContain('includeUsers');
});
