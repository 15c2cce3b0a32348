import { describe, expect, test } from 'vitest';
import { Browser, redirectTo, type Seen } from '../../testing/browser.ts';
import { authnRequest, bSimon, password, unassigned } from '../../testing/contoso.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../../testing/expect-signed-in.ts';
import { type Falsified, SoftwareAuthenticator } from '../../testing/software-authenticator.ts';
import {
  formOf,
  optionsOf,
  origin,
  passkeyPage,
  registerPasskey,
  sendAnswer,
} from './testing/passkey-user.ts';

const lab = contosoForEachTest();
const start = redirectTo(authnRequest());

/** A browser in which the user has registered a passkey, and which is signed out. */
async function withPasskey(
  user = bSimon,
  passkey = new SoftwareAuthenticator(origin),
): Promise<SoftwareAuthenticator> {
  await lab.idp.directory.setSoftwareOath((await idOf(user)) ?? '', false);
  const browser = new Browser(lab.idp.app);
  await browser.signIn(await browser.get('/mysignins/security-info'), { user });
  const { answer } = await registerPasskey(browser, passkey);
  expect(answer.headers.location).toBe('/mysignins/security-info');
  return passkey;
}

const idOf = async (user: string) =>
  (await lab.idp.directory.findUser('aaaabbbb-0000-cccc-1111-dddd2222eeee', user))?.id;

async function answerWith(passkey: SoftwareAuthenticator, user?: string, falsified?: Falsified) {
  const page = await passkeyPage(lab.browser, await lab.browser.get(start), user);
  const options = await optionsOf(lab.browser, page);
  return sendAnswer(lab.browser, page, passkey.get(options, falsified));
}

/** After the proof: "Stay signed in?", and the response. */
async function expectDone(page: Seen): Promise<string> {
  expect(page.body).toContain('KmsiDescription');
  const sent = await lab.browser.submit(page, { LoginOptions: '0' });
  expectSignedIn(sent);
  return sent.response ?? '';
}

test('a passkey signs in, with its user name or without, and the session is multifactor', async () => {
  const passkey = await withPasskey();
  const page = await passkeyPage(lab.browser, await lab.browser.get(start), bSimon);
  const options = await optionsOf(lab.browser, page);
  expect(options).toMatchObject({
    rpId: 'localhost',
    userVerification: 'required',
    allowCredentials: [{ id: passkey.id.toString('base64url') }],
  });
  const response = await expectDone(await sendAnswer(lab.browser, page, passkey.get(options)));
  expect(response).toContain('ac:classes:SmartcardPKI<');
  expect(response).toContain('authenticationmethod/fido<');
  expect(response).toContain('multipleauthn<');

  await lab.browser.get('/common/oauth2/logout');
  const nameless = await answerWith(passkey);
  expect(await expectDone(nameless)).toContain(bSimon);
});

test('a passkey that is eligible for backup is a synced one', async () => {
  const passkey = await withPasskey(
    bSimon,
    new SoftwareAuthenticator(origin, { backupEligible: true }),
  );
  const response = await expectDone(await answerWith(passkey, bSimon));
  expect(response).toContain('ac:classes:SoftwarePKI<');
});

describe('an answer that proves nothing is refused, and the page can try again', () => {
  test.each<[string, Falsified]>([
    ['another origin', { origin: 'http://localhost:4200' }],
    ['another scheme', { origin: 'https://localhost' }],
    ['another host', { rpId: 'localhost.example' }],
    ['another challenge', { challenge: 'AAAA' }],
    ['no user verification', { userVerified: false }],
    ['a counter that does not grow', { counter: 0 }],
    ['the flag for backup eligibility set later', { backupEligible: true }],
    ['the answer of a registration', { type: 'webauthn.create' }],
  ])('%s', async (_, falsified) => {
    const passkey = await withPasskey();
    await expectDone(await answerWith(passkey, bSimon));
    await lab.browser.get('/common/oauth2/logout');
    const refused = await answerWith(passkey, bSimon, falsified);
    expect(refused.aadsts).toBe(130005);
    expect(refused.body).toContain('data-ceremony="get"');
    const options = await optionsOf(lab.browser, refused);
    await expectDone(
      await sendAnswer(lab.browser, refused, passkey.get(options, { counter: 100 })),
    );
  });

  test.each([
    ['no JSON', '{'],
    ['no object', 'null'],
    ['no response', '{"id":"x"}'],
    ['members of other types', '{"id":[],"response":{"clientDataJSON":1}}'],
    ['a long text', JSON.stringify({ id: 'x', response: { a: 'x'.repeat(40_000) } })],
    ['nothing', ''],
  ])('%s', async (_, assertion) => {
    const passkey = await withPasskey();
    const page = await passkeyPage(lab.browser, await lab.browser.get(start), bSimon);
    await optionsOf(lab.browser, page);
    const refused = await sendAnswer(lab.browser, page, assertion);
    expect(refused.status).toBe(200);
    expect(refused.aadsts).toBe(130005);
    const options = await optionsOf(lab.browser, refused);
    await expectDone(await sendAnswer(lab.browser, refused, passkey.get(options)));
  });
});

describe('a challenge', () => {
  test('is answered once: the same answer again, in this sign-in or another, is refused', async () => {
    const passkey = await withPasskey();
    const page = await passkeyPage(lab.browser, await lab.browser.get(start), bSimon);
    const answer = passkey.get(await optionsOf(lab.browser, page));
    await sendAnswer(lab.browser, page, answer);
    expect((await sendAnswer(lab.browser, page, answer)).aadsts).toBe(130005);
    const other = await passkeyPage(lab.browser, await lab.browser.get(start), bSimon);
    await optionsOf(lab.browser, other);
    expect((await sendAnswer(lab.browser, other, answer)).aadsts).toBe(130005);
  });

  test('is gone after a refused answer', async () => {
    const passkey = await withPasskey();
    const page = await passkeyPage(lab.browser, await lab.browser.get(start), bSimon);
    const options = await optionsOf(lab.browser, page);
    await sendAnswer(lab.browser, page, 'x');
    expect((await sendAnswer(lab.browser, page, passkey.get(options))).aadsts).toBe(130005);
  });

  test('of one tab is not answered in the other', async () => {
    const passkey = await withPasskey();
    const pages = [
      await passkeyPage(lab.browser, await lab.browser.get(start), bSimon),
      await passkeyPage(lab.browser, await lab.browser.get(start), bSimon),
    ] as const;
    const options = await optionsOf(lab.browser, pages[0]);
    await optionsOf(lab.browser, pages[1]);
    expect((await sendAnswer(lab.browser, pages[1], passkey.get(options))).aadsts).toBe(130005);
    await expectDone(await sendAnswer(lab.browser, pages[0], passkey.get(options)));
  });

  test('expires', async () => {
    const passkey = await withPasskey();
    const page = await passkeyPage(lab.browser, await lab.browser.get(start), bSimon);
    const options = await optionsOf(lab.browser, page);
    lab.advance(10 * 60_000);
    expect((await sendAnswer(lab.browser, page, passkey.get(options))).aadsts).toBe(130005);
  });

  test('is given only to the browser and the user of the page', async () => {
    await withPasskey();
    const page = await passkeyPage(lab.browser, await lab.browser.get(start), bSimon);
    const { fields } = formOf(page);
    const ask = (changed: object, browser = lab.browser) =>
      browser.postJson('/common/fido/options', { ...fields, ...changed });
    expect((await ask({ login: unassigned })).json().error.code).toBe(165000);
    expect((await ask({ flowToken: 'x' })).json().error.code).toBe(165000);
    expect((await ask({}, new Browser(lab.idp.app))).json().error.code).toBe(165000);
    expect((await ask({})).statusCode).toBe(200);
  });
});

test('the credential of another user is refused, for each user who asks for the challenge', async () => {
  const mine = await withPasskey(unassigned);
  const simons = await withPasskey(bSimon);
  const page = await passkeyPage(lab.browser, await lab.browser.get(start), bSimon);
  const byAnother = mine.get(await optionsOf(lab.browser, page));
  expect((await sendAnswer(lab.browser, page, byAnother)).aadsts).toBe(135010);
  // Another user's credential, with B.Simon's user handle: it is not among B.Simon's.
  const handle = Buffer.from((await idOf(bSimon)) ?? '').toString('base64url');
  const disguised = mine.get(await optionsOf(lab.browser, page), { userHandle: handle });
  expect((await sendAnswer(lab.browser, page, disguised)).aadsts).toBe(135010);
  // The page is for B.Simon when it begins, and for another user at its end.
  const { action, fields } = formOf(page);
  const swapped = mine.get(await optionsOf(lab.browser, page));
  const sent = { ...fields, login: unassigned, assertion: swapped };
  expect((await lab.browser.post(action, sent)).aadsts).toBe(165000);
  await expectDone(
    await sendAnswer(lab.browser, page, simons.get(await optionsOf(lab.browser, page))),
  );
});

test('without a user name, an authenticator that does not name its user is refused', async () => {
  const passkey = await withPasskey();
  expect((await answerWith(passkey, undefined, { userHandle: null })).aadsts).toBe(135010);
  await expectDone(await answerWith(passkey, bSimon, { userHandle: null }));
});

test('a passkey that was deleted is unknown; a blocked account is told to its owner', async () => {
  const passkey = await withPasskey();
  await lab.idp.directory.updateUser(lab.userId, { accountEnabled: false });
  expect((await answerWith(passkey, bSimon)).aadsts).toBe(50057);
  await lab.idp.directory.updateUser(lab.userId, { accountEnabled: true });
  const [method] = await lab.idp.directory.authenticationMethodsOf(lab.userId);
  await lab.idp.directory.deleteAuthenticationMethod(lab.userId, method?.id ?? '');
  expect((await answerWith(passkey, bSimon)).aadsts).toBe(135010);
});

test('a user of another tenant does not sign in here', async () => {
  const fabrikam = 'bbbbcccc-1111-dddd-2222-eeee3333ffff';
  const { directory } = lab.idp;
  await directory.createTenant({ id: fabrikam, displayName: 'Fabrikam', domain: 'fabrikam.com' });
  const user = 'a.datum@fabrikam.com';
  const { id } = await directory.createUser({
    tenantId: fabrikam,
    userPrincipalName: user,
    displayName: 'A. Datum',
    password,
  });
  await directory.setSoftwareOath(id, false);
  const browser = new Browser(lab.idp.app);
  await browser.signIn(await browser.get('/mysignins/security-info'), { user });
  const { passkey } = await registerPasskey(browser);
  expect((await answerWith(passkey)).aadsts).toBe(135010);
  const home = await passkeyPage(lab.browser, await lab.browser.get('/my-apps'));
  const answer = passkey.get(await optionsOf(lab.browser, home));
  expect((await sendAnswer(lab.browser, home, answer)).body).toContain('KmsiDescription');
});

test('a form of another step is no form of a passkey', async () => {
  await withPasskey();
  const first = await lab.browser.get(start);
  const { ctx = '', canary = '', flowToken = '' } = first.form.fields;
  const sent = { ctx, canary, flowToken, login: bSimon, assertion: '{}' };
  expect((await lab.browser.post('/common/fido/get', sent)).aadsts).toBe(165000);
  expect((await lab.browser.post('/common/fido/get', { ...sent, canary: 'x' })).aadsts).toBe(
    165000,
  );
});

test('at an IP address the page says where passkeys work', async () => {
  const host = { host: '127.0.0.1:4100' };
  const first = await lab.browser.get(start, host);
  const ctx = first.form.fields.ctx ?? '';
  const page = await lab.browser.get(`/common/fido/get?${new URLSearchParams({ ctx })}`, host);
  expect(page.body).toContain('http://localhost:4100');
  expect(page.body).not.toContain('data-ceremony=');
});
