import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildIdp } from '../app.ts';
import { Browser, redirectTo } from '../testing/browser.ts';
import {
  authnRequest,
  bSimon,
  type Contoso,
  contoso,
  globalAdministrator,
  password,
  tenantId,
} from '../testing/contoso.ts';

let lab: Contoso;
let browser: Browser;
beforeEach(async () => {
  lab = await contoso();
  browser = new Browser(lab.idp.app);
});
afterEach(() => lab.idp.close());

const start = redirectTo(authnRequest());
const HOUR = 3_600_000;
const signedInAs = (xml = '') => /<NameID [^>]+>([^<]+)</.exec(xml)?.[1];

describe('the three steps carry the names and ids that helpers know (entra-saml.md 9.2)', () => {
  test('user name', async () => {
    const { body } = await browser.get(start);
    expect(body).toMatch(
      /<input[^>]* name="loginfmt"[^>]* id="i0116"|id="i0116"[^>]* name="loginfmt"/,
    );
    expect(body).toMatch(/<input[^>]*id="i0118"[^>]*class="moveOffScreen"/);
    expect(body).toMatch(/<input type="submit"[^>]*id="idSIButton9"[^>]*value="Next"/);
    for (const id of ['i0281', 'loginHeader', 'ftrTerms', 'ftrPrivacy', 'i0327'])
      expect(body).toContain(`id="${id}"`);
    for (const name of ['ctx', 'canary', 'flowToken', 'hpgrequestid'])
      expect(body).toContain(`name="${name}"`);
  });

  test('password', async () => {
    const { body } = await browser.submit(await browser.get(start), { loginfmt: bSimon });
    expect(body).toMatch(/<input[^>]*id="i0116"[^>]*class="moveOffScreen"/);
    expect(body).toMatch(/<input type="submit"[^>]*id="idSIButton9"[^>]*value="Sign in"/);
    expect(body).toContain('>Enter password</h1>');
    expect(body).toContain(`<span id="displayName">${bSimon}</span>`);
    for (const id of ['i0118', 'idBtn_Back', 'idA_PWD_ForgotPassword'])
      expect(body).toContain(`id="${id}"`);
  });

  test('stay signed in', async () => {
    const second = await browser.submit(await browser.get(start), { loginfmt: bSimon });
    const { body, form } = await browser.submit(second, { passwd: password });
    expect(body).toContain('Stay signed in?');
    expect(body).toMatch(/id="idSIButton9"[^>]*value="Yes"/);
    expect(body).toMatch(/id="idBtn_Back"[^>]*value="No"/);
    for (const id of ['KmsiCheckboxField', 'KmsiDescription']) expect(body).toContain(`id="${id}"`);
    expect(form).toMatchObject({ action: '/kmsi', fields: { LoginOptions: '1' } });
  });

  test('a client that sends name and password at once skips a page', async () => {
    const first = await browser.get(start);
    const page = await browser.submit(first, { loginfmt: bSimon, passwd: password });
    expect(page.form.action).toBe('/kmsi');
  });

  test('every step forbids caching', async () => {
    const first = await browser.get(start);
    const second = await browser.submit(first, { loginfmt: bSimon });
    const third = await browser.submit(second, { passwd: password });
    for (const { headers } of [first, second, third])
      expect(headers['cache-control']).toBe('no-store');
  });
});

describe('refusals on the form keep what was typed', () => {
  test('AADSTS50034: unknown user', async () => {
    const page = await browser.submit(await browser.get(start), { loginfmt: 'x@contoso.com' });
    expect(page).toMatchObject({ status: 200, aadsts: 50034 });
    expect(page.form.fields.loginfmt).toBe('x@contoso.com');
    expect(page.body).toContain('Error code: 50034');
    expect(page.body).toContain('id="usernameError"');
  });

  test('AADSTS50126: wrong password, then the right one', async () => {
    const second = await browser.submit(await browser.get(start), { loginfmt: bSimon });
    const page = await browser.submit(second, { passwd: `${password}x` });
    expect(page).toMatchObject({ status: 200, aadsts: 50126 });
    expect(page.form.fields.loginfmt).toBe(bSimon);
    expect(page.form.fields.passwd ?? '').toBe('');
    expect(page.body).toContain('Error code: 50126');
    expect(page.body).toContain('id="passwordError"');
    expect((await browser.submit(page, { passwd: password })).form.action).toBe('/kmsi');
  });

  test('an empty field is asked for again, without a number', async () => {
    const first = await browser.submit(await browser.get(start), { loginfmt: ' ' });
    expect(first.body).toContain('Enter a valid email address.');
    const second = await browser.submit(first, { loginfmt: bSimon });
    const third = await browser.submit(second, { passwd: '' });
    expect(third.body).toContain('Please enter your password.');
    expect(third.aadsts).toBeUndefined();
  });

  test('AADSTS50057: a disabled user, told only with the right password, and with a live session', async () => {
    const live = new Browser(lab.idp.app);
    await live.signIn(await live.get(start));
    await lab.idp.directory.setUserEnabled(lab.userId, false);
    const second = await browser.submit(await browser.get(start), { loginfmt: bSimon });
    expect((await browser.submit(second, { passwd: 'wrong' })).aadsts).toBe(50126);
    expect((await browser.submit(second, { passwd: password })).aadsts).toBe(50057);
    expect((await live.get(start)).aadsts).toBe(50057);
    await lab.idp.directory.setUserEnabled(lab.userId, true);
    expect(signedInAs((await live.get(start)).response)).toBe(bSimon);
  });

  test('a user name is not case-sensitive; markup in it stays text', async () => {
    const evil = '"><script>alert(1)</script>';
    const page = await browser.submit(await browser.get(start), { loginfmt: evil });
    expect(page.body).not.toContain('<script>alert');
    expect(page.form.fields.loginfmt).toBe(evil);
    const second = await browser.submit(page, { loginfmt: 'b.SIMON@CONTOSO.com' });
    expect(second.body).toContain('Enter password');
  });

  test('a user of another tenant does not exist here', async () => {
    const other = '99999999-0000-cccc-1111-dddd2222eeee';
    await lab.idp.directory.createTenant({ id: other, displayName: 'F', domain: 'fabrikam.com' });
    await lab.idp.directory.createUser({
      tenantId: other,
      userPrincipalName: 'a@fabrikam.com',
      displayName: 'A',
      password,
    });
    const page = await browser.submit(await browser.get(start), { loginfmt: 'a@fabrikam.com' });
    expect(page.aadsts).toBe(50034);
  });

  test('the back button of the password page leads to the user name', async () => {
    const second = await browser.submit(await browser.get(start), { loginfmt: bSimon });
    const page = await browser.submit(second, { back: '1' });
    expect(page.body).toContain('value="Next"');
    expect(page.form.fields.loginfmt).toBe(bSimon);
  });
});

describe('forms belong to the browser and to one open sign-in', () => {
  test('AADSTS165000: no cookie, a foreign browser, an altered canary', async () => {
    const first = await browser.get(start);
    const stranger = new Browser(lab.idp.app);
    expect((await stranger.submit(first, { loginfmt: bSimon })).aadsts).toBe(165000);
    await stranger.get(start);
    expect((await stranger.submit(first, { loginfmt: bSimon })).aadsts).toBe(165000);
    expect((await browser.submit(first, { canary: 'x', loginfmt: bSimon })).aadsts).toBe(165000);
    expect((await browser.submit(first, { loginfmt: bSimon })).aadsts).toBeUndefined();
  });

  test('AADSTS50089: an hour later', async () => {
    const first = await browser.get(start);
    lab.advance(HOUR - 1000);
    expect((await browser.submit(first, { loginfmt: bSimon })).aadsts).toBeUndefined();
    lab.advance(2000);
    expect((await browser.submit(first, { loginfmt: bSimon })).aadsts).toBe(50089);
  });

  test('AADSTS50089: "stay signed in" without a password', async () => {
    const first = await browser.get(start);
    const page = await browser.post('/kmsi', { ...first.form.fields, LoginOptions: '1' });
    expect(page.aadsts).toBe(50089);
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  test('a field sent twice: AADSTS9000411', async () => {
    const { form } = await browser.get(start);
    const twice: [string, string][] = [...Object.entries(form.fields), ['loginfmt', 'a']];
    expect((await browser.post(form.action, twice)).aadsts).toBe(9000411);
  });

  test('AADSTS50089: the pages of the steps, without a sign-in of this browser', async () => {
    const first = await browser.get(start);
    const { ctx = '' } = first.form.fields;
    const step = `/${tenantId}/login?${new URLSearchParams({ ctx, login_hint: bSimon })}`;
    expect((await new Browser(lab.idp.app).get(step)).aadsts).toBe(50089);
    for (const url of [`/${tenantId}/login`, '/kmsi', `/kmsi?ctx=${ctx}`])
      expect(await browser.get(url)).toMatchObject({ status: 400, aadsts: 50089 });
    expect((await browser.get(step)).form.fields).toMatchObject({ login: bSimon }); // the control
  });

  test('the pages of the steps, once the sign-in has finished, say who is signed in', async () => {
    const first = await browser.get(start);
    const { ctx = '' } = first.form.fields;
    await browser.signIn(first);
    for (const url of [`/${tenantId}/login?ctx=${ctx}`, `/kmsi?ctx=${ctx}`]) {
      const page = await browser.get(url);
      expect(page).toMatchObject({ status: 200, aadsts: undefined });
      expect(page.body).toContain('You are signed in');
      expect(page.body).toContain(bSimon);
    }
  });
});

describe('two tabs and the back button', () => {
  test('two tabs signing in at once, as two users: each gets its own response', async () => {
    const one = await browser.get(start);
    const other = await browser.get(start);
    const oneMore = await browser.submit(one, { loginfmt: bSimon, passwd: password });
    const otherMore = await browser.submit(other, {
      loginfmt: globalAdministrator,
      passwd: password,
    });
    expect(signedInAs((await browser.submit(oneMore)).response)).toBe(bSimon);
    expect(signedInAs((await browser.submit(otherMore)).response)).toBe(globalAdministrator);
  });

  test('resubmitting a finished step ends in a clear page; the session stays', async () => {
    const first = await browser.get(start);
    const second = await browser.submit(first, { loginfmt: bSimon });
    const third = await browser.submit(second, { passwd: password });
    await browser.submit(third);
    for (const step of [first, second, third]) {
      const page = await browser.submit(step, { loginfmt: bSimon, passwd: password });
      expect(page).toMatchObject({ status: 400, aadsts: 50089 });
      expect(page.response).toBeUndefined();
    }
    expect(signedInAs((await browser.get(start)).response)).toBe(bSimon);
  });

  test('going back and signing in as somebody else voids the question shown to the first', async () => {
    const first = await browser.get(start);
    const asBSimon = await browser.submit(first, { loginfmt: bSimon, passwd: password });
    const asAdmin = await browser.submit(first, {
      loginfmt: globalAdministrator,
      passwd: password,
    });
    lab.advance(1000);
    expect((await browser.submit(asBSimon)).aadsts).toBe(165000);
    expect(signedInAs((await browser.submit(asAdmin)).response)).toBe(globalAdministrator);
  });
});

describe('the session', () => {
  const session = () => ({
    ESTSAUTH: browser.cookies.get('ESTSAUTH'),
    ESTSAUTHPERSISTENT: browser.cookies.get('ESTSAUTHPERSISTENT'),
  });
  const live = async () => (await browser.get(start)).response !== undefined;

  test('No: a cookie that ends with the browser, HttpOnly, Secure, SameSite=None', async () => {
    const page = await browser.signIn(await browser.get(start));
    expect(session().ESTSAUTH).toMatch(/^[\w-]{43}$/);
    expect(session().ESTSAUTHPERSISTENT).toBeUndefined();
    const [cookie] = [page.headers['set-cookie']].flat() as string[];
    expect(cookie).toMatch(/^ESTSAUTH=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=None$/);
  });

  test('Yes: one that stays for 90 days', async () => {
    const page = await browser.signIn(await browser.get(start), { stay: true });
    expect(String(page.headers['set-cookie'])).toMatch(
      /ESTSAUTHPERSISTENT=[^;]+; Max-Age=7776000;/,
    );
    browser.cookies.delete('ESTSAUTH'); // the browser is closed
    expect(await live()).toBe(true);
  });

  test('every sign-in has a new id, and the old one is worth nothing', async () => {
    await browser.signIn(await browser.get(start), { stay: true });
    const before = session();
    const forced = redirectTo(authnRequest({ attributes: { ForceAuthn: 'true' } }));
    await browser.signIn(await browser.get(forced));
    expect(session().ESTSAUTH).not.toBe(before.ESTSAUTH);
    expect(session().ESTSAUTHPERSISTENT).toBeUndefined();
    browser.cookies.set('ESTSAUTH', before.ESTSAUTH ?? '');
    expect(await live()).toBe(false);
  });

  test('slides: 24 hours without use end it, use keeps it', async () => {
    await browser.signIn(await browser.get(start));
    for (let day = 0; day < 3; day++) {
      lab.advance(23 * HOUR);
      expect(await live()).toBe(true);
    }
    lab.advance(24 * HOUR);
    expect(await live()).toBe(false);
  });

  test('a cookie cut short, altered or foreign is no session, and no crash', async () => {
    await browser.signIn(await browser.get(start));
    const id = session().ESTSAUTH ?? '';
    const altered = (id.startsWith('A') ? 'B' : 'A') + id.slice(1);
    for (const value of [id.slice(0, 20), altered, `${id}x`, '%E0%A4%A', '', '" OR 1=1']) {
      browser.cookies.set('ESTSAUTH', value);
      const page = await browser.get(start);
      expect(page.status).toBe(200);
      expect(page.body).toContain('id="i0116"');
    }
    browser.cookies.set('ESTSAUTH', id);
    expect(await live()).toBe(true);
  });

  test('"Don\'t show this again" is remembered', async () => {
    const second = await browser.submit(await browser.get(start), { loginfmt: bSimon });
    const third = await browser.submit(second, { passwd: password });
    await browser.submit(third, { DontShowAgain: 'true' });
    await browser.get('/common/oauth2/logout');
    const again = await browser.submit(await browser.get(start), { loginfmt: bSimon });
    expect((await browser.submit(again, { passwd: password })).response).toContain('<Assertion ');
    expect(session().ESTSAUTHPERSISTENT).toBeDefined();
  });

  test('survives a restart, and so does a sign-in under way', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'idp-'));
    const file = join(folder, 'idp.db');
    const before = await contoso({ file });
    browser = new Browser(before.idp.app);
    await browser.signIn(await browser.get(start));
    const tab = new Browser(before.idp.app);
    const page = await tab.get(start);
    await before.idp.close();

    const options = { file, publicUrl: () => 'http://localhost:4100', clock: before.now };
    const after = await buildIdp(options);
    const later = new Browser(after.app);
    for (const [name, value] of browser.cookies) later.cookies.set(name, value);
    expect(signedInAs((await later.get(start)).response)).toBe(bSimon);
    const other = new Browser(after.app);
    for (const [name, value] of tab.cookies) other.cookies.set(name, value);
    expect(signedInAs((await other.signIn(page)).response)).toBe(bSimon);
    await after.close();
    rmSync(folder, { recursive: true });
  });
});

test('signing out ends the session; the address that asks to be sent on is not followed', async () => {
  await browser.signIn(await browser.get(start), { stay: true });
  const kept = new Map(browser.cookies);
  const page = await browser.get(
    '/common/oauth2/logout?post_logout_redirect_uri=https://evil.example/',
  );
  expect(page.body).toContain('You signed out of your account');
  expect(page.headers.location).toBeUndefined();
  expect([...browser.cookies.keys()]).toEqual(['esctx']);
  for (const [name, value] of kept) browser.cookies.set(name, value);
  expect((await browser.get(start)).response).toBeUndefined();
});
