import { expect, test } from 'vitest';
import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import { redirectTo } from '../testing/browser.ts';
import {
  appId,
  authnRequest,
  bSimon,
  globalAdministrator,
  password,
  type RequestParts,
  tenantId,
  unassigned,
} from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';

const lab = contosoForEachTest();
const start = redirectTo(authnRequest());
const begin = (parts: RequestParts, hint?: string) =>
  lab.browser.get(redirectTo(authnRequest(parts), hint ? { login_hint: hint } : {}));
const setFor = async (user: string, ...methods: AuthenticationMethodMode[]) => {
  const { directory } = lab.idp;
  const found = await directory.findUser(tenantId, user);
  await directory.setSignsInWithoutPages(found?.id ?? '', methods.length ? methods : undefined);
};
const passwordClass = ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'];

test('the one user of the tenant who signs in without pages sees none, and gets those methods', async () => {
  await setFor(bSimon, 'windowsIntegrated');
  const sent = await lab.browser.get(start);
  expectSignedIn(sent);
  expect(sent.response).toContain('federation:authentication:windows<');
  expect(lab.browser.cookies.get('ESTSAUTHPERSISTENT')).toBeUndefined();
  const again = await lab.browser.get('/my-apps');
  expect(again.body).toContain(bSimon);
  await setFor(bSimon);
  await lab.browser.get('/common/oauth2/logout');
  expect((await lab.browser.get(start)).body).toContain('id="i0116"');
});

test.each<[string, () => Promise<string>]>([
  ['login_hint', async () => (await begin({}, bSimon)).response ?? ''],
  [
    'the user name',
    async () => {
      const page = await lab.browser.get(start);
      return (await lab.browser.submit(page, { loginfmt: bSimon })).response ?? '';
    },
  ],
  [
    'a launch',
    async () =>
      (
        await lab.browser.get(
          `/api/signin/${appId}?${new URLSearchParams({ tenantId, login_hint: bSimon })}`,
        )
      ).response ?? '',
  ],
])('with two such users, %s says who it is', async (_, signIn) => {
  await setFor(bSimon, 'fido2');
  await setFor(unassigned, 'fido2');
  expect((await lab.browser.get(start)).body).toContain('id="i0116"');
  const response = await signIn();
  expect(response).toContain(bSimon);
  expect(response).toContain('authenticationmethod/fido<');
});

test('a tile of "Pick an account" says it too', async () => {
  const stay = await lab.browser.signIn(await lab.browser.get(start), { stay: true });
  expectSignedIn(stay);
  await lab.browser.get('/common/oauth2/logout');
  await setFor(bSimon, 'fido2');
  await setFor(unassigned, 'fido2');
  const tiles = await lab.browser.get(start);
  const { ctx = '', canary = '' } = tiles.form.fields;
  expectSignedIn(await lab.browser.post(tiles.form.action, { ctx, canary, login: bSimon }));
});

test('a hint that names somebody else is asked for the password', async () => {
  await setFor(bSimon, 'fido2');
  expect((await begin({}, unassigned)).body).toContain(`Enter the password for ${unassigned}`);
});

test('the admin center asks who it is, and signs in a user whose name is typed', async () => {
  await setFor(globalAdministrator, 'fido2');
  const page = await lab.browser.get('/admin');
  expect(page.body).toContain('id="i0116"');
  const done = await lab.browser.submit(page, { loginfmt: globalAdministrator });
  expect(done.headers.location).toBe('/admin');
});

test('ForceAuthn asks for the password, which cures AADSTS75011 (entra-saml.md 10.2)', async () => {
  await setFor(bSimon, 'windowsIntegrated');
  expect((await begin({ classRefs: passwordClass })).aadsts).toBe(75011);
  const forced = { classRefs: passwordClass, attributes: { ForceAuthn: 'true' } };
  const page = await begin(forced);
  expect(page.body).toContain(`Enter the password for ${bSimon}`);
  const asksToStay = await lab.browser.submit(page, { passwd: password });
  expectSignedIn(await lab.browser.submit(asksToStay));
  await lab.browser.get('/common/oauth2/logout');
  expect((await begin(forced)).body).toContain('id="i0116"');
});

test('a policy that requires MFA asks for a code after one factor, and not after two', async () => {
  await lab.idp.directory.createPolicy(tenantId, {
    displayName: 'MFA',
    state: 'enabled',
    conditions: {
      includeUsers: 'all',
      includeUserIds: [],
      includeGroupIds: [],
      excludeUserIds: [],
      excludeGroupIds: [],
      includeApplications: 'all',
      servicePrincipalIds: [],
    },
    grantControl: 'mfa',
  });
  await setFor(bSimon, 'windowsIntegrated');
  const asks = await lab.browser.get(start);
  expect(asks.body).toContain('id="idTxtBx_SAOTCC_OTC"');
  const { code } = await lab.idp.directory.secondFactor(lab.userId);
  expectSignedIn(await lab.browser.submit(asks, { otc: code }));
  await lab.browser.get('/common/oauth2/logout');
  await setFor(bSimon, 'fido2');
  expectSignedIn(await lab.browser.get(start));
});

test('IsPassive is answered with a token, and with NoPassive where a page would be needed', async () => {
  const passive = { attributes: { IsPassive: 'true' } };
  expect((await begin(passive)).response).toContain('NoPassive');
  await setFor(bSimon, 'fido2');
  expect((await begin(passive, unassigned)).response).toContain('NoPassive');
  expectSignedIn(await begin(passive));
  await lab.browser.get('/common/oauth2/logout');
  await lab.idp.directory.updateUser(lab.userId, { accountEnabled: false });
  expect((await begin(passive)).response).toContain('NoPassive');
});

test.each<[number, () => Promise<unknown>]>([
  [50057, () => lab.idp.directory.updateUser(lab.userId, { accountEnabled: false })],
  [
    50105,
    () =>
      lab.idp.directory.unassign({
        servicePrincipalId: lab.servicePrincipalId,
        userId: lab.userId,
      }),
  ],
  [
    50053,
    async () => {
      const page = await begin({ attributes: { ForceAuthn: 'true' } }, bSimon);
      for (let i = 0; i < 10; i++) await lab.browser.submit(page, { passwd: `Wrong-Horse-${i}` });
    },
  ],
])('AADSTS%i is answered as on the pages', async (code, spoil) => {
  await setFor(bSimon, 'password', 'softwareOath');
  expectSignedIn(await lab.browser.get(start));
  await lab.browser.get('/common/oauth2/logout');
  await spoil();
  const refused = await lab.browser.get(start);
  expect(refused.aadsts).toBe(code);
  expect(refused.response).toBeUndefined();
});

test('a locked password does not lock a key', async () => {
  await setFor(bSimon, 'fido2');
  const page = await begin({ attributes: { ForceAuthn: 'true' } }, bSimon);
  for (let i = 0; i < 10; i++) await lab.browser.submit(page, { passwd: `Wrong-Horse-${i}` });
  expect((await lab.browser.submit(page, { passwd: password })).aadsts).toBe(50053);
  expectSignedIn(await lab.browser.get(start));
});

test('another browser cannot end a sign-in that was begun in this one', async () => {
  const page = await lab.browser.get(start);
  await setFor(bSimon, 'fido2');
  const step = `/${tenantId}/login?${new URLSearchParams({ ctx: page.form.fields.ctx ?? '', login_hint: bSimon })}`;
  lab.browser.cookies.clear();
  expect((await lab.browser.get(step)).aadsts).toBe(50089);
});

test('a guest signs in at the home tenant', async () => {
  const { directory } = lab.idp;
  const { invitedUser } = await directory.createInvitation(tenantId, {
    invitedUserEmailAddress: 'alice@outlook.com',
  });
  await expect(directory.setSignsInWithoutPages(invitedUser.id, ['fido2'])).rejects.toMatchObject({
    faults: [{ code: 'guest' }],
  });
});
