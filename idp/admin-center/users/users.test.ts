import { afterEach, beforeEach, expect, test } from 'vitest';
import { currentCode } from '../../directory/second-factor.ts';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { Browser } from '../../testing/browser.ts';
import {
  bSimon,
  type Contoso,
  contoso,
  globalAdministrator,
  password,
  tenantId,
} from '../../testing/contoso.ts';

let lab: Contoso;
let browser: Browser;
beforeEach(async () => {
  lab = await contoso();
  browser = await administrationBrowser(lab);
});
afterEach(() => lab.idp.close());

const domain = 'contoso.com';
const typed = {
  userName: 'Britta.Simon',
  domain,
  displayName: 'Britta Simon',
  givenName: 'Britta',
  surname: 'Simon',
  mail: 'britta@contoso.com',
  deriveMailNickname: 'on',
  userType: 'Member',
  accountEnabled: 'on',
};

/** What a browser sends of the edit form besides its text fields. */
const choices = { accountEnabled: 'on', domain, userType: 'Member' };

/** Posts a form of a page with the token that the page carries. */
async function send(
  page: string,
  fields: Record<string, string> | [string, string][],
  action = page,
) {
  const seen = await browser.get(page);
  const { _csrf = '', version } = seen.form.fields;
  const own = Array.isArray(fields) ? fields : Object.entries(fields);
  return browser.post(action, [
    ['_csrf', _csrf],
    ...(version === undefined ? [] : ([['version', version]] as [string, string][])),
    ...own,
  ]);
}

/** Creates a group and tells its id. */
async function addGroup(admin: Browser, displayName: string): Promise<string> {
  const form = await admin.get('/admin/groups/new');
  const { headers } = await admin.submit(form, { displayName });
  return String(headers.location).split('/').at(-1) ?? '';
}

const shownPassword = (body: string) =>
  /id="passwordOnce"[\s\S]*?<code[^>]*>([^<]+)</.exec(body)?.[1]?.replaceAll('&amp;', '&');

test('creates B.Simon as the tutorial does: Review + create, Create; the password is shown once', async () => {
  const review = await send('/admin/users/new', { ...typed, autoGenerate: 'on', step: 'review' });
  expect(textOf(review)).toContain('Britta.Simon@contoso.com');
  expect(await lab.idp.directory.findUser(tenantId, 'Britta.Simon@contoso.com')).toBeUndefined();
  const created = await browser.submit(review, { step: 'create' });
  const generated = shownPassword(created.body) ?? '';
  expect(generated).toHaveLength(16);
  const user = await lab.idp.directory.findUser(tenantId, 'britta.simon@contoso.com');
  expect(user).toMatchObject({
    userPrincipalName: 'Britta.Simon@contoso.com',
    displayName: 'Britta Simon',
    givenName: 'Britta',
    surname: 'Simon',
    mail: 'britta@contoso.com',
    mailNickname: 'Britta.Simon',
    userType: 'Member',
    accountEnabled: 1,
  });
  const page = await browser.get(`/admin/users/${user?.id}`);
  expect(page.body).not.toContain(generated);

  const britta = new Browser(lab.idp.app);
  const first = await britta.get('/my-apps');
  const asksPassword = await britta.submit(first, { loginfmt: 'Britta.Simon@contoso.com' });
  const asksToStay = await britta.submit(asksPassword, { passwd: generated });
  expect(asksToStay.body).toContain('id="KmsiDescription"');
});

const rules: [field: string, value: string, says: string][] = [
  ['userName', '', 'Enter the part of the name before the @.'],
  ['userName', 'b simon', 'A blank cannot stand here'],
  ['userName', 'brïtta', 'The character ï cannot stand here'],
  ['userName', 'b@contoso.com', 'Enter only the part before the @'],
  ['userName', 'britta.', 'No full stop may stand before the @.'],
  ['userName', 'b'.repeat(65), 'At most 64 characters'],
  ['userName', 'b.simon', 'Another user is called b.simon@contoso.com'],
  ['domain', 'fabrikam.com', 'fabrikam.com is not a verified domain'],
  ['displayName', '', 'Enter a display name.'],
  ['mail', 'britta', 'This is not an e-mail address'],
  ['userType', 'Robot', 'Choose Member or Guest.'],
  ['password', 'Ab1', 'A password has 8 to 256 characters; this one has 3.'],
  ['password', 'abcdefgh', 'A password needs three of these four'],
  ['password', 'Pässword1', 'A password consists of ASCII letters'],
];

test.each(rules)(
  '%s %o is refused at its field, and what was typed stays',
  async (field, value, says) => {
    const fields: Record<string, string> = {
      ...typed,
      password: 'Correct-Horse-2',
      step: 'create',
    };
    const answer = await send('/admin/users/new', { ...fields, [field]: value });
    expect(answer.status).toBe(422);
    const fault = new RegExp(`id="${field}Error">([^<]*)<`).exec(answer.body)?.[1];
    expect(fault).toContain(says);
    expect(answer.form.fields.givenName).toBe('Britta');
    if (!['domain', 'userType'].includes(field)) expect(answer.form.fields[field]).toBe(value);
    expect(await lab.idp.directory.findUser(tenantId, 'britta.simon@contoso.com')).toBeUndefined();
    // The same form without the mistake.
    expect((await send('/admin/users/new', fields)).status).toBe(303);
  },
);

const nicknames: [value: string, says: string][] = [
  ['', 'Enter a mail nickname'],
  ['b simon', 'A blank cannot stand in a mail nickname'],
  ['b@simon', 'The character @ cannot stand'],
  ['brïtta', 'The character ï cannot stand'],
  ['b'.repeat(65), 'A mail nickname has at most 64 characters.'],
];

test.each(nicknames)('a typed mail nickname %o is refused at its field', async (value, says) => {
  const { deriveMailNickname: _, ...named } = typed;
  const fields = { ...named, password: 'Correct-Horse-2', step: 'create' };
  const refused = await send('/admin/users/new', { ...fields, mailNickname: value });
  expect(refused.status).toBe(422);
  expect(/id="mailNicknameError">([^<]*)</.exec(refused.body)?.[1]).toContain(says);
  expect(refused.form.fields.mailNickname).toBe(value);
  expect((await send('/admin/users/new', { ...fields, mailNickname: 'b_simon+1' })).status).toBe(
    303,
  );
  const user = await lab.idp.directory.findUser(tenantId, 'britta.simon@contoso.com');
  expect(user).toMatchObject({ mailNickname: 'b_simon+1' });
});

test('a new user begins as a guest, in a group and with a role; the review names them', async () => {
  const group = await addGroup(browser, 'Sales');
  const fields = { ...typed, userType: 'Guest', group, role: 'Reports Reader', step: 'review' };
  const review = await send('/admin/users/new', { ...fields, password: 'Correct-Horse-2' });
  expect(textOf(review)).toMatch(/User type Guest .* Groups Sales Roles Reports Reader/);
  const created = await browser.submit(review, { step: 'create' });
  const page = textOf(await browser.get(String(created.headers.location)));
  expect(page).toMatch(/Mail nickname Britta.Simon User type Guest/);
  expect(page).toContain('Sales');
  const audit = textOf(await browser.get('/admin/audit'));
  for (const activity of ['Add user', 'Add member to group', 'Add member to role'])
    expect(audit).toContain(activity);
  expect(textOf(await browser.get(`/admin/groups/${group}`))).toContain('Britta Simon');
});

test('of many groups New user shows fifty; a search finds others and keeps what is ticked', async () => {
  const ids = [];
  for (let n = 0; n < 52; n++) ids.push(await addGroup(browser, `Group ${n + 10}`));
  const [first = '', last = ''] = [ids[0], ids.at(-1)];
  expect((await browser.get('/admin/users/new')).body).not.toContain(last);
  const fields = { ...typed, group: first, step: 'search', choiceSearch: '61' };
  const found = await send('/admin/users/new', fields);
  expect(found.status).toBe(200);
  expect(found.body).toContain(`id="group-${last}"`);
  expect(found.body).toMatch(
    new RegExp(`checked[^>]*id="group-${first}"|id="group-${first}"[^>]*checked`),
  );
  expect(found.form.fields.givenName).toBe('Britta');
});

test('whoever may not give roles gives none while creating a user', async () => {
  const desk = { tenantId, userPrincipalName: 'desk@contoso.com', displayName: 'Desk', password };
  await lab.idp.directory.createUser({ ...desk, directoryRoles: ['User Administrator'] });
  browser = await administrationBrowser(lab, 'desk@contoso.com');
  const fields = { ...typed, password: 'Correct-Horse-2', step: 'create' };
  const refused = await send('/admin/users/new', { ...fields, role: 'Global Administrator' });
  expect(refused.status).toBe(403);
  expect(textOf(refused)).toContain('Privileged Role Administrator');
  expect((await send('/admin/users/new', fields)).status).toBe(303);
});

test('a typed password signs in, with blanks and symbols as typed', async () => {
  const secret = ' Correct & <Horse> 3 ';
  await send('/admin/users/new', { ...typed, password: secret, step: 'create' });
  const britta = new Browser(lab.idp.app);
  const asks = await britta.submit(await britta.get('/my-apps'), {
    loginfmt: 'britta.simon@contoso.com',
  });
  expect((await britta.submit(asks, { passwd: secret.trim() })).aadsts).toBe(50126);
  expect((await britta.submit(asks, { passwd: secret })).body).toContain('KmsiDescription');
});

test('two administrators who edit one user do not overwrite each other', async () => {
  const path = `/admin/users/${lab.userId}/edit`;
  const first = await browser.get(path);
  const second = await browser.get(path);
  const saved = await browser.submit(first, {
    displayName: 'Bea Simon',
    ...choices,
  });
  expect(saved.status).toBe(303);
  const conflict = await browser.submit(second, {
    surname: 'Simone',
    ...choices,
  });
  expect(conflict.status).toBe(409);
  expect(textOf(conflict)).toContain('Bea Simon');
  const user = await lab.idp.directory.findUser(tenantId, bSimon);
  expect(user).toMatchObject({ displayName: 'Bea Simon', surname: 'Simon' });
  expect((await browser.submit(conflict)).status).toBe(303);
  expect(await lab.idp.directory.findUser(tenantId, bSimon)).toMatchObject({ surname: 'Simone' });
});

test('an edit may change the name, but not to one that is taken', async () => {
  const path = `/admin/users/${lab.userId}/edit`;
  const form = await browser.get(path);
  const taken = await browser.submit(form, { userName: 'k.lee', ...choices });
  expect(taken.status).toBe(422);
  expect(taken.body).toContain('Another user is called k.lee@contoso.com');
  await browser.submit(form, { userName: 'Brittasimon', ...choices });
  expect(await lab.idp.directory.findUser(tenantId, 'brittasimon@contoso.com')).toBeDefined();
});

test('reset password shows the new one once and signs the user out', async () => {
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get('/my-apps'));
  expect((await simon.get('/my-apps')).body).not.toContain('i0116');
  const answer = await send(`/admin/users/${lab.userId}/reset-password`, { autoGenerate: 'on' });
  const made = shownPassword(answer.body) ?? '';
  expect(made).toHaveLength(16);
  const first = await simon.get('/my-apps');
  const asks = await simon.submit(first, { loginfmt: bSimon });
  expect((await simon.submit(asks, { passwd: password })).aadsts).toBe(50126);
  expect((await simon.submit(asks, { passwd: made })).body).toContain('KmsiDescription');
});

test('delete asks first, and takes the assignments along', async () => {
  const path = `/admin/users/${lab.userId}`;
  const asks = await browser.get(`${path}/delete`);
  expect(textOf(asks)).toContain(`Delete ${bSimon}?`);
  expect((await browser.submit(asks)).headers.location).toBe('/admin/users');
  expect(await lab.idp.directory.findUser(tenantId, bSimon)).toBeUndefined();
  expect((await browser.get(path)).status).toBe(404);
});

test('the page shows assignments and the second factor of the user', async () => {
  const page = textOf(await browser.get(`/admin/users/${lab.userId}`));
  expect(page).toContain('Peakon');
  expect(page).toMatch(/Verification code \d{6}/);
});

test('codes are those of RFC 6238, appendix B, in six digits', () => {
  // ASCII 12345678901234567890
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const codes = [59, 1111111109, 20000000000].map(
    (seconds) => currentCode(secret, new Date(seconds * 1000)).code,
  );
  expect(codes).toEqual(['287082', '081804', '353130']);
});

test('no form is taken without its token', async () => {
  const user = `/admin/users/${lab.userId}`;
  const forms = ['/admin/users/new', `${user}/edit`, `${user}/account`, `${user}/reset-password`];
  for (const path of [...forms, `${user}/delete`, `${user}/roles`]) {
    const answer = await browser.post(path, { ...typed, step: 'create', enabled: 'no' });
    expect([path, answer.status]).toEqual([path, 403]);
  }
  expect(await lab.idp.directory.findUser(tenantId, bSimon)).toMatchObject({ accountEnabled: 1 });
  expect((await send(user, { enabled: 'no' }, `${user}/account`)).status).toBe(303);
});

test('who lacks the role sees the list, and nothing to change', async () => {
  browser = await administrationBrowser(lab, bSimon);
  const list = await browser.get('/admin/users');
  expect(list.status).toBe(200);
  expect(textOf(list)).not.toContain('New user');
  const refused = await browser.get('/admin/users/new');
  expect(refused.status).toBe(403);
  expect(textOf(refused)).toContain('User Administrator');
  const own = textOf(await browser.get(`/admin/users/${lab.userId}`));
  expect(own).toContain('Verification code');
  const other = await lab.idp.directory.findUser(tenantId, globalAdministrator);
  expect(textOf(await browser.get(`/admin/users/${other?.id}`))).not.toContain('Verification code');
});

test('a User Administrator may not reset the password of a Global Administrator', async () => {
  const helpDesk = {
    tenantId,
    userPrincipalName: 'desk@contoso.com',
    displayName: 'Desk',
    password,
  };
  await lab.idp.directory.createUser({ ...helpDesk, directoryRoles: ['User Administrator'] });
  const admin = await lab.idp.directory.findUser(tenantId, globalAdministrator);
  browser = await administrationBrowser(lab, 'desk@contoso.com');
  const refused = await browser.get(`/admin/users/${admin?.id}/reset-password`);
  expect(refused.status).toBe(403);
  expect(textOf(refused)).toContain('only a Global Administrator');
  expect((await browser.get(`/admin/users/${lab.userId}/reset-password`)).status).toBe(200);
  const role = { role: 'Global Administrator' };
  const path = `/admin/users/${lab.userId}`;
  expect((await send(`${path}/edit`, role, `${path}/roles`)).status).toBe(403);
});

test('nobody blocks or deletes the account in use', async () => {
  const admin = await lab.idp.directory.findUser(tenantId, globalAdministrator);
  const path = `/admin/users/${admin?.id}`;
  expect((await browser.get(`${path}/delete`)).status).toBe(403);
  expect((await send(path, { enabled: 'no' }, `${path}/account`)).status).toBe(403);
});

test('roles are given by whoever may', async () => {
  const path = `/admin/users/${lab.userId}`;
  await send(
    path,
    [
      ['role', 'User Administrator'],
      ['role', 'Emperor'],
    ],
    `${path}/roles`,
  );
  browser = await administrationBrowser(lab, bSimon);
  expect((await browser.get('/admin/users/new')).status).toBe(200);
});

test('10,000 users: search and paging', async () => {
  await lab.idp.directory.createUsers(
    Array.from({ length: 10_000 }, (_, n) => ({
      tenantId,
      userPrincipalName: `user${n}@contoso.com`,
      displayName: `User ${String(n).padStart(5, '0')}`,
      password,
    })),
  );
  const last = textOf(await browser.get('/admin/users?page=150'));
  const found = textOf(await browser.get('/admin/users?search=user+099'));
  expect(last).toContain('7451 to 7500 of 10003');
  expect(found).toContain('100 match');
  expect(found).toContain('User 09900');
});
