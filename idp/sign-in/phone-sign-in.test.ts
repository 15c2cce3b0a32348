import { beforeEach, expect, test } from 'vitest';
import { Browser, redirectTo } from '../testing/browser.ts';
import { authnRequest, bSimon, tenantId, unassigned } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { configOf } from './testing/config-of.ts';
import { authenticator, numberOn, onlyApproval, requireMfa } from './testing/second-factors.ts';

const lab = contosoForEachTest();
beforeEach(() =>
  lab.idp.directory.addAuthenticationMethod(lab.userId, { ...authenticator, phoneSignIn: true }),
);

/** From the user name to phone sign-in. */
async function phone(browser = lab.browser, user: string = bSimon) {
  const first = await browser.get(redirectTo(authnRequest()));
  const query = new URLSearchParams({ ctx: first.form.fields.ctx ?? '', login_hint: user });
  return browser.get(`/${tenantId}/phone-sign-in?${query}`);
}
const approve = async (number: number) =>
  lab.idp.directory.answerApproval(await onlyApproval(lab), { number });

test('the number of the page, typed on the phone, signs in as two factors without a password', async () => {
  await requireMfa(lab);
  const page = await phone();
  expect(page.body).toContain('id="idRemoteNGC_DisplaySign"');
  expect(page.body).toContain('id="idDiv_RemoteNGC_PollingDescription"');
  expect((await lab.browser.submit(page)).body).toContain('not heard from your phone yet');
  await approve(numberOn(page));
  const kmsi = await lab.browser.submit(page);
  expect(kmsi.body).toContain('KmsiDescription');
  const { response } = await lab.browser.submit(kmsi, { LoginOptions: '0' });
  expect(response).toContain('claims/multipleauthn');
});

test('denied: the page says so, with AADSTS500121, and offers another', async () => {
  const page = await phone();
  await lab.idp.directory.answerApproval(await onlyApproval(lab), 'deny');
  const denied = await lab.browser.submit(page);
  expect(denied.aadsts).toBe(500121);
  expect(denied.body).toContain('id="idDiv_SAASDS_Description"');
  const another = await lab.browser.submit(denied, { proof: 'PhoneSignIn' });
  await approve(numberOn(another));
  expect((await lab.browser.submit(another)).body).toContain('KmsiDescription');
});

test('the script of the page learns the state, and the form brings the approval', async () => {
  const page = await phone();
  const { sCtx, sFT, urlEndAuth } = configOf(page);
  const ask = async (login: string = bSimon) =>
    (
      await lab.browser.postJson(
        new URL(urlEndAuth).pathname,
        { Ctx: sCtx, FlowToken: sFT, login },
        { 'content-type': 'application/json' },
      )
    ).json();
  expect(await ask()).toMatchObject({ Success: false, Retry: true });
  expect(await ask(unassigned)).toMatchObject({ Success: false, ErrCode: 165000 });
  await approve(numberOn(page));
  expect(await ask()).toEqual({ Success: true, Retry: false, FlowToken: sFT });
  expect((await lab.browser.submit(page)).body).toContain('KmsiDescription');
  expect((await lab.browser.submit(page)).aadsts).toBe(500121);
});

test('a user without it, and a user name that does not exist, are asked for the password', async () => {
  for (const user of [unassigned, 'nobody@contoso.com']) {
    const page = await phone(new Browser(lab.idp.app), user);
    expect(page.body).toContain('Enter password');
  }
  expect(await lab.idp.directory.pendingApprovals(tenantId)).toEqual([]);
  expect((await phone()).body).toContain('idRemoteNGC_DisplaySign');
});

test('the approval of one user does not sign in another: the form names another user', async () => {
  const { directory } = lab.idp;
  const lee = await directory.findUser(tenantId, unassigned);
  await directory.addAuthenticationMethod(lee?.id ?? '', { ...authenticator, phoneSignIn: true });
  const page = await phone();
  await approve(numberOn(page));
  expect((await lab.browser.submit(page, { login: unassigned })).aadsts).toBe(165000);
  expect((await lab.browser.submit(page)).body).toContain('KmsiDescription');
});

test('GetCredentialType says who has it', async () => {
  const ask = async (username: string) =>
    (await lab.browser.postJson('/common/GetCredentialType', { username })).json().Credentials;
  expect((await ask(bSimon)).RemoteNgcParams).toEqual({
    SessionIdentifier: '',
    DefaultType: 1,
    Entropy: '',
  });
  expect((await ask(unassigned)).RemoteNgcParams).toBeNull();
});
