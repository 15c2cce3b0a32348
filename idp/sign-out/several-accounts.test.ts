import { beforeEach, describe, expect, test } from 'vitest';
import { Browser, redirectTo, type Seen } from '../testing/browser.ts';
import {
  authnRequest,
  bSimon,
  globalAdministrator,
  tenantId,
  unassigned,
} from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import {
  type Application,
  addApplication,
  framesOf,
  open,
  peakon,
  sent,
  signOutBy,
  withLogoutUrl,
} from './testing/participants.ts';

const lab = contosoForEachTest();
let wiki: Application;
beforeEach(async () => {
  await withLogoutUrl(lab);
  wiki = await addApplication(lab, 'Wiki');
});

const launch = `/api/signin/${peakon.appId}?tenantId=${tenantId}`;
const forced = (app: Application) =>
  redirectTo(
    authnRequest({
      issuer: app.identifier,
      attributes: { ForceAuthn: 'true', AssertionConsumerServiceURL: `${app.identifier}/acs` },
    }),
  );

/** Another user signs in to an application in the same browser. */
async function alsoAs(user: string, app = wiki): Promise<void> {
  const page = await lab.browser.get(`${forced(app)}&login_hint=${user}`);
  const stay = await lab.browser.submit(page, { passwd: 'Correct-Horse-1' });
  expect((await lab.browser.submit(stay, { LoginOptions: '0' })).response).toContain(user);
}

const accountsOn = ({ body }: Seen) =>
  [...body.matchAll(/data-test-id="([^"]+)"/g)].map(([, name]) => name);
const follow = (answer: Seen) => lab.browser.get(String(answer.headers.location));

describe('two users are signed in in one browser', () => {
  beforeEach(async () => {
    await open(lab.browser, peakon);
    await alsoAs(unassigned);
  });

  test('a LogoutRequest asks which account to sign out of, whatever its NameID', async () => {
    const page = await follow(await signOutBy(lab.browser, { nameId: bSimon }));
    expect(page.body).toContain('Pick an account');
    expect(page.body).toContain('Which account do you want to sign out of?');
    expect(accountsOn(page)).toEqual([unassigned, bSimon]);
    expect(page.body).toContain('Signed in');
    // Browsers apply it to the redirect to the Logout Url, too.
    expect(page.headers['content-security-policy']).toContain('form-action http: https:');
  });

  test('the account that is picked is signed out of, the other one stays', async () => {
    const page = await follow(await signOutBy(lab.browser));
    const answer = await lab.browser.submit(page, { account: bSimon });
    const { says } = await sent(lab, lab.servicePrincipalId, String(answer.headers.location));
    expect(says.inResponseTo).toBe('idaa6ebe6839094fe4abc4ebd5281ec780');
    // Wiki is an application of the other session.
    expect(
      (await lab.browser.get(`/api/signin/${wiki.appId}?tenantId=${tenantId}`)).response,
    ).toContain(unassigned);
    expect((await signOutBy(lab.browser, { attributes: { ID: '_2' } })).aadsts).toBe(50068);
  });

  test('after the current account is signed out of, the other one is the current one', async () => {
    const page = await follow(await signOutBy(lab.browser, { issuer: wiki.identifier }));
    await lab.browser.submit(page, { account: unassigned });
    expect((await lab.browser.get(launch)).response).toContain(bSimon);
    const last = await signOutBy(lab.browser, { attributes: { ID: '_2' } });
    expect(String(last.headers.location)).toContain('SAMLResponse=');
    expect((await lab.browser.get(launch)).response).toBeUndefined();
  });

  test('AADSTS50068: the account that is picked is not signed in to the application', async () => {
    const page = await follow(await signOutBy(lab.browser));
    expect((await lab.browser.submit(page, { account: unassigned })).aadsts).toBe(50068);
    expect(
      (await lab.browser.get(`/api/signin/${wiki.appId}?tenantId=${tenantId}`)).response,
    ).toContain(unassigned);
  });

  test('only an account of this browser can be picked, and only once', async () => {
    const page = await follow(await signOutBy(lab.browser));
    expect((await lab.browser.submit(page, { account: globalAdministrator })).aadsts).toBe(50061);
    const other = new Browser(lab.idp.app);
    expect((await other.post(page.form.action, { account: bSimon })).aadsts).toBe(50061);
    expect((await lab.browser.submit(page, { account: bSimon })).status).toBe(303);
    expect((await lab.browser.submit(page, { account: unassigned })).aadsts).toBe(50061);
  });

  test('when all were signed out of in another tab, nothing is left to pick', async () => {
    const asked = await signOutBy(lab.browser);
    for (const name of [unassigned, bSimon])
      await lab.browser.get(`/common/oauth2/logout?logout_hint=${name}`);
    const { location } = (await follow(asked)).headers;
    expect(String(location)).toContain('SAMLResponse=');
  });

  test('AADSTS50061: the address of a sign-out opens nothing in another browser, also one with the same accounts', async () => {
    const { location } = (await signOutBy(lab.browser)).headers;
    const address = String(location);
    const other = lab.browser.copy();
    other.cookies.delete('esctx');
    for (const part of ['/sign-out?', '/sign-out/answers?', '/sign-out/end?', '/sign-out/return?'])
      expect((await other.get(address.replace('/sign-out?', part))).aadsts).toBe(50061);
    expect((await other.post(address, { account: bSimon })).aadsts).toBe(50061);
    const page = await lab.browser.get(address); // the control
    expect((await lab.browser.submit(page, { account: bSimon })).status).toBe(303);
  });

  test('a form of another site is refused', async () => {
    const page = await follow(await signOutBy(lab.browser));
    const answer = await lab.browser.post(
      page.form.action,
      { account: bSimon },
      { origin: 'https://evil.example' },
    );
    expect(answer.status).toBe(403);
  });

  test('the sign-out page asks as well, unless logout_hint names the account', async () => {
    const page = await follow(await lab.browser.get('/common/oauth2/logout'));
    expect(accountsOn(page)).toEqual([unassigned, bSimon]);
    const hinted = await lab.browser.get(`/common/oauth2/v2.0/logout?logout_hint=${bSimon}`);
    expect([...framesOf(await follow(hinted)).keys()]).toEqual(['Peakon']);
    expect((await lab.browser.get(launch)).response).toBeUndefined();
  });

  test('the cookie of the first session, which another browser may have copied, opens nothing', async () => {
    const other = new Browser(lab.idp.app);
    await open(other, peakon);
    const before = other.cookies.get('ESTSAUTH') ?? '';
    const page = await other.get(`${forced(wiki)}&login_hint=${unassigned}`);
    const stay = await other.submit(page, { passwd: 'Correct-Horse-1' });
    await other.submit(stay, { LoginOptions: '0' });
    const copy = new Browser(lab.idp.app);
    copy.cookies.set('ESTSAUTH', before);
    expect((await copy.get(launch)).response).toBeUndefined();
  });
});

test('a browser keeps five accounts; of more, those that were used longest ago are signed out', async () => {
  for (let number = 1; number <= 7; number++)
    await lab.idp.directory.importUsersUnchecked([
      {
        tenantId,
        userPrincipalName: `U${number}@contoso.com`,
        displayName: `U${number}`,
        password: 'Correct-Horse-1',
      },
    ]);
  for (let number = 1; number <= 7; number++) {
    lab.advance(1000);
    await alsoAs(`U${number}@contoso.com`);
  }
  const page = await follow(await lab.browser.get('/common/oauth2/logout'));
  expect(accountsOn(page)).toEqual([7, 6, 5, 4, 3].map((number) => `U${number}@contoso.com`));
});
