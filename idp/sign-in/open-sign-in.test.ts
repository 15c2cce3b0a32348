import { describe, expect, test } from 'vitest';
import { Browser, redirectTo } from '../testing/browser.ts';
import {
  authnRequest,
  bSimon,
  globalAdministrator,
  password,
  tenantId,
} from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();
const start = redirectTo(authnRequest());
const signedInAs = (xml = '') => /<NameID [^>]+>([^<]+)</.exec(xml)?.[1];
const HOUR = 3_600_000;

describe('a form is valid for one browser and one pending sign-in', () => {
  test('AADSTS165000: no cookie, another browser, an altered canary', async () => {
    const first = await lab.browser.get(start);
    const stranger = new Browser(lab.idp.app);
    expect((await stranger.submit(first, { loginfmt: bSimon })).aadsts).toBe(165000);
    await stranger.get(start);
    expect((await stranger.submit(first, { loginfmt: bSimon })).aadsts).toBe(165000);
    expect((await lab.browser.submit(first, { canary: 'x', loginfmt: bSimon })).aadsts).toBe(
      165000,
    );
    expect((await lab.browser.submit(first, { loginfmt: bSimon })).aadsts).toBeUndefined();
  });

  test('AADSTS50089: the form is an hour old', async () => {
    const first = await lab.browser.get(start);
    lab.advance(HOUR - 1000);
    expect((await lab.browser.submit(first, { loginfmt: bSimon })).aadsts).toBeUndefined();
    lab.advance(2000);
    expect((await lab.browser.submit(first, { loginfmt: bSimon })).aadsts).toBe(50089);
  });

  test('AADSTS50089: "stay signed in" without a password', async () => {
    const first = await lab.browser.get(start);
    const page = await lab.browser.post('/kmsi', { ...first.form.fields, LoginOptions: '1' });
    expect(page.aadsts).toBe(50089);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect((await lab.browser.signIn(first)).response).toContain(bSimon);
  });

  test('AADSTS9000411: a field sent twice', async () => {
    const { form } = await lab.browser.get(start);
    const twice: [string, string][] = [...Object.entries(form.fields), ['loginfmt', 'a']];
    expect((await lab.browser.post(form.action, twice)).aadsts).toBe(9000411);
    const once = twice.slice(0, -1);
    expect((await lab.browser.post(form.action, once)).aadsts).toBeUndefined();
  });

  test('AADSTS50089: the page of a step without a pending sign-in of this browser', async () => {
    const first = await lab.browser.get(start);
    const { ctx = '' } = first.form.fields;
    const step = `/${tenantId}/login?${new URLSearchParams({ ctx, login_hint: bSimon })}`;
    expect((await new Browser(lab.idp.app).get(step)).aadsts).toBe(50089);
    for (const url of [`/${tenantId}/login`, '/kmsi', `/kmsi?ctx=${ctx}`])
      expect(await lab.browser.get(url)).toMatchObject({ status: 400, aadsts: 50089 });
    expect((await lab.browser.get(step)).form.fields).toMatchObject({ login: bSimon }); // the control
  });

  test('after the sign-in, the pages of its steps say who is signed in', async () => {
    const first = await lab.browser.get(start);
    const { ctx = '' } = first.form.fields;
    await lab.browser.signIn(first);
    for (const url of [`/${tenantId}/login?ctx=${ctx}`, `/kmsi?ctx=${ctx}`]) {
      const page = await lab.browser.get(url);
      expect(page).toMatchObject({ status: 200, aadsts: undefined });
      expect(page.body).toContain('You are signed in');
      expect(page.body).toContain(bSimon);
    }
  });
});

describe('two tabs and the back button', () => {
  test('two tabs sign in as two users at the same time; each gets its own response', async () => {
    const one = await lab.browser.get(start);
    const other = await lab.browser.get(start);
    const oneMore = await lab.browser.submit(one, { loginfmt: bSimon, passwd: password });
    const otherMore = await lab.browser.submit(other, {
      loginfmt: globalAdministrator,
      passwd: password,
    });
    expect(signedInAs((await lab.browser.submit(oneMore)).response)).toBe(bSimon);
    expect(signedInAs((await lab.browser.submit(otherMore)).response)).toBe(globalAdministrator);
  });

  test('resubmitting a finished step shows AADSTS50089 and keeps the session', async () => {
    const first = await lab.browser.get(start);
    const second = await lab.browser.submit(first, { loginfmt: bSimon });
    const third = await lab.browser.submit(second, { passwd: password });
    await lab.browser.submit(third);
    for (const step of [first, second, third]) {
      const page = await lab.browser.submit(step, { loginfmt: bSimon, passwd: password });
      expect(page).toMatchObject({ status: 400, aadsts: 50089 });
      expect(page.response).toBeUndefined();
    }
    expect(signedInAs((await lab.browser.get(start)).response)).toBe(bSimon);
  });

  test('going back and signing in as another user invalidates the page shown to the first', async () => {
    const first = await lab.browser.get(start);
    const asBSimon = await lab.browser.submit(first, { loginfmt: bSimon, passwd: password });
    const asAdmin = await lab.browser.submit(first, {
      loginfmt: globalAdministrator,
      passwd: password,
    });
    lab.advance(1000);
    expect((await lab.browser.submit(asBSimon)).aadsts).toBe(165000);
    expect(signedInAs((await lab.browser.submit(asAdmin)).response)).toBe(globalAdministrator);
  });
});
