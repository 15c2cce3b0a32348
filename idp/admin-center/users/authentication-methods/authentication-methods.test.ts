import { beforeEach, describe, expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../../testing/administration.ts';
import { Browser, type Seen } from '../../../testing/browser.ts';
import { bSimon, globalAdministrator, password, tenantId } from '../../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../../testing/send-form.ts';

const lab = administeredContosoForEachTest();
let page: string;
beforeEach(() => {
  page = `/admin/users/${lab.userId}/authentication-methods`;
});

const shown = async (browser = lab.admin) => textOf(await browser.get(page));
const audit = async () => textOf(await lab.admin.get('/admin/audit'));
const registered = () => lab.idp.directory.authenticationMethodsOf(lab.userId);
const add = (type: string, fields: Record<string, string>): Promise<Seen> =>
  sendForm(lab.admin, `${page}/add?type=${type}`, { type, ...fields }, `${page}/add`);

/** One of each type, and what the list says of it. */
const examples: [string, Record<string, string>, string][] = [
  ['phone', { phoneType: 'mobile', phoneNumber: '+1 5555551234' }, '+1 5555551234 (Mobile)'],
  ['email', { emailAddress: 'b@example.com' }, 'b@example.com'],
  ['microsoftAuthenticator', { displayName: 'Pixel', phoneSignIn: 'on' }, 'Pixel, with phone'],
  [
    'hardwareOath',
    { serialNumber: 'A-1', secretKey: 'GEZD GNBV GY3T QOJQ', timeIntervalInSeconds: '60' },
    'A-1, a code every 60 s',
  ],
  ['fido2', { displayName: 'Key', passkeyType: 'synced' }, 'Key (Synced, as if)'],
  ['windowsHelloForBusiness', { displayName: 'Laptop' }, 'Laptop'],
  ['x509Certificate', { displayName: 'CN=B', isMultifactor: 'on' }, 'CN=B (multifactor)'],
  ['temporaryAccessPass', { lifetimeInMinutes: '60' }, 'multi-use, until 2026-03-01 09:00'],
];

test('lists the password, the app with its code, and every registered method', async () => {
  const before = await shown();
  expect(before).toMatch(/Password.*Software OATH token/);
  expect(before).toMatch(/Verification code \d{6}/);
  for (const [type, fields, detail] of examples) {
    expect(before).not.toContain(detail);
    expect((await add(type, fields)).status, type).toBe(type === 'temporaryAccessPass' ? 200 : 303);
    expect(await shown()).toContain(detail);
  }
  expect((await registered()).map(({ type }) => type).sort()).toEqual(
    examples.map(([type]) => type).sort(),
  );
  expect(await audit()).toContain('Admin registered security info');
});

test('asks for the type first, without scripts', async () => {
  const asks = await lab.admin.get(`${page}/add`);
  const next = await lab.admin.get(`${asks.form.action}?type=email`);
  expect(Object.keys(next.form.fields)).toContain('emailAddress');
  const unknown = await lab.admin.get(`${page}/add?type=constructor`);
  expect(Object.keys(unknown.form.fields)).toEqual(['type']);
});

test.each([
  ['phone', { phoneType: 'mobile', phoneNumber: '555' }, 'phoneNumber', 'with its country code'],
  ['email', { emailAddress: 'nobody' }, 'emailAddress', 'not an e-mail address'],
  ['fido2', { displayName: '', passkeyType: 'synced' }, 'displayName', 'Enter a name'],
  ['hardwareOath', { serialNumber: 'A-1', secretKey: '0189' }, 'secretKey', 'base32'],
  ['temporaryAccessPass', { lifetimeInMinutes: '5' }, 'lifetimeInMinutes', '10 to 43200 minutes'],
  ['temporaryAccessPass', { lifetimeInMinutes: 'x' }, 'lifetimeInMinutes', 'Enter a number'],
  [
    'temporaryAccessPass',
    { lifetimeInMinutes: '60', startDateTime: 'soon' },
    'startDateTime',
    'Enter a date and a time',
  ],
])(
  '%s: a broken rule is shown at its field, and nothing is stored',
  async (type, fields, name, says) => {
    const refused = await add(type, fields);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain(`id="${name}Error"`);
    expect(textOf(refused)).toContain(says);
    for (const [field, value] of Object.entries(fields))
      expect(refused.form.fields[field]).toBe(value);
    expect(await registered()).toEqual([]);
    const right = examples.find(([each]) => each === type)?.[1] ?? {};
    await lab.admin.submit(refused, { ...right, startDateTime: '' });
    expect(await registered()).toHaveLength(1);
  },
);

test('a Temporary Access Pass is shown once, with start and one-time use', async () => {
  const fields = { lifetimeInMinutes: '30', startDateTime: '2026-03-01T10:00', isUsableOnce: 'on' };
  const answer = await add('temporaryAccessPass', fields);
  const pass = /id="passOnce"[\s\S]*?<code[^>]*>([^<]+)</.exec(answer.body)?.[1] ?? '';
  expect(pass).toHaveLength(8);
  expect(await registered()).toMatchObject([
    { temporaryAccessPass: pass, startDateTime: '2026-03-01T10:00:00.000Z', isUsableOnce: true },
  ]);
  const list = await shown();
  expect(list).toContain('one-time, from 2026-03-01 10:00');
  expect(list).not.toContain(pass);
  lab.advance(3 * 3_600_000);
  expect(await shown()).toContain('one-time, expired 2026-03-01 10:30');
});

test('delete asks first; a method that is gone is a page 404', async () => {
  await add('email', { emailAddress: 'b@example.com' });
  const [method] = await registered();
  const asks = await lab.admin.get(`${page}/${method?.id}/delete`);
  expect(textOf(asks)).toContain('Delete Email b@example.com?');
  expect((await lab.admin.submit(asks)).headers.location).toBe(page);
  expect(await registered()).toEqual([]);
  expect((await lab.admin.submit(asks)).status).toBe(404);
  expect(await audit()).toContain('Admin deleted security info');
});

test('the app that shows codes: deleted, and given again with another secret', async () => {
  const { secret } = await lab.idp.directory.secondFactor(lab.userId);
  expect(textOf(await lab.admin.get(`${page}/add`))).not.toContain('Software OATH token');
  await lab.admin.submit(await lab.admin.get(`${page}/softwareOath/delete`));
  expect(await shown()).not.toContain('Verification code');
  await add('softwareOath', {});
  expect(await shown()).toMatch(/Verification code \d{6}/);
  expect(await shown()).not.toContain(secret);
});

test('"Require re-register multifactor authentication" deletes the second factors, and keeps the others', async () => {
  for (const [type, fields] of examples) await add(type, fields);
  const asks = await lab.admin.get(`${page}/re-register`);
  expect((await lab.admin.submit(asks)).headers.location).toBe(page);
  expect((await registered()).map(({ type }) => type).sort()).toEqual([
    'fido2',
    'temporaryAccessPass',
    'windowsHelloForBusiness',
    'x509Certificate',
  ]);
  expect(await shown()).not.toContain('Verification code');
});

test('"Revoke sessions" signs the user out everywhere, and nobody else', async () => {
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get('/my-apps'));
  expect((await simon.get('/my-apps')).body).not.toContain('i0116');
  await sendForm(lab.admin, page, {}, `${page}/revoke-sessions`);
  expect((await simon.get('/my-apps')).body).toContain('i0116');
  expect(await audit()).toContain('Update StsRefreshTokenValidFrom Timestamp');
});

describe('the two settings', () => {
  const setting = (name: string, fields: [string, string][]) =>
    sendForm(lab.admin, page, fields, `${page}/${name}`);
  const stored = () => lab.idp.directory.findUser(tenantId, bSimon);
  const force: [string, string] = ['forceChangePasswordNextSignIn', 'on'];

  test('must change password at next sign-in', async () => {
    await setting('password-change', [force]);
    expect(await stored()).toMatchObject({ forceChangePasswordNextSignIn: 1 });
    expect(await shown()).toContain('Must be changed at next sign-in');
    expect(await audit()).toContain('Set force change user password');
    await setting('password-change', []);
    expect(await stored()).toMatchObject({ forceChangePasswordNextSignIn: 0 });
  });

  test('signs in without pages, as one method or as two', async () => {
    await setting('without-pages', [
      ['method', 'windowsIntegrated'],
      ['method', ''],
    ]);
    expect(await stored()).toMatchObject({ signsInWithoutPages: '["windowsIntegrated"]' });
    const both: [string, string][] = [
      ['method', 'password'],
      ['method', 'softwareOath'],
    ];
    await setting('without-pages', both);
    expect(await stored()).toMatchObject({ signsInWithoutPages: '["password","softwareOath"]' });
    await setting('without-pages', []);
    expect(await stored()).toMatchObject({ signsInWithoutPages: null });
  });

  test.each([
    [['deviceCertificate'], 'says who the user is'],
    [['password', 'password'], 'listed twice'],
    [['telepathy'], 'There is no authentication method'],
  ])('%s is refused at its field', async (methods, says) => {
    const fields = methods.map((method): [string, string] => ['method', method]);
    const refused = await setting('without-pages', fields);
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain(says);
    expect(await stored()).toMatchObject({ signsInWithoutPages: null });
  });

  test('a form that is older than another save changes nothing', async () => {
    const { forms } = await lab.admin.get(page);
    const old = (name: string) => forms.find(({ action }) => action === `${page}/${name}`);
    await setting('password-change', [force]);
    await setting('without-pages', [['method', 'fido2']]);
    const password = old('password-change');
    const pages = old('without-pages');
    await lab.admin.post(password?.action ?? '', { ...password?.fields });
    expect(await shown()).toContain('Another user changed this setting in the meantime');
    await lab.admin.post(pages?.action ?? '', { ...pages?.fields, method: 'password' });
    expect(await stored()).toMatchObject({
      forceChangePasswordNextSignIn: 1,
      signsInWithoutPages: '["fido2"]',
    });
  });
});

describe('who may', () => {
  const user = async (name: string, roles: string[]) => {
    const userPrincipalName = `${name}@contoso.com`;
    const directoryRoles = roles;
    const about = { tenantId, userPrincipalName, displayName: name, password, directoryRoles };
    const { id } = await lab.idp.directory.createUser(about);
    return { id, browser: await administrationBrowser(lab, userPrincipalName) };
  };
  const methodsOf = (id: string | undefined) => `/admin/users/${id}/authentication-methods`;
  const mayAdd = async (browser: Browser, id: string | undefined) =>
    (await browser.get(`${methodsOf(id)}/add`)).status === 200;

  test('an Authentication Administrator: users without a role, or with a minor one', async () => {
    const { id: own, browser } = await user('auth', ['Authentication Administrator']);
    const reader = await user('reader', ['Reports Reader']);
    const desk = await user('desk', ['User Administrator']);
    expect(await mayAdd(browser, lab.userId)).toBe(true);
    expect(await mayAdd(browser, reader.id)).toBe(true);
    expect(await mayAdd(browser, own)).toBe(true);
    expect(await mayAdd(browser, desk.id)).toBe(false);
    const refused = await browser.get(methodsOf(desk.id));
    expect(refused.status).toBe(403);
    expect(textOf(refused)).toContain('only a Privileged Authentication Administrator');
  });

  test('a Privileged Authentication Administrator and a Global Administrator: everybody', async () => {
    const { browser } = await user('privileged', ['Privileged Authentication Administrator']);
    const admin = await lab.idp.directory.findUser(tenantId, globalAdministrator);
    expect(await mayAdd(browser, admin?.id)).toBe(true);
    expect(await mayAdd(lab.admin, admin?.id)).toBe(true);
  });

  test('a User Administrator sees the page and changes nothing; a member sees their own', async () => {
    const { browser } = await user('desk', ['User Administrator']);
    const seen = await browser.get(page);
    expect(textOf(seen)).toContain('Required role: Authentication Administrator');
    expect(seen.body).not.toContain('id="revokeSessions"');
    expect(await mayAdd(browser, lab.userId)).toBe(false);
    const simon = await administrationBrowser(lab, bSimon);
    expect(await shown(simon)).toMatch(/Verification code \d{6}/);
    expect(await mayAdd(simon, lab.userId)).toBe(false);
    const lee = await administrationBrowser(lab, 'K.Lee@contoso.com');
    expect((await lee.get(page)).status).toBe(403);
  });

  test('refuses forms without the token', async () => {
    await lab.admin.get(page);
    for (const path of [
      'add',
      're-register',
      'revoke-sessions',
      'password-change',
      'without-pages',
    ]) {
      const answer = await lab.admin.post(`${page}/${path}`, { type: 'email' });
      expect([path, answer.status]).toEqual([path, 403]);
      expect(textOf(answer)).toContain('The token in the form is not the one');
    }
    const answer = await lab.admin.post(`${page}/softwareOath/delete`, {});
    expect(answer.status).toBe(403);
    expect(await shown()).toContain('Verification code');
  });
});
