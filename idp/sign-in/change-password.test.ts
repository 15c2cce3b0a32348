import { beforeEach, describe, expect, test } from 'vitest';
import { everybody } from '../conditional-access/testing/everybody.ts';
import { textOf } from '../testing/administration.ts';
import { Browser, redirectTo, type Seen } from '../testing/browser.ts';
import { authnRequest, bSimon, password, tenantId, unassigned } from '../testing/contoso.ts';
import { administeredContosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';
import { configOf } from './testing/config-of.ts';

const start = redirectTo(authnRequest());
const chosen = 'Battery-Staple-2';
const typed = { currentpasswd: password, newpasswd: chosen, confirmnewpasswd: chosen };

const lab = administeredContosoForEachTest();
let simon: Browser;
beforeEach(() => {
  simon = new Browser(lab.idp.app);
});

const force = () => lab.idp.directory.forcePasswordChange(lab.userId, true);
const afterPassword = async (browser = simon, passwd = password, loginfmt = bSimon) =>
  browser.submit(await browser.submit(await browser.get(start), { loginfmt }), { passwd });
const asksToChange = ({ body }: Seen) => body.includes('id="currentPassword"');
const asksToStay = ({ body }: Seen) => body.includes('id="KmsiDescription"');

test('a user who must change the password is asked after the old one: AADSTS50055, then signs in', async () => {
  expect(asksToStay(await afterPassword())).toBe(true); // the control: nobody required it
  await force();
  const asks = await afterPassword();
  expect(asks.body).toContain('id="ChangePasswordDescription"');
  expect(configOf(asks)).toMatchObject({ pgid: 'ConvergedChangePassword', sPOST_Username: bSimon });
  expect(Object.keys(asks.form.fields)).toEqual(
    expect.arrayContaining(['ctx', 'flowToken', 'canary', ...Object.keys(typed)]),
  );
  const interrupted = textOf(await lab.admin.get('/admin/sign-ins?status=interrupted'));
  expect(interrupted).toContain('50055');

  const stay = await simon.submit(asks, typed);
  expect(asksToStay(stay)).toBe(true);
  expectSignedIn(await simon.submit(stay, { LoginOptions: '0' }));
  const next = new Browser(lab.idp.app);
  expect((await afterPassword(next)).aadsts).toBe(50126);
  expect(asksToStay(await afterPassword(next, chosen))).toBe(true);
  expect(textOf(await lab.admin.get('/admin/audit'))).toContain('Change user password');
});

test('the other sessions and sign-ins of the user end, this one goes on; other users stay', async () => {
  const elsewhere = new Browser(lab.idp.app);
  expectSignedIn(await elsewhere.signIn(await elsewhere.get(start)));
  const lee = new Browser(lab.idp.app);
  await lee.signIn(await lee.get('/my-apps'), { user: unassigned });
  const halfway = new Browser(lab.idp.app);
  const waits = await afterPassword(halfway);
  await force();
  const asks = await afterPassword();
  expectSignedIn(await elsewhere.get(start));
  const stay = await simon.submit(asks, typed);
  expect((await elsewhere.get(start)).response).toBeUndefined();
  expect((await halfway.submit(waits, { LoginOptions: '0' })).aadsts).toBe(50089);
  expect((await lee.get('/my-apps')).body).not.toContain('i0116');
  expectSignedIn(await simon.submit(stay, { LoginOptions: '0' }));
});

describe('refuses on the page, and then accepts', () => {
  let asks: Seen;
  beforeEach(async () => {
    await force();
    asks = await afterPassword();
  });

  test.each([
    ['a wrong current password', { currentpasswd: 'wrong' }, 'Your account or password', 50126],
    ['no current password', { currentpasswd: '' }, 'Please enter your current password', undefined],
    ['no new password', { newpasswd: '' }, 'Please enter a new password', undefined],
    ['no confirmation', { confirmnewpasswd: '' }, 'Please confirm your new password', undefined],
    ['another confirmation', { confirmnewpasswd: 'Other-Pass-3' }, 'are not the same', undefined],
    [
      'a new password that breaks a rule',
      { newpasswd: 'short', confirmnewpasswd: 'short' },
      '8 to 256 characters; this one has 5',
      undefined,
    ],
    [
      'the current password as the new one',
      { newpasswd: password, confirmnewpasswd: password },
      'This is the current password',
      undefined,
    ],
  ])('%s', async (_, wrong, says, code) => {
    const refused = await simon.submit(asks, { ...typed, ...wrong });
    expect(asksToChange(refused)).toBe(true);
    expect(textOf(refused)).toContain(says);
    expect(refused.aadsts).toBe(code);
    expect(asksToStay(await simon.submit(refused, typed))).toBe(true);
  });

  test('wrong current passwords lock the account as at the sign-in: AADSTS50053', async () => {
    for (let n = 0; n < 10; n++)
      expect((await simon.submit(asks, { ...typed, currentpasswd: `no ${n}` })).aadsts).toBe(50126);
    expect((await simon.submit(asks, typed)).aadsts).toBe(50053);
    lab.advance(60_000);
    expect(asksToStay(await simon.submit(asks, typed))).toBe(true);
  });

  test('a form without its token, of another browser, or of a user who signed in before', async () => {
    expect((await simon.submit(asks, { ...typed, flowToken: 'x' })).aadsts).toBe(165000);
    expect((await simon.submit(asks, { ...typed, canary: 'x' })).aadsts).toBe(165000);
    const stranger = new Browser(lab.idp.app);
    await stranger.get(start);
    expect((await stranger.submit(asks, typed)).aadsts).toBe(165000);
    const again = await simon.get(`/${tenantId}/login?ctx=${asks.form.fields.ctx}`);
    await simon.submit(again, { loginfmt: unassigned, passwd: password });
    expect((await simon.submit(asks, typed)).aadsts).toBe(165000);
    expect(asksToStay(await simon.submit(await afterPassword(), typed))).toBe(true);
  });

  test('a page of a later step does not skip it', async () => {
    const ctx = asks.form.fields.ctx ?? '';
    const kmsi = await simon.get(`/kmsi?ctx=${ctx}`);
    const back = await simon.submit(kmsi, { LoginOptions: '0' });
    expect(asksToChange(back)).toBe(true);
    expect((await simon.get(start)).response).toBeUndefined();
    expect(asksToStay(await simon.submit(back, typed))).toBe(true);
  });

  test('an account that was blocked in the meantime: AADSTS50057', async () => {
    await lab.idp.directory.updateUser(lab.userId, { accountEnabled: false });
    expect((await simon.submit(asks, typed)).aadsts).toBe(50057);
    await lab.idp.directory.updateUser(lab.userId, { accountEnabled: true });
    expect(asksToStay(await simon.submit(asks, typed))).toBe(true);
  });
});

test('the second factor is asked for after the new password', async () => {
  await lab.idp.directory.createPolicy(tenantId, {
    displayName: 'Needs more',
    state: 'enabled',
    conditions: everybody,
    grantControl: 'mfa',
  });
  await force();
  const asksCode = await simon.submit(await afterPassword(), typed);
  expect(asksCode.body).toContain('id="idTxtBx_SAOTCC_OTC"');
  const { code } = await lab.idp.directory.secondFactor(lab.userId);
  const stay = await simon.submit(asksCode, { otc: code });
  expectSignedIn(await simon.submit(stay, { LoginOptions: '0' }));
});

test('who is signed in goes on; a reset with the option asks at the next sign-in', async () => {
  expectSignedIn(await simon.signIn(await simon.get(start)));
  await force();
  expectSignedIn(await simon.get(start));
  await lab.idp.directory.forcePasswordChange(lab.userId, false);
  const options = { forceChangePasswordNextSignIn: true };
  await lab.idp.directory.resetPassword(lab.userId, chosen, options);
  expect(asksToChange(await afterPassword(simon, chosen))).toBe(true);
  await lab.idp.directory.resetPassword(lab.userId, chosen);
  expect(asksToStay(await afterPassword(simon, chosen))).toBe(true);
});
