import { beforeEach, describe, expect, test } from 'vitest';
import { everybody } from '../../conditional-access/testing/everybody.ts';
import { textOf } from '../../testing/administration.ts';
import { Browser, redirectTo, type Seen } from '../../testing/browser.ts';
import { authnRequest, bSimon, password, tenantId, unassigned } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../../testing/expect-signed-in.ts';
import { type Config, configOf } from '../testing/config-of.ts';

const start = redirectTo(authnRequest());
const multipleAuthn = 'http://schemas.microsoft.com/claims/multipleauthn';

const lab = administeredContosoForEachTest();
let simon: Browser;
beforeEach(async () => {
  simon = new Browser(lab.idp.app);
  await lab.idp.directory.createPolicy(tenantId, {
    displayName: 'Needs more',
    state: 'enabled',
    conditions: everybody,
    grantControl: 'mfa',
    signInFrequency: undefined,
  });
  await lab.idp.directory.setSoftwareOath(lab.userId, false);
});

const afterPassword = async (browser = simon) =>
  browser.submit(await browser.submit(await browser.get(start), { loginfmt: bSimon }), {
    passwd: password,
  });
const code = async () => (await lab.idp.directory.secondFactor(lab.userId)).code;
const asksForMore = ({ body }: Seen) => body.includes('id="idSubmit_ProofUp_Redirect"');
const asksForCode = ({ body }: Seen) => body.includes('id="idTxtBx_SAOTCC_OTC"');
const showsSecret = ({ body }: Seen) => body.includes('data-automation-id="SecurityInfoRegister"');
const isRegistered = async () =>
  (await lab.idp.directory.findUser(tenantId, bSimon))?.softwareOath === 1;
const register = async (browser = simon) => browser.submit(await afterPassword(browser));

test('a user without a second factor registers one, and it counts as used: AADSTS50072', async () => {
  const more = await afterPassword();
  expect(more.body).toContain('id="ProofUpDescription"');
  expect(configOf(more)).toMatchObject({
    pgid: 'ConvergedProofUpRedirect',
    sPOST_Username: bSimon,
    iRemainingDaysToSkipMfaRegistration: 0,
  });
  expect(textOf(await lab.admin.get('/admin/sign-ins?status=interrupted'))).toContain('50072');

  const page = await simon.submit(more);
  expect(showsSecret(page)).toBe(true);
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.body).toContain((await lab.idp.directory.secondFactor(lab.userId)).secret);
  expect(await isRegistered()).toBe(false);
  const done = await simon.submit(page, { otc: await code() });
  expect(textOf(done)).toContain('Success!');
  const stay = await simon.submit(done);
  const sent = await simon.submit(stay, { LoginOptions: '0' });
  expectSignedIn(sent);
  expect(sent.response).toContain(multipleAuthn);
  const audit = textOf(await lab.admin.get('/admin/audit'));
  expect(audit).toContain('User started security info registration');
  expect(audit).toContain('User registered security info');

  // The next sign-in asks for a code of the same app.
  lab.advance(60_000);
  const next = new Browser(lab.idp.app);
  const asks = await afterPassword(next);
  expect(asksForCode(asks)).toBe(true);
  expect((await next.submit(asks, { otc: await code() })).body).toContain('KmsiDescription');
});

test('a user who has a second factor is asked for it, and for nothing more', async () => {
  await lab.idp.directory.setSoftwareOath(lab.userId, true);
  const asks = await afterPassword();
  expect(asksForCode(asks)).toBe(true);
  const ctx = asks.form.fields.ctx ?? '';
  for (const path of ['/common/SAS/ProofUp', '/register'])
    expect([path, asksForCode(await simon.get(`${path}?ctx=${ctx}`))]).toEqual([path, true]);
  await lab.idp.directory.setSoftwareOath(lab.userId, false); // the control
  expect(showsSecret(await simon.get(`/register?ctx=${ctx}`))).toBe(true);
});

test('a session without a second factor registers one when an application requires it', async () => {
  const asksPassword = await simon.submit(await simon.get('/my-apps'), { loginfmt: bSimon });
  const stay = await simon.submit(asksPassword, { passwd: password });
  await simon.submit(stay, { LoginOptions: '0' });
  const more = await simon.get(start);
  expect(asksForMore(more)).toBe(true);
  const done = await simon.submit(await simon.submit(more), { otc: await code() });
  const sent = await simon.submit(done);
  expectSignedIn(sent);
  expect(sent.response).toContain(multipleAuthn);
});

test('a wrong code is refused on the page, counts for smart lockout, and registers nothing', async () => {
  const page = await register();
  const right = await code();
  const wrong = (n: number) => String((Number(right) + 1 + n) % 1_000_000).padStart(6, '0');
  const empty = await simon.submit(page, { otc: '' });
  expect(textOf(empty)).toContain('Please type in the code');
  for (let n = 0; n < 10; n++)
    expect((await simon.submit(page, { otc: wrong(n) })).aadsts).toBe(500121);
  expect((await simon.submit(page, { otc: right })).aadsts).toBe(50053);
  expect(await isRegistered()).toBe(false);
  lab.advance(60_000);
  expect(textOf(await simon.submit(page, { otc: await code() }))).toContain('Success!');
});

describe('cancelling loses nothing', () => {
  test('back to "More information required", and the same secret again', async () => {
    const page = await register();
    const secretOf = ({ body }: Seen) => /secret=([A-Z2-7]{32})/.exec(body)?.[1];
    const back = /href="(\/common\/SAS\/ProofUp\?ctx=[^"]+)"/.exec(page.body)?.[1] ?? '';
    const more = await simon.get(back);
    expect(asksForMore(more)).toBe(true);
    const again = await simon.submit(more);
    expect(secretOf(again)).toBe(secretOf(page));
    expect(await isRegistered()).toBe(false);
    const done = await simon.submit(again, { otc: await code() });
    expectSignedIn(await simon.submit(await simon.submit(done), { LoginOptions: '0' }));
  });

  test('another account goes on with the same sign-in', async () => {
    const more = await afterPassword();
    const other = /id="cancelLink" href="([^"]+)"/.exec(more.body)?.[1] ?? '';
    const asks = await simon.get(other);
    expect(asks.body).toContain('id="i0116"');
    const lee = await simon.submit(asks, { loginfmt: unassigned, passwd: password });
    expect(asksForCode(lee)).toBe(true);
    expect((await simon.submit(more)).aadsts).toBe(165000);
  });
});

test('a secret that was shown but not confirmed is worthless once an app is given', async () => {
  await register();
  const { secret } = await lab.idp.directory.secondFactor(lab.userId);
  await lab.idp.directory.setSoftwareOath(lab.userId, true);
  expect((await lab.idp.directory.secondFactor(lab.userId)).secret).not.toBe(secret);
});

test('a password that must be changed is changed before a second factor is registered', async () => {
  await lab.idp.directory.forcePasswordChange(lab.userId, true);
  const change = await afterPassword();
  expect(change.body).toContain('id="currentPassword"');
  const register = await simon.get(`/register?ctx=${change.form.fields.ctx}`);
  expect(register.body).toContain('id="currentPassword"');
  const chosen = { newpasswd: 'Battery-Staple-2', confirmnewpasswd: 'Battery-Staple-2' };
  expect(asksForMore(await simon.submit(change, { currentpasswd: password, ...chosen }))).toBe(
    true,
  );
});

test('forms without their token, of another browser, or of a later step', async () => {
  const more = await afterPassword();
  expect((await simon.submit(more, { flowToken: 'x' })).aadsts).toBe(165000);
  const page = await simon.submit(more);
  const otc = await code();
  expect((await simon.submit(page, { otc, canary: 'x' })).aadsts).toBe(165000);
  const { flowToken = '' } = more.form.fields;
  expect((await simon.submit(page, { otc, flowToken })).aadsts).toBe(165000);
  const stranger = new Browser(lab.idp.app);
  await stranger.get(start);
  expect((await stranger.submit(page, { otc })).aadsts).toBe(165000);
  expect((await simon.post('/register/done', page.form.fields)).aadsts).toBe(165000);
  const { ctx } = page.form.fields;
  expect((await simon.get(`/register/done?ctx=${ctx}`)).aadsts).toBe(50089);
  const kmsi = await simon.submit(await simon.get(`/kmsi?ctx=${ctx}`), { LoginOptions: '0' });
  expect(asksForMore(kmsi)).toBe(true);
  expect(await isRegistered()).toBe(false);
  expect(textOf(await simon.submit(page, { otc }))).toContain('Success!');
});

describe('a second factor of a user who has none: AADSTS50072', () => {
  const begin = async ({ sCtx, sFT }: Config, AuthMethodId: string, address: string) => {
    const request = { AuthMethodId, Ctx: sCtx, FlowToken: sFT, AdditionalAuthData: await code() };
    return (await simon.postJson(address, request)).json();
  };

  test('posted to ProcessAuth, it leads to the registration', async () => {
    await lab.idp.directory.setSoftwareOath(lab.userId, true);
    const asks = await afterPassword();
    const otc = await code();
    await lab.idp.directory.setSoftwareOath(lab.userId, false);
    expect(asksForMore(await simon.submit(asks, { otc }))).toBe(true);
    expect(await isRegistered()).toBe(false);
    const log = textOf(await lab.admin.get('/admin/sign-ins?status=interrupted'));
    expect(log).toContain('50072');
    await lab.idp.directory.setSoftwareOath(lab.userId, true);
    const right = await simon.submit(asks, { otc: await code() });
    expect(right.body).toContain('KmsiDescription');
  });

  test('BeginAuth and EndAuth say so', async () => {
    await lab.idp.directory.setSoftwareOath(lab.userId, true);
    const config = configOf(await afterPassword());
    const none = await begin(config, 'OneWaySMS', config.urlBeginAuth);
    expect(none).toMatchObject({ Success: false, ErrCode: 500121 }); // the control: has another one
    await lab.idp.directory.setSoftwareOath(lab.userId, false);
    for (const address of ['/common/SAS/BeginAuth', '/common/SAS/EndAuth'])
      expect(await begin(config, 'PhoneAppOTP', address)).toMatchObject({
        Success: false,
        ErrCode: 50072,
      });
  });
});

describe('a user whose only strong method is a passkey', () => {
  const passkey = { type: 'fido2', displayName: 'Key', passkeyType: 'deviceBound' } as const;

  test('signs in with it instead of registering another one after the password: AADSTS50074', async () => {
    expect(asksForMore(await afterPassword(new Browser(lab.idp.app)))).toBe(true); // control
    await lab.idp.directory.addAuthenticationMethod(lab.userId, passkey);
    const refused = await afterPassword();
    expect(refused.aadsts).toBe(50074);
    expect(refused.body).toContain('Sign in with another method');
  });

  test('cannot register with the password alone, even from a page that is open already', async () => {
    const more = await afterPassword();
    await lab.idp.directory.addAuthenticationMethod(lab.userId, passkey);
    const refused = await simon.submit(more);
    expect(refused.aadsts).toBe(50074);
    expect(await isRegistered()).toBe(false);
  });

  test('a Temporary Access Pass does not keep the user from registering', async () => {
    const pass = {
      type: 'temporaryAccessPass',
      lifetimeInMinutes: 60,
      isUsableOnce: true,
    } as const;
    const more = await afterPassword();
    await lab.idp.directory.addAuthenticationMethod(lab.userId, pass);
    expect(showsSecret(await simon.submit(more))).toBe(true);
  });
});
