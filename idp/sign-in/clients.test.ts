import { beforeEach, describe, expect, test } from 'vitest';
import { redirectTo } from '../testing/browser.ts';
import { authnRequest, bSimon, password } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';
import { signInByFirstScript } from './testing/first-script-client.ts';
import { type Credentials, Saml2aws } from './testing/saml2aws.ts';
import {
  authenticator,
  mobile,
  onlyApproval,
  onlyCode,
  requireMfa,
} from './testing/second-factors.ts';

const lab = contosoForEachTest();
const start = redirectTo(authnRequest());

const code = async () => (await lab.idp.directory.secondFactor(lab.userId)).code;
const wrongCode = async () => String((Number(await code()) + 1) % 1_000_000).padStart(6, '0');

type Client = (credentials: Credentials) => ReturnType<typeof signInByFirstScript>;
const clients: [string, Client][] = [
  [
    'saml2aws',
    async (credentials) =>
      new Saml2aws(lab.browser, credentials).authenticate(await lab.browser.get(start)),
  ],
  [
    'a script that reads the first script element',
    async (credentials) =>
      signInByFirstScript(lab.browser, await lab.browser.get(start), credentials),
  ],
];

describe.each(clients)('without a browser, as %s', (_name, signIn) => {
  test('with a password', async () => {
    expectSignedIn(await signIn({ user: bSimon, password }));
  });

  test('at the common address', async () => {
    const at = redirectTo(authnRequest(), {}, 'common');
    expect((await lab.browser.get(at)).body).toContain('"urlPost":"/common/login"');
    expectSignedIn(await signIn({ user: bSimon, password }));
  });

  test('with password and code', async () => {
    await requireMfa(lab);
    const page = await signIn({ user: bSimon, password, code });
    expectSignedIn(page);
    expect(page.response).toContain('claims/multipleauthn');
  });

  test('with a wrong code it stops, and the code counts as a failure', async () => {
    await requireMfa(lab);
    const wrong = { user: bSimon, password, code: wrongCode };
    await expect(signIn(wrong)).rejects.toThrow(/500121|OathCodeIncorrect/);
    lab.browser.cookies.clear();
    expectSignedIn(await signIn({ user: bSimon, password, code }));
  });
});

test('saml2aws names the code of a wrong password', async () => {
  const client = new Saml2aws(lab.browser, { user: bSimon, password: 'wrong' });
  await expect(client.authenticate(await lab.browser.get(start))).rejects.toThrow(
    'login error 50126',
  );
});

describe('without a browser, as saml2aws, with a phone', () => {
  const signIn = async (credentials: Partial<Credentials>) =>
    new Saml2aws(lab.browser, { user: bSimon, password, ...credentials }).authenticate(
      await lab.browser.get(start),
    );
  beforeEach(async () => {
    await requireMfa(lab);
    await lab.idp.directory.addAuthenticationMethod(lab.userId, authenticator);
    await lab.idp.directory.addAuthenticationMethod(lab.userId, mobile);
  });

  test('it shows the number, asks again while nobody answers, and signs in', async () => {
    let asked = 0;
    const phone = async (number: number) => {
      asked++;
      if (asked === 3) await lab.idp.directory.answerApproval(await onlyApproval(lab), { number });
    };
    const page = await signIn({ phone });
    expect(asked).toBe(3);
    expectSignedIn(page);
    expect(page.response).toContain('claims/multipleauthn');
  });

  test('it stops when the request is denied', async () => {
    const phone = async () => lab.idp.directory.answerApproval(await onlyApproval(lab), 'deny');
    await expect(signIn({ phone })).rejects.toThrow('errcode: 500121');
    lab.browser.cookies.clear();
    expectSignedIn(await signIn({ mfa: 'PhoneAppOTP', code }));
  });

  test('it types the code of a text message', async () => {
    const page = await signIn({ mfa: 'OneWaySMS', code: () => onlyCode(lab) });
    expectSignedIn(page);
    expect(page.response).toContain('claims/multipleauthn');
  });
});
