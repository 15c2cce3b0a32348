import { expect, test } from 'vitest';
import { redirectTo } from '../../testing/browser.ts';
import { authnRequest, bSimon, unassigned } from '../../testing/contoso.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();

async function ask(username: string) {
  const { form } = await lab.browser.get(redirectTo(authnRequest()));
  const { ctx: originalRequest, flowToken } = form.fields;
  const asked = { username, originalRequest, flowToken };
  return (await lab.browser.postJson('/common/GetCredentialType', asked)).json();
}

const onlyPassword = {
  PrefCredential: 1,
  HasPassword: true,
  HasAccessPass: false,
  HasFido: false,
  HasCertAuth: false,
  FidoParams: null,
  CertAuthParams: null,
};

test('tells what the user has', async () => {
  expect((await ask(bSimon)).Credentials).toMatchObject(onlyPassword);
  const { directory } = lab.idp;
  const give = directory.addAuthenticationMethod;
  await give(lab.userId, { type: 'fido2', displayName: 'Key', passkeyType: 'synced' });
  await give(lab.userId, { type: 'x509Certificate', displayName: 'Card', isMultifactor: true });
  await give(lab.userId, {
    type: 'temporaryAccessPass',
    lifetimeInMinutes: 60,
    isUsableOnce: true,
  });
  expect((await ask(bSimon)).Credentials).toMatchObject({
    PrefCredential: 13,
    HasPassword: true,
    HasAccessPass: true,
    HasFido: true,
    HasCertAuth: true,
    FidoParams: {},
    CertAuthParams: { CertAuthUrl: expect.stringContaining('/signinoptions?ctx=') },
  });
  lab.advance(60 * 60_000);
  expect((await ask(bSimon)).Credentials).toMatchObject({
    PrefCredential: 1,
    HasAccessPass: false,
  });
});

test('an unknown user looks like one with a password only', async () => {
  const known = await ask(unassigned);
  const unknown = await ask('nobody@contoso.com');
  expect(unknown.Credentials).toEqual(known.Credentials);
  expect(unknown.EstsProperties).toEqual(known.EstsProperties);
  expect([known.IfExistsResult, unknown.IfExistsResult]).toEqual([0, 1]);
});
