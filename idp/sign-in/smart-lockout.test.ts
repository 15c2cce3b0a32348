import { beforeEach, describe, expect, test } from 'vitest';
import { everybody } from '../conditional-access/testing/everybody.ts';
import { administrationBrowser, textOf } from '../testing/administration.ts';
import { Browser, redirectTo, type Seen } from '../testing/browser.ts';
import { authnRequest, bSimon, password, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { sendForm } from '../testing/send-form.ts';

const start = redirectTo(authnRequest());
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const lab = contosoForEachTest();
let asks: Seen;
beforeEach(async () => {
  asks = await lab.browser.submit(await lab.browser.get(start), { loginfmt: bSimon });
});

const type = (passwd: string) => lab.browser.submit(asks, { passwd });
const fail = async (times: number, name = 'wrong') => {
  const codes = [];
  for (let n = 0; n < times; n++) codes.push((await type(`${name} ${n}`)).aadsts);
  return codes;
};
const signedIn = async () => (await type(password)).form.action === '/kmsi';

describe('wrong passwords', () => {
  test('ten in a row lock the account for a minute: AADSTS50053', async () => {
    expect(await fail(10)).toEqual(Array(10).fill(50126));
    const locked = await type(password);
    expect(locked).toMatchObject({ status: 200, aadsts: 50053 });
    expect(locked.body).toContain('Error code: 50053');
    lab.advance(MINUTE - 1);
    expect((await type(password)).aadsts).toBe(50053);
    lab.advance(1);
    expect(await signedIn()).toBe(true);
    const admin = await administrationBrowser(lab);
    expect(textOf(await admin.get('/admin/sign-ins?status=failure'))).toContain('50053');
  });

  test('a clock that was ahead and is set back locks nobody out', async () => {
    lab.advance(50 * MINUTE);
    await fail(10);
    expect((await type(password)).aadsts).toBe(50053);
    lab.advance(-50 * MINUTE);
    expect(await signedIn()).toBe(true);
    await fail(10); // the control: a lock by the current clock
    expect((await type(password)).aadsts).toBe(50053);
  });

  test('a successful sign-in resets the count', async () => {
    await fail(9);
    expect(await signedIn()).toBe(true);
    await fail(9);
    expect(await signedIn()).toBe(true);
  });

  test('after a lock, one more failure locks the account again, for longer', async () => {
    await fail(10);
    lab.advance(MINUTE);
    expect((await type('another')).aadsts).toBe(50126);
    lab.advance(2 * MINUTE - 1);
    expect((await type(password)).aadsts).toBe(50053);
    lab.advance(1);
    expect(await signedIn()).toBe(true);
    await fail(9);
    expect(await signedIn()).toBe(true);
  });

  test('repeating one of the last three wrong passwords does not count', async () => {
    for (let n = 0; n < 12; n++) expect((await type('the old one')).aadsts).toBe(50126);
    expect(await signedIn()).toBe(true);
    // Control: with four alternating passwords each attempt counts.
    for (let n = 0; n < 10; n++) await type(`wrong ${n % 4}`);
    expect((await type(password)).aadsts).toBe(50053);
  });

  test('of twenty concurrent attempts ten are answered and ten are locked out', async () => {
    const codes = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => (await type(`wrong ${n}`)).aadsts),
    );
    expect(codes.filter((code) => code === 50126)).toHaveLength(10);
    expect(codes.filter((code) => code === 50053)).toHaveLength(10);
  });

  test('concurrent sign-ins with the right password do not lock the account', async () => {
    const answers = await Promise.all(Array.from({ length: 15 }, () => type(password)));
    expect(answers.map(({ form }) => form.action)).toEqual(Array(15).fill('/kmsi'));
  });

  test('other users can sign in, and an administrator sees the lock on the page of the user', async () => {
    await fail(11);
    const admin = await administrationBrowser(lab);
    expect(textOf(await admin.get(`/admin/users/${lab.userId}`))).toContain(
      'Sign-in is locked until 2026-03-01T08:01:00',
    );
  });

  test('resetting the password does not unlock the account, as in Entra; it works once the lock is over', async () => {
    await fail(10);
    const admin = await administrationBrowser(lab);
    const path = `/admin/users/${lab.userId}/reset-password`;
    const made = await sendForm(admin, path, { password: 'Correct-Horse-2' });
    expect(made.status).toBe(303);
    expect((await type('Correct-Horse-2')).aadsts).toBe(50053);
    lab.advance(MINUTE);
    expect((await type('Correct-Horse-2')).form.action).toBe('/kmsi');
  });

  test('only the right password reveals that the account is blocked', async () => {
    await lab.idp.directory.updateUser(lab.userId, { accountEnabled: false });
    expect((await type('wrong')).aadsts).toBe(50126);
    expect((await type(password)).aadsts).toBe(50057);
    await fail(10);
    expect((await type(password)).aadsts).toBe(50053);
  });

  test('three lock the account in the US Government cloud', async () => {
    const admin = await administrationBrowser(lab);
    await sendForm(admin, '/admin/tenant', { cloud: 'usGovernment' });
    await fail(2);
    expect(await signedIn()).toBe(true);
    await fail(3);
    expect((await type(password)).aadsts).toBe(50053);
  });

  test('deleting and restoring the user ends the lock', async () => {
    await fail(10);
    await lab.idp.directory.deleteUser(lab.userId);
    const admin = await administrationBrowser(lab);
    const deleted = '/admin/users/deleted';
    await sendForm(admin, deleted, {}, `${deleted}/${lab.userId}/restore`);
    expect(await signedIn()).toBe(true);
  });
});

describe('codes of the second factor', () => {
  let asksCode: Seen;
  beforeEach(async () => {
    await lab.idp.directory.createPolicy(tenantId, {
      displayName: 'MFA',
      state: 'enabled',
      conditions: everybody,
      grantControl: 'mfa',
      signInFrequency: undefined,
    });
    asksCode = await type(password);
  });

  const code = async () => (await lab.idp.directory.secondFactor(lab.userId)).code;
  const wrong = async () => String((Number(await code()) + 1) % 1_000_000).padStart(6, '0');
  const enter = (otc: string, page = asksCode) => lab.browser.submit(page, { otc });

  test('ten wrong codes lock the second factor for a minute: AADSTS50053', async () => {
    for (let n = 0; n < 10; n++) expect((await enter(await wrong())).aadsts).toBe(500121);
    expect((await enter(await code())).aadsts).toBe(50053);
    lab.advance(MINUTE);
    expect((await enter(await code())).body).toContain('KmsiDescription');
  });

  test('a code is accepted once (RFC 6238 5.2); the next code is accepted', async () => {
    const once = await code();
    expect((await enter(once)).body).toContain('KmsiDescription');
    const other = new Browser(lab.idp.app);
    const page = await other.submit(await other.get(start), { loginfmt: bSimon });
    const asksAgain = await other.submit(page, { passwd: password });
    const again = await other.submit(asksAgain, { otc: once });
    expect(again.aadsts).toBe(500121);
    expect(textOf(again)).toContain('You used this verification code already.');
    lab.advance(30 * SECOND);
    const next = await other.submit(asksAgain, { otc: await code() });
    expect(next.body).toContain('KmsiDescription');
  });

  test('the code of the next step is accepted, a later one is refused', async () => {
    lab.advance(60 * SECOND);
    const late = await code();
    lab.advance(-60 * SECOND);
    expect((await enter(late)).aadsts).toBe(500121);
    lab.advance(30 * SECOND);
    expect((await enter(late)).body).toContain('KmsiDescription');
  });

  test('a code may contain spaces; digits of another script are refused', async () => {
    const right = await code();
    const arabic = [...right].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join('');
    expect(await enter(arabic)).toMatchObject({ status: 200, aadsts: 500121 });
    const spaced = `${right.slice(0, 3)} ${right.slice(3)}`;
    expect((await enter(spaced)).body).toContain('KmsiDescription');
  });

  test('an earlier code is refused after a later one', async () => {
    const earlier = await code();
    lab.advance(30 * SECOND);
    expect((await enter(await code())).body).toContain('KmsiDescription');
    expect((await enter(earlier)).aadsts).toBe(500121);
  });

  test('the code of the previous step is accepted, an older one is refused', async () => {
    const old = await code();
    lab.advance(60 * SECOND);
    expect((await enter(old)).aadsts).toBe(500121);
    const last = await code();
    lab.advance(30 * SECOND);
    expect((await enter(last)).body).toContain('KmsiDescription');
  });

  test('of five concurrent attempts with the same code one succeeds', async () => {
    const otc = await code();
    const answers = await Promise.all(Array.from({ length: 5 }, () => enter(otc)));
    expect(answers.filter(({ body }) => body.includes('KmsiDescription'))).toHaveLength(1);
  });
});
