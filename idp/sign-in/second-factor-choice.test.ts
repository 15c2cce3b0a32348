import { beforeEach, describe, expect, test } from 'vitest';
import type { NewAuthenticationMethod } from '../directory/authentication-methods/method-properties.ts';
import { bSimon, tenantId, unassigned } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { configOf } from './testing/config-of.ts';
import {
  authenticator,
  choose,
  enterPassword,
  mobile,
  requireMfa,
} from './testing/second-factors.ts';

const lab = contosoForEachTest();
beforeEach(() => requireMfa(lab));

const office = { ...mobile, phoneNumber: '+1 5555550000', phoneType: 'office' } as const;
const other = { ...mobile, phoneNumber: '+49 30 1234567', phoneType: 'alternateMobile' } as const;
const email = { type: 'email', emailAddress: 'b.simon@example.com' } as const;
const token = {
  type: 'hardwareOath',
  serialNumber: '1234567',
  secretKey: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  timeIntervalInSeconds: 60,
} as const;

const register = async (...methods: NewAuthenticationMethod[]) => {
  for (const method of methods) await lab.idp.directory.addAuthenticationMethod(lab.userId, method);
};
const proofs = async () => configOf(await enterPassword(lab.browser)).arrUserProofs;

describe('the methods of a user', () => {
  test('are offered in the order of system-preferred MFA, the first one as the default', async () => {
    await register(email, office, other, mobile, token, authenticator);
    expect(await proofs()).toEqual(
      [
        ['PhoneAppNotification', 'Approve a request on my Microsoft Authenticator app'],
        ['PhoneAppOTP', 'Use a verification code'],
        ['OneWaySMS', '+X XXXXXXXX34'],
        ['TwoWayVoiceMobile', '+X XXXXXXXX34'],
        ['TwoWayVoiceAlternateMobile', '+XX XX XXXXX67'],
        ['TwoWayVoiceOffice', '+X XXXXXXXX00'],
        ['Email', 'b******@example.com'],
      ].map(([authMethodId, display], index) => ({
        authMethodId,
        data: authMethodId,
        display,
        isDefault: index === 0,
      })),
    );
  });

  test('the app that shows codes, and a hardware token, are one method', async () => {
    expect((await proofs()).map(({ authMethodId }) => authMethodId)).toEqual(['PhoneAppOTP']);
    await lab.idp.directory.setSoftwareOath(lab.userId, false);
    await register(token);
    const page = await enterPassword(lab.browser);
    expect(page.body).toContain('Enter the code displayed on your hardware token.');
    expect(configOf(page).arrUserProofs).toHaveLength(1);
  });

  test('the list has a row for each, which leads to its page', async () => {
    await register(mobile, authenticator);
    const page = await enterPassword(lab.browser);
    const [, address = ''] = /id="signInAnotherWay" href="([^"]+)"/.exec(page.body) ?? [];
    const list = await lab.browser.get(address.replaceAll('&amp;', '&'));
    expect(list.body.match(/data-value="\w+"/g)).toEqual(
      ['PhoneAppNotification', 'PhoneAppOTP', 'OneWaySMS', 'TwoWayVoiceMobile'].map(
        (id) => `data-value="${id}"`,
      ),
    );
    expect((await choose(lab.browser, list, 'OneWaySMS')).body).toContain('We texted your phone');
    expect((await choose(lab.browser, list, 'PhoneAppOTP')).body).toContain('authenticator app on');
    expect((await choose(lab.browser, list, 'TwoWayVoiceMobile')).body).toContain(
      'calling your phone +X XXXXXXXX34',
    );
  });
});

test('a method that the user does not have is AADSTS500121 on the list, and one that they have passes', async () => {
  const page = await enterPassword(lab.browser);
  for (const fields of [{ proof: 'OneWaySMS' }, { mfaAuthMethod: 'Nonsense', otc: '123456' }]) {
    const refused = await lab.browser.post('/common/SAS/ProcessAuth', {
      ...page.form.fields,
      ...fields,
    });
    expect(refused).toMatchObject({ status: 200, aadsts: 500121 });
    expect(refused.body).toContain('not available to you');
    expect(await lab.idp.directory.sentCodes(tenantId)).toEqual([]);
  }
  const { code } = await lab.idp.directory.secondFactor(lab.userId);
  expect((await lab.browser.submit(page, { otc: code })).body).toContain('KmsiDescription');
});

test('a user without a second factor is not asked for one', async () => {
  await lab.idp.directory.setSoftwareOath(lab.userId, false);
  const more = await enterPassword(lab.browser);
  expect(more.body).toContain('id="idSubmit_ProofUp_Redirect"');
  expect(more.body).not.toContain('id="idTxtBx_SAOTCC_OTC"');
  await register(mobile);
  expect((await enterPassword(lab.browser)).body).toContain('We texted your phone');
});

describe('a hardware token', () => {
  const codeOfToken = async () => {
    const shown = await lab.idp.directory.currentCodes(tenantId);
    return shown.find(({ serialNumber }) => serialNumber === token.serialNumber);
  };

  test('signs in with a code made from its secret and interval, once, and the session says how', async () => {
    await register(token);
    const page = await enterPassword(lab.browser);
    const shown = await codeOfToken();
    expect(shown).toMatchObject({ userPrincipalName: bSimon, used: false });
    expect(shown?.secondsLeft).toBeGreaterThan(30);
    const otc = shown?.code ?? '';
    const kmsi = await lab.browser.submit(page, { otc });
    expect((await lab.browser.submit(kmsi, { LoginOptions: '0' })).response).toContain(
      'claims/multipleauthn',
    );
    expect(await codeOfToken()).toMatchObject({ code: otc, used: true });
    lab.browser.cookies.clear();
    const again = await lab.browser.submit(await enterPassword(lab.browser), { otc });
    expect(again.body).toContain('You used this verification code already');
    lab.advance(60_000);
    const next = (await codeOfToken())?.code ?? '';
    expect((await lab.browser.submit(again, { otc: next })).body).toContain('KmsiDescription');
  });

  test('of another user does not count', async () => {
    const directory = lab.idp.directory;
    const lee = await directory.findUser(tenantId, unassigned);
    await directory.addAuthenticationMethod(lee?.id ?? '', token);
    const otc = (await codeOfToken())?.code ?? '';
    const page = await enterPassword(lab.browser);
    expect((await lab.browser.submit(page, { otc })).aadsts).toBe(500121);
    await register(token);
    expect((await lab.browser.submit(page, { otc })).body).toContain('KmsiDescription');
  });
});
