import { beforeEach, expect, test } from 'vitest';
import { Browser, redirectTo, type Seen } from '../testing/browser.ts';
import { authnRequest, bSimon, password, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';

const lab = contosoForEachTest();
const fabrikam = 'bbbbcccc-1111-dddd-2222-eeee3333ffff';
const alice = 'alice@fabrikam.com';
const bob = 'bob@outlook.com';
const guestIds = { alice: '', bob: '' };
let homeId = '';

beforeEach(async () => {
  const { directory } = lab.idp;
  await directory.createTenant({ id: fabrikam, displayName: 'Fabrikam', domain: 'fabrikam.com' });
  homeId = (
    await directory.createUser({
      tenantId: fabrikam,
      userPrincipalName: alice,
      displayName: 'Alice',
      password,
    })
  ).id;
  for (const [name, invitedUserEmailAddress] of [
    ['alice', alice],
    ['bob', bob],
  ] as const) {
    const { invitedUser } = await directory.createInvitation(tenantId, {
      invitedUserEmailAddress,
      password,
    });
    guestIds[name] = invitedUser.id;
    await directory.assign({
      servicePrincipalId: lab.servicePrincipalId,
      userId: invitedUser.id,
    });
  }
});

const ask = (browser: Browser, extra?: Record<string, string>) =>
  browser.get(redirectTo(authnRequest(), extra));

/** Guests are not asked whether to stay signed in. */
async function signInAsGuest(browser: Browser, user: string, typed = password): Promise<Seen> {
  const asksPassword = await browser.submit(await ask(browser), { loginfmt: user });
  return browser.submit(asksPassword, { passwd: typed });
}

const claimOf = (page: Seen, claim: string) =>
  new RegExp(`Name="[^"]*/${claim}"><AttributeValue>([^<]*)<`).exec(page.response ?? '')?.[1];
const nameIdOf = (page: Seen) => /<NameID [^>]*>([^<]*)</.exec(page.response ?? '')?.[1];

test('a guest from another tenant signs in with the home password', async () => {
  const wrong = await signInAsGuest(lab.browser, alice, 'Wrong-Horse-1');
  expect(wrong.aadsts).toBe(50126);
  const done = await lab.browser.submit(wrong, { passwd: password });
  expectSignedIn(done);
  expect({
    tenantid: claimOf(done, 'tenantid'),
    objectidentifier: claimOf(done, 'objectidentifier'),
    identityprovider: claimOf(done, 'identityprovider'),
    name: claimOf(done, 'name'),
    emailaddress: claimOf(done, 'emailaddress'),
    nameId: nameIdOf(done),
  }).toEqual({
    tenantid: tenantId,
    objectidentifier: guestIds.alice,
    identityprovider: `https://sts.windows.net/${fabrikam}/`,
    name: alice,
    emailaddress: alice,
    nameId: alice,
  });
});

test('a guest with a personal account signs in', async () => {
  const done = await signInAsGuest(lab.browser, bob);
  expectSignedIn(done);
  const external = 'bob_outlook.com#EXT#@contoso.com';
  expect({
    identityprovider: claimOf(done, 'identityprovider'),
    name: claimOf(done, 'name'),
    emailaddress: claimOf(done, 'emailaddress'),
    nameId: nameIdOf(done),
  }).toEqual({ identityprovider: 'live.com', name: external, emailaddress: bob, nameId: external });
});

test('one session serves the home and the guest', async () => {
  const { directory } = lab.idp;
  const { servicePrincipalId } = await directory.addApplication({
    tenantId: fabrikam,
    displayName: 'Fabrikam app',
  });
  const identifier = 'https://app.fabrikam.com';
  await directory.configureSaml(servicePrincipalId, {
    identifierUris: [identifier],
    replyUrls: [`${identifier}/acs`],
  });
  await directory.addTokenSigningCertificate(servicePrincipalId);
  await directory.assign({ servicePrincipalId, userId: homeId });
  const attributes = { AssertionConsumerServiceURL: undefined };
  const atHome = redirectTo(authnRequest({ issuer: identifier, attributes }), {}, fabrikam);

  expectSignedIn(await signInAsGuest(lab.browser, alice));
  const home = await lab.browser.get(atHome);
  expectSignedIn(home);
  expect(claimOf(home, 'objectidentifier')).toBe(homeId);

  const other = new Browser(lab.idp.app);
  expectSignedIn(await other.signIn(await other.get(atHome), { user: alice }));
  const guest = await ask(other);
  expectSignedIn(guest);
  expect(claimOf(guest, 'objectidentifier')).toBe(guestIds.alice);
});

test('an account that is not a guest is refused as before; so is a guest who was removed', async () => {
  const { directory } = lab.idp;
  await directory.createUser({
    tenantId: fabrikam,
    userPrincipalName: 'carl@fabrikam.com',
    displayName: 'Carl',
    password,
  });
  const unknown = await lab.browser.submit(await ask(lab.browser), {
    loginfmt: 'carl@fabrikam.com',
  });
  expect(unknown.aadsts).toBe(50034);
  const byOwnName = await lab.browser.submit(unknown, {
    loginfmt: 'alice_fabrikam.com#EXT#@contoso.com',
  });
  expect(byOwnName.aadsts).toBe(50034);

  const carl = new Browser(lab.idp.app);
  await carl.signIn(await carl.get('/my-apps'), { user: 'carl@fabrikam.com' });
  const foreign = await ask(carl);
  expect(foreign.aadsts).toBe(50020);
  expect(foreign.body).toContain(`https://sts.windows.net/${fabrikam}/`);

  const personal = new Browser(lab.idp.app);
  await personal.signIn(await personal.get('/my-apps'), { user: bob });
  expectSignedIn(await ask(personal));
  await directory.deleteUser(guestIds.bob);
  const removed = await ask(personal);
  expect(removed.aadsts).toBe(50020);
  expect(removed.body.replaceAll('&#39;', "'")).toContain(
    `User account '${bob}' from identity provider 'live.com' does not exist in tenant 'Contoso'`,
  );
});

test('a blocked guest, and a guest whose home account is blocked or deleted', async () => {
  const { directory } = lab.idp;
  await directory.updateUser(guestIds.alice, { accountEnabled: false });
  expect((await signInAsGuest(lab.browser, alice)).aadsts).toBe(50057);
  await directory.updateUser(guestIds.alice, { accountEnabled: true });
  await directory.updateUser(homeId, { accountEnabled: false });
  expect((await signInAsGuest(lab.browser, alice)).aadsts).toBe(50057);
  await directory.updateUser(homeId, { accountEnabled: true });
  expectSignedIn(await signInAsGuest(lab.browser, alice));
  await directory.deleteUser(homeId);
  const page = await lab.browser.submit(await ask(new Browser(lab.idp.app)), { loginfmt: alice });
  expect(page.aadsts).toBe(165000);
  const fresh = new Browser(lab.idp.app);
  expect((await fresh.submit(await ask(fresh), { loginfmt: alice })).aadsts).toBe(50034);
});

test('a second factor of another tenant does not count', async () => {
  const { directory } = lab.idp;
  await directory.createPolicy(tenantId, {
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
    signInFrequency: undefined,
  });
  const asksCode = await signInAsGuest(lab.browser, alice);
  expect(asksCode.body).toContain('name="otc"');
  const home = await directory.secondFactor(homeId);
  const guest = await directory.secondFactor(guestIds.alice);
  expect(home.code).not.toBe(guest.code);
  expect((await lab.browser.submit(asksCode, { otc: home.code })).aadsts).toBe(500121);
  expectSignedIn(await lab.browser.submit(asksCode, { otc: guest.code }));
});

test('ForceAuthn and login_hint ask for the password of the home account', async () => {
  expectSignedIn(await signInAsGuest(lab.browser, alice));
  const forced = redirectTo(authnRequest({ attributes: { ForceAuthn: 'true' } }));
  const again = await lab.browser.get(forced);
  expect(again.body).toContain(`<span id="displayName">${alice}</span>`);
  expectSignedIn(await lab.browser.submit(again, { passwd: password }));
  const hinted = await ask(new Browser(lab.idp.app), { login_hint: bob });
  expect(hinted.body).toContain(`<span id="displayName">${bob}</span>`);
});

test('the guest of a federated domain signs in at its identity provider', async () => {
  const { directory } = lab.idp;
  await directory.createDomain(fabrikam, 'adatum.com');
  await directory.federateDomain(fabrikam, 'adatum.com', {});
  await directory.createUser({
    tenantId: fabrikam,
    userPrincipalName: 'f.ross@adatum.com',
    displayName: 'F. Ross',
    password,
  });
  const { invitedUser } = await directory.createInvitation(tenantId, {
    invitedUserEmailAddress: 'f.ross@adatum.com',
  });
  await directory.assign({ servicePrincipalId: lab.servicePrincipalId, userId: invitedUser.id });
  const page = await lab.browser.submit(await ask(lab.browser), { loginfmt: 'f.ross@adatum.com' });
  const [, target = ''] = /content="0;url=([^"]+)"/.exec(page.body) ?? [];
  const there = await lab.browser.get(
    target.replaceAll('&amp;', '&').replace('http://localhost:4100', ''),
  );
  const posts = await lab.browser.submit(there, { Password: password });
  const done = await lab.browser.post('/login.srf', posts.form.fields);
  expectSignedIn(done);
  expect(claimOf(done, 'objectidentifier')).toBe(invitedUser.id);
  expect(done.response).toContain('PasswordProtectedTransport</AuthnContextClassRef>');
  // A stranger of that domain is not sent there for an application of this tenant.
  const stranger = new Browser(lab.idp.app);
  const refused = await stranger.submit(await ask(stranger), { loginfmt: 'x@adatum.com' });
  expect(refused.aadsts).toBe(50034);
});

test('a personal account administers nothing', async () => {
  const page = await lab.browser.signIn(await lab.browser.get('/admin'), { user: bob });
  const refused = await lab.browser.get(page.headers.location ?? '');
  expect(refused.aadsts).toBe(50020);
  expect(refused.body).toContain('live.com');
  const member = new Browser(lab.idp.app);
  await member.signIn(await member.get('/admin'), { user: bSimon });
  expect((await member.get('/admin/users')).status).toBe(200);
});
