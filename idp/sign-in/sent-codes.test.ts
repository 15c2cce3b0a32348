import { beforeEach, describe, expect, test } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { bSimon, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import {
  choose,
  enterPassword,
  mobile,
  not,
  onlyCode,
  requireMfa,
} from './testing/second-factors.ts';

const lab = contosoForEachTest();
const email = { type: 'email', emailAddress: 'b.simon@example.com' } as const;

describe.each([
  ['OneWaySMS', mobile, mobile.phoneNumber, 5],
  ['Email', email, email.emailAddress, 10],
] as const)('a code by %s', (authMethodId, method, sentTo, minutes) => {
  beforeEach(async () => {
    await requireMfa(lab);
    await lab.idp.directory.setSoftwareOath(lab.userId, false);
    await lab.idp.directory.addAuthenticationMethod(lab.userId, method);
  });
  const sent = () => lab.idp.directory.sentCodes(tenantId);

  test('is sent when its page is shown, and signs in', async () => {
    const page = await enterPassword(lab.browser);
    expect(await sent()).toEqual([
      {
        id: expect.any(String),
        userPrincipalName: bSimon,
        displayName: 'B.Simon',
        authMethodId,
        sentTo,
        application: 'Peakon',
        code: expect.stringMatching(/^\d{6}$/),
        used: false,
        secondsLeft: minutes * 60,
      },
    ]);
    const kmsi = await lab.browser.submit(page, { otc: await onlyCode(lab) });
    expect((await sent())[0]?.used).toBe(true);
    const { response } = await lab.browser.submit(kmsi, { LoginOptions: '0' });
    expect(response).toContain('claims/multipleauthn');
    expect(await sent()).toEqual([]);
  });

  test('a reload sends no other one; asking for one does, and the first counts no longer', async () => {
    const page = await enterPassword(lab.browser);
    const first = await onlyCode(lab);
    await lab.browser.get(`/common/SAS/ProcessAuth?ctx=${page.form.fields.ctx}`);
    expect(await onlyCode(lab)).toBe(first);
    let again = await choose(lab.browser, page, authMethodId);
    // One time in a million it is the same one.
    while ((await onlyCode(lab)) === first) again = await choose(lab.browser, again, authMethodId);
    expect(await lab.browser.post('/common/SAS/ProcessAuth', code(again, first))).toMatchObject({
      aadsts: 500121,
    });
    const right = code(again, await onlyCode(lab));
    expect((await lab.browser.post('/common/SAS/ProcessAuth', right)).body).toContain(
      'KmsiDescription',
    );
  });

  test('a wrong, a used and an expired one: AADSTS500121 with the reason', async () => {
    const page = await enterPassword(lab.browser);
    const right = await onlyCode(lab);
    const enter = (otc: string) => lab.browser.post('/common/SAS/ProcessAuth', code(page, otc));
    const wrong = await enter(not(right));
    expect(wrong).toMatchObject({ status: 200, aadsts: 500121 });
    expect(wrong.body).toContain('expected verification code');
    expect((await enter(right)).body).toContain('KmsiDescription');
    expect((await enter(right)).body).toContain('You used this verification code already');

    const other = new Browser(lab.idp.app);
    const late = await enterPassword(other);
    const expired = (await sent()).find(({ used }) => !used)?.code ?? '';
    lab.advance(minutes * 60_000);
    const refused = await other.post('/common/SAS/ProcessAuth', code(late, expired));
    expect(refused.aadsts).toBe(500121);
    expect(refused.body).toContain('has expired');
    await choose(other, late, authMethodId);
    const fresh = await other.post('/common/SAS/ProcessAuth', code(late, await onlyCode(lab)));
    expect(fresh.body).toContain('KmsiDescription');
  });

  test('counts only for the sign-in that began it: two tabs of one browser', async () => {
    const one = await enterPassword(lab.browser);
    const codeOfOne = await onlyCode(lab);
    const two = await enterPassword(lab.browser);
    const codeOfTwo = (await sent()).map((each) => each.code).find((each) => each !== codeOfOne);
    const enter = (page: typeof one, otc = '') =>
      lab.browser.post('/common/SAS/ProcessAuth', code(page, otc));
    expect((await enter(two, codeOfOne)).aadsts).toBe(500121);
    expect((await enter(one, codeOfOne)).body).toContain('KmsiDescription');
    expect((await enter(two, codeOfTwo)).body).toContain('KmsiDescription');
  });

  test('ten wrong ones lock the second factor, and the right one is refused then: AADSTS50053', async () => {
    const page = await enterPassword(lab.browser);
    const right = await onlyCode(lab);
    const enter = (otc: string) => lab.browser.post('/common/SAS/ProcessAuth', code(page, otc));
    for (let n = 0; n < 10; n++) expect((await enter(not(right))).aadsts).toBe(500121);
    expect((await enter(right)).aadsts).toBe(50053);
    lab.advance(61_000);
    expect((await enter(right)).body).toContain('KmsiDescription');
  });
});

/** The form of a code page; the last form of the page asks for another code. */
const code = ({ forms }: Awaited<ReturnType<typeof enterPassword>>, otc: string) => ({
  ...forms.find(({ fields }) => 'mfaAuthMethod' in fields)?.fields,
  otc,
});
