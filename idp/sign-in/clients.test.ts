import { describe, expect, test } from 'vitest';
import { everybody } from '../conditional-access/testing/everybody.ts';
import { redirectTo } from '../testing/browser.ts';
import { authnRequest, bSimon, password, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';
import { signInByFirstScript } from './testing/first-script-client.ts';
import { type Credentials, Saml2aws } from './testing/saml2aws.ts';

const lab = contosoForEachTest();
const start = redirectTo(authnRequest());

const requireMfa = () =>
  lab.idp.directory.createPolicy(tenantId, {
    displayName: 'MFA',
    state: 'enabled',
    conditions: everybody,
    grantControl: 'mfa',
    signInFrequency: undefined,
  });
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
    await requireMfa();
    const page = await signIn({ user: bSimon, password, code });
    expectSignedIn(page);
    expect(page.response).toContain('claims/multipleauthn');
  });

  test('with a wrong code it stops, and the code counts as a failure', async () => {
    await requireMfa();
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
