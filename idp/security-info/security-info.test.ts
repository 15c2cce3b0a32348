import { expect, test } from 'vitest';
import {
  optionsOf,
  passkeyPage,
  registerPasskey,
  sendAnswer,
} from '../sign-in/passwordless/testing/passkey-user.ts';
import { Browser, type Seen } from '../testing/browser.ts';
import { bSimon, password, unassigned } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { SoftwareAuthenticator } from '../testing/software-authenticator.ts';

const lab = contosoForEachTest();
const page = '/mysignins/security-info';
const origin = 'http://localhost';
const methods = () => lab.idp.directory.authenticationMethodsOf(lab.userId);
const addForm = ({ forms }: Seen) => forms.find(({ action }) => action.endsWith('/passkeys'));

/** Signed in with a password, as a user without a second factor. */
async function signedIn(): Promise<Browser> {
  await lab.idp.directory.setSoftwareOath(lab.userId, false);
  const browser = new Browser(lab.idp.app);
  const done = await browser.signIn(await browser.get(page));
  expect(done.headers.location).toBe(page);
  return browser;
}

/** With the passkey, as the page asks a user who has one and used the password. */
async function signInAgain(browser: Browser, passkey: SoftwareAuthenticator): Promise<void> {
  const asks = await browser.get(`${page}?again=1`);
  const fido = await passkeyPage(browser, asks, bSimon);
  const answer = passkey.get(await optionsOf(browser, fido));
  const asksToStay = await sendAnswer(browser, fido, answer);
  const done = await browser.submit(asksToStay, { LoginOptions: '0' });
  expect(done.headers.location).toBe(page);
}

test('a session with a password changes no passkeys of a user who has one', async () => {
  const browser = await signedIn();
  const before = addForm(await browser.get(page))?.fields ?? {};
  const { passkey } = await registerPasskey(browser);
  expect((await browser.get(page)).body).toContain('sign in with one of your methods');
  expect((await browser.get(page)).body).not.toContain('/delete"');
  for (const path of ['passkeys', 'delete'])
    expect((await browser.post(`${page}/${path}`, before)).aadsts).toBe(165000);
  expect((await browser.postJson(`${page}/passkey-options`, before)).json().error.code).toBe(
    165000,
  );
  await signInAgain(browser, passkey);
  expect((await registerPasskey(browser, undefined, 'Second')).answer.headers.location).toBe(page);
  expect(await methods()).toHaveLength(2);
});

test('a session of one factor is asked for the second one first', async () => {
  const asks = await lab.browser.signIn(await lab.browser.get(page));
  expect(asks.headers.location).toBe(page);
  const code = await lab.browser.get(page);
  expect(code.body).toContain('id="idTxtBx_SAOTCC_OTC"');
  const otc = (await lab.idp.directory.secondFactor(lab.userId)).code;
  const done = await lab.browser.submit(code, { otc });
  expect(done.headers.location).toBe(page);
  const { answer } = await registerPasskey(lab.browser);
  expect(answer.headers.location).toBe(page);
});

test('registers a device-bound and a synced passkey, and deletes one', async () => {
  const browser = await signedIn();
  const { passkey } = await registerPasskey(browser, undefined, 'Key ring');
  await signInAgain(browser, passkey);
  lab.advance(1000);
  const synced = new SoftwareAuthenticator(origin, { backupEligible: true });
  await registerPasskey(browser, synced, 'Phone');
  expect(await methods()).toMatchObject([
    { type: 'fido2', displayName: 'Key ring', passkeyType: 'deviceBound' },
    { type: 'fido2', displayName: 'Phone', passkeyType: 'synced' },
  ]);
  const shown = await browser.get(page);
  expect(shown.body).toContain('Phone (synced)');
  const form = shown.forms.find(({ action }) => action.endsWith('/delete'));
  await browser.post(form?.action ?? '', form?.fields ?? {});
  expect(await methods()).toMatchObject([{ displayName: 'Phone' }]);
});

test('a passkey that is registered already, and a name that breaks a rule, are refused', async () => {
  const browser = await signedIn();
  const { passkey } = await registerPasskey(browser);
  await signInAgain(browser, passkey);
  const again = await registerPasskey(browser, passkey);
  expect(again.answer.body).toContain('This passkey is registered already.');
  const nameless = await registerPasskey(browser, new SoftwareAuthenticator(origin), ' ');
  expect(nameless.answer.body).toContain('Enter a name of 1 to 128 characters.');
  expect(await methods()).toHaveLength(1);
});

test.each<[string, (o: { challenge: string }) => object]>([
  ['another origin', () => ({ origin: 'http://localhost:4200' })],
  ['another host', () => ({ rpId: 'example.com' })],
  ['another challenge', () => ({ challenge: 'AAAA' })],
  ['no user verification', () => ({ userVerified: false })],
  ['the answer of a sign-in', () => ({ type: 'webauthn.get' })],
])('an answer for %s registers nothing', async (_, falsified) => {
  const browser = await signedIn();
  const { fields = {} } = addForm(await browser.get(page)) ?? {};
  const options = (await browser.postJson(`${page}/passkey-options`, fields)).json();
  const passkey = new SoftwareAuthenticator(origin);
  const send = (assertion: string) =>
    browser.post(`${page}/passkeys`, { ...fields, displayName: 'Key', assertion });
  const refused = await send(passkey.create(options, falsified(options)));
  expect(refused.body).toContain('id="refusal"');
  expect(refused.body).toContain('value="Key"');
  // The challenge is gone; the right answer to it registers nothing either.
  expect((await send(passkey.create(options))).body).toContain('id="refusal"');
  expect(await methods()).toEqual([]);
  expect((await registerPasskey(browser)).answer.headers.location).toBe(page);
});

test('a form without the token of this session is refused', async () => {
  const browser = await signedIn();
  const { fields = {} } = addForm(await browser.get(page)) ?? {};
  const other = new Browser(lab.idp.app);
  await lab.idp.directory.resetPassword(
    (await lab.idp.directory.findUser('aaaabbbb-0000-cccc-1111-dddd2222eeee', unassigned))?.id ??
      '',
    password,
  );
  await other.signIn(await other.get('/my-apps'), { user: unassigned });
  for (const [who, sent] of [
    [browser, { ...fields, token: 'x' }],
    [other, fields],
    [new Browser(lab.idp.app), fields],
  ] as const) {
    const refused = await who.postJson(`${page}/passkey-options`, sent);
    expect(refused.json().error.code).toBe(165000);
    expect((await who.post(`${page}/passkeys`, sent)).aadsts).toBe(165000);
    expect((await who.post(`${page}/delete`, sent)).aadsts).toBe(165000);
  }
  expect((await browser.postJson(`${page}/passkey-options`, fields)).statusCode).toBe(200);
});

test('deletes no method of another kind, nor of another user', async () => {
  const browser = await signedIn();
  const { id } = await lab.idp.directory.addAuthenticationMethod(lab.userId, {
    type: 'email',
    emailAddress: 'b@example.com',
  });
  const { fields = {} } = addForm(await browser.get(page)) ?? {};
  await browser.post(`${page}/delete`, { ...fields, method: id });
  expect(await methods()).toHaveLength(1);
});
