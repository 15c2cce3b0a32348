import { expect, test } from 'vitest';
import { redirectTo } from '../testing/browser.ts';
import { appId, authnRequest, bSimon, password, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';

const lab = contosoForEachTest();

test.each([
  ['a SAML request', (login_hint: string) => redirectTo(authnRequest(), { login_hint })],
  [
    'a launch',
    (hint: string) => `/api/signin/${appId}?${new URLSearchParams({ tenantId, login_hint: hint })}`,
  ],
])(
  'login_hint with %s: a user is asked for the password, a name that is unknown is filled in',
  async (_what, url) => {
    const unknown = await lab.browser.get(url('nobody@contoso.com'));
    expect(unknown.body).toContain('>Sign in</h1>');
    expect(unknown.form.fields.loginfmt).toBe('nobody@contoso.com');

    const page = await lab.browser.get(url(` ${bSimon} `));
    expect(page.body).toContain('>Enter password</h1>');
    expect(page.form.fields).toMatchObject({ loginfmt: bSimon, login: bSimon });
    const asksToStay = await lab.browser.submit(page, { passwd: password });
    expectSignedIn(await lab.browser.submit(asksToStay));
  },
);

test('ForceAuthn asks for the password of the user who is signed in', async () => {
  await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())));
  const forced = redirectTo(authnRequest({ attributes: { ForceAuthn: 'true' } }));
  const page = await lab.browser.get(forced);
  expect(page.body).toContain('>Enter password</h1>');
  expect(page.form.fields.login).toBe(bSimon);
});

test('account tiles: after signing out of a session that was to stay, not of another', async () => {
  const begin = () => lab.browser.get(redirectTo(authnRequest()));
  await lab.browser.signIn(await begin());
  await lab.browser.get('/common/oauth2/logout');
  expect((await begin()).body).not.toContain('tilesHolder');

  await lab.browser.signIn(await begin(), { stay: true });
  await lab.browser.get('/common/oauth2/logout');
  const picker = await begin();
  expect(picker.body).toContain('>Pick an account</h1>');
  expect(picker.body).toContain(`data-test-id="${bSimon}"`);
  const hinted = await lab.browser.get(redirectTo(authnRequest(), { login_hint: 'x@contoso.com' }));
  expect(hinted.body).not.toContain('tilesHolder');

  const asks = await lab.browser.submit(picker, { login: bSimon });
  expect(asks.form.fields.login).toBe(bSimon);
  expectSignedIn(await lab.browser.signIn(picker));
});

test('account tiles: only names of users are shown, at most five', async () => {
  const show = async (value: string) => {
    lab.browser.cookies.set('accountTiles', encodeURIComponent(value));
    const { body } = await lab.browser.get(redirectTo(authnRequest()));
    return [...body.matchAll(/data-test-id="([^"]*)"/g)].map(([, name]) => name);
  };
  expect(await show(`call@evil.test ${bSimon} <b>`)).toEqual([bSimon]);
  expect(await show('call@evil.test')).toEqual([]);
  expect(await show(Array(9).fill(bSimon).join(' '))).toEqual([bSimon]);
});
