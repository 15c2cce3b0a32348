import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildIdp } from '../app.ts';
import { Browser, redirectTo } from '../testing/browser.ts';
import { authnRequest, bSimon, contoso, password } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();
const start = redirectTo(authnRequest());
const signedInAs = (xml = '') => /<NameID [^>]+>([^<]+)</.exec(xml)?.[1];
const HOUR = 3_600_000;

describe('the session', () => {
  const session = () => ({
    ESTSAUTH: lab.browser.cookies.get('ESTSAUTH'),
    ESTSAUTHPERSISTENT: lab.browser.cookies.get('ESTSAUTHPERSISTENT'),
  });
  const live = async () =>
    (await lab.browser.get(start)).response?.includes('<Assertion ') ?? false;

  test('"Stay signed in?" No: a session cookie, HttpOnly, Secure, SameSite=None', async () => {
    const page = await lab.browser.signIn(await lab.browser.get(start));
    expect(session().ESTSAUTH).toMatch(/^[\w-]{43}$/);
    expect(session().ESTSAUTHPERSISTENT).toBeUndefined();
    const [cookie] = [page.headers['set-cookie']].flat() as string[];
    expect(cookie).toMatch(/^ESTSAUTH=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=None$/);
  });

  test('"Stay signed in?" Yes: a cookie that lasts 90 days', async () => {
    const page = await lab.browser.signIn(await lab.browser.get(start), { stay: true });
    expect(String(page.headers['set-cookie'])).toMatch(
      /ESTSAUTHPERSISTENT=[^;]+; Max-Age=7776000;/,
    );
    lab.browser.cookies.delete('ESTSAUTH'); // the browser is closed
    expect(await live()).toBe(true);
  });

  test('every sign-in gets a new id and invalidates the old one', async () => {
    await lab.browser.signIn(await lab.browser.get(start), { stay: true });
    const before = session();
    const forced = redirectTo(authnRequest({ attributes: { ForceAuthn: 'true' } }));
    await lab.browser.signIn(await lab.browser.get(forced));
    expect(session().ESTSAUTH).not.toBe(before.ESTSAUTH);
    expect(session().ESTSAUTHPERSISTENT).toBeUndefined();
    lab.browser.cookies.set('ESTSAUTH', before.ESTSAUTH ?? '');
    expect(await live()).toBe(false);
  });

  test('lasts while it is used; 24 hours without use end it', async () => {
    await lab.browser.signIn(await lab.browser.get(start));
    for (let day = 0; day < 3; day++) {
      lab.advance(23 * HOUR);
      expect(await live()).toBe(true);
    }
    lab.advance(24 * HOUR);
    expect(await live()).toBe(false);
  });

  test('a truncated, altered or foreign cookie is ignored', async () => {
    await lab.browser.signIn(await lab.browser.get(start));
    const id = session().ESTSAUTH ?? '';
    const altered = (id.startsWith('A') ? 'B' : 'A') + id.slice(1);
    for (const value of [id.slice(0, 20), altered, `${id}x`, '%E0%A4%A', '', '" OR 1=1']) {
      lab.browser.cookies.set('ESTSAUTH', value);
      const page = await lab.browser.get(start);
      expect(page.status).toBe(200);
      expect(page.body).toContain('id="i0116"');
    }
    lab.browser.cookies.set('ESTSAUTH', id);
    expect(await live()).toBe(true);
  });

  test('the answer with "Don\'t show this again" is remembered', async () => {
    const second = await lab.browser.submit(await lab.browser.get(start), { loginfmt: bSimon });
    const third = await lab.browser.submit(second, { passwd: password });
    await lab.browser.submit(third, { DontShowAgain: 'true' });
    await lab.browser.get('/common/oauth2/logout');
    const again = await lab.browser.submit(await lab.browser.get(start), { loginfmt: bSimon });
    expect((await lab.browser.submit(again, { passwd: password })).response).toContain(
      '<Assertion ',
    );
    expect(session().ESTSAUTHPERSISTENT).toBeDefined();
  });

  test('survives a restart, and so does a pending sign-in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'idp-'));
    const file = join(folder, 'idp.db');
    const before = await contoso({ file });
    const signedIn = new Browser(before.idp.app);
    await signedIn.signIn(await signedIn.get(start));
    const tab = new Browser(before.idp.app);
    const page = await tab.get(start);
    await before.idp.close();

    const options = { file, publicUrl: () => 'http://localhost:4100', clock: before.now };
    const after = await buildIdp(options);
    const later = new Browser(after.app);
    for (const [name, value] of signedIn.cookies) later.cookies.set(name, value);
    expect(signedInAs((await later.get(start)).response)).toBe(bSimon);
    const other = new Browser(after.app);
    for (const [name, value] of tab.cookies) other.cookies.set(name, value);
    expect(signedInAs((await other.signIn(page)).response)).toBe(bSimon);
    await after.close();
    rmSync(folder, { recursive: true });
  });
});

test('signing out ends the session and ignores post_logout_redirect_uri', async () => {
  await lab.browser.signIn(await lab.browser.get(start), { stay: true });
  expect((await lab.browser.get(start)).response).toContain(bSimon);
  const kept = new Map(lab.browser.cookies);
  const page = await lab.browser.get(
    '/common/oauth2/logout?post_logout_redirect_uri=https://evil.example/',
  );
  expect(page.body).toContain('You signed out of your account');
  expect(page.headers.location).toBeUndefined();
  expect([...lab.browser.cookies.keys()]).toEqual(['esctx', 'accountTiles']);
  for (const [name, value] of kept) lab.browser.cookies.set(name, value);
  expect((await lab.browser.get(start)).response).toBeUndefined();
});
