import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { type LogoutSite, startLogoutSite } from '../harness/logout-site.ts';
import { nodeSamlLibrary } from '../harness/node-saml-logout.ts';
import { test as base, expect } from '../harness/own-lab.ts';
import { bSimon } from '../harness/people.ts';
import { samlifyLibrary } from '../harness/samlify-logout.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';

interface Fixtures {
  /** Peakon takes part in single sign-out, beside two other applications of the lab. */
  sites: { wiki: LogoutSite; blog: LogoutSite };
}

const test = base.extend<Fixtures>({
  sites: async ({ lab }, use) => {
    await connectPeakon(lab);
    const wiki = await startLogoutSite(lab, 'Wiki', nodeSamlLibrary);
    const blog = await startLogoutSite(lab, 'Blog', samlifyLibrary);
    await use({ wiki, blog });
    await wiki.close();
    await blog.close();
  },
});

/** Logout Url at Entra, SSO Logout URL and single logout at Peakon: on both sides what their administrators enter. */
async function connectPeakon({ directory, administration, start }: Lab): Promise<void> {
  const { idp, sp, tenantId, appId } = start;
  const peakon = await directory.findApplication(tenantId, { appId: appId ?? '' });
  if (!peakon) throw new Error('Peakon is not there.');
  const { servicePrincipal, identifierUris, replyUrls } = peakon;
  await directory.configureSaml(servicePrincipal.id, {
    identifierUris: [...identifierUris],
    replyUrls: [...replyUrls],
    logoutUrl: `${sp}/saml/contoso/logout`,
  });
  const { certificate } = await directory.activeSigningKey(servicePrincipal.id);
  await administration.enableSingleSignOn('contoso', {
    ssoLoginUrl: `${idp}/${tenantId}/saml2`,
    ssoLogoutUrl: `${idp}/${tenantId}/saml2`,
    idpEntityId: `https://sts.windows.net/${tenantId}/`,
    certificates: [certificate.der],
    singleLogout: true,
  });
}

/** One session at the identity provider, and one at each of the three. */
async function signInEverywhere(page: Page, lab: Lab, { wiki, blog }: Fixtures['sites']) {
  await new ServiceProvider(page, lab).startSignIn(bSimon(lab).userPrincipalName);
  await new SignInPage(page).signIn(bSimon(lab));
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  for (const site of [wiki, blog]) {
    await page.goto(`${site.url}/login`);
    await expect(page.getByText('Signed in as B.Simon@contoso.com')).toBeVisible();
  }
}

/** Whether B.Simon is signed in at Peakon, the Wiki and the Blog. */
async function signedIn(page: Page, lab: Lab, { wiki, blog }: Fixtures['sites']) {
  const peakon = (await page.request.get(`${lab.start.sp}/api/whoami`)).ok();
  const at = async ({ url }: LogoutSite) =>
    (await (await page.request.get(url)).text()).includes('Signed in as');
  return { peakon, wiki: await at(wiki), blog: await at(blog) };
}

const states = (page: Page) =>
  page
    .locator('#participants li')
    .evaluateAll((items) =>
      Object.fromEntries(
        items.map((item) => [
          item.querySelector('.sign-out-name')?.textContent,
          (item as HTMLElement).dataset.state,
        ]),
      ),
    );

const nobody = { peakon: false, wiki: false, blog: false };

test('node-saml begins: Peakon and samlify are told, and its LogoutResponse verifies', async ({
  lab,
  page,
  sites,
}) => {
  await signInEverywhere(page, lab, sites);
  expect(await signedIn(page, lab, sites)).toEqual({ peakon: true, wiki: true, blog: true });
  await page.goto(`${sites.wiki.url}/logout`);
  await expect(page.getByText('Signed out everywhere, and back at /bye?a=b c')).toBeVisible();
  expect(await signedIn(page, lab, sites)).toEqual(nobody);
  await page.goto(`${lab.start.idp}/my-apps`);
  await expect(page.locator('#i0116')).toBeVisible();
});

test('samlify begins: Peakon and node-saml are told', async ({ lab, page, sites }) => {
  await signInEverywhere(page, lab, sites);
  await page.goto(`${sites.blog.url}/logout`);
  await expect(page.getByText('Signed out everywhere')).toBeVisible();
  expect(await signedIn(page, lab, sites)).toEqual(nobody);
});

test('Peakon begins, with the keyboard: the others are told, and Peakon says that it is over', async ({
  lab,
  page,
  sites,
}) => {
  await signInEverywhere(page, lab, sites);
  await page.goto(`${lab.start.sp}/account`);
  await page.getByRole('button', { name: 'Sign out' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('has confirmed that your session there has ended')).toBeVisible();
  expect(await signedIn(page, lab, sites)).toEqual(nobody);
});

test('My Apps begins: all three are told, and the page says so', async ({ lab, page, sites }) => {
  await signInEverywhere(page, lab, sites);
  await page.goto(`${lab.start.idp}/my-apps`);
  await page.getByRole('link', { name: 'Sign out' }).click();
  await expect(page.locator('#login_workload_logo_text')).toHaveText(
    'You signed out of your account',
  );
  await expect(page.locator('#SignOutStatusMessage')).toContainText(
    'a good idea to close all browser windows',
  );
  expect(await states(page)).toEqual({ Peakon: 'answered', Wiki: 'answered', Blog: 'answered' });
  expect(await signedIn(page, lab, sites)).toEqual(nobody);
});

test('one that never answers: the page waits for a limited time, says so and goes on', async ({
  lab,
  page,
  sites,
}) => {
  sites.blog.manner = 'hangs';
  await signInEverywhere(page, lab, sites);
  await page.goto(`${sites.wiki.url}/logout`, { waitUntil: 'commit' });
  await expect(page.getByText('Hang on a moment while we sign you out.')).toBeVisible();
  await expect(page.locator('#login_workload_logo_text')).toContainText(
    'having trouble signing you out',
  );
  expect(await states(page)).toEqual({ Peakon: 'answered', Blog: 'silent' });
  await expect(page.getByText('Signed out everywhere')).toBeVisible();
  expect(await signedIn(page, lab, sites)).toEqual({ peakon: false, wiki: false, blog: true });
});

test('one that answers with an error status, and one that only shows a page', async ({
  lab,
  page,
  sites,
}) => {
  sites.wiki.manner = 'fails';
  sites.blog.manner = 'shows a page';
  await signInEverywhere(page, lab, sites);
  await page.goto(`${lab.start.idp}/common/oauth2/logout`);
  await expect(page.locator('#login_workload_logo_text')).toContainText(
    'having trouble signing you out',
  );
  expect(await states(page)).toEqual({ Peakon: 'answered', Wiki: 'refused', Blog: 'loaded' });
  expect(await signedIn(page, lab, sites)).toEqual({ peakon: false, wiki: true, blog: false });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the frames load, and the page goes on by itself', async ({ lab, page, sites }) => {
    await page.goto(`${sites.wiki.url}/login`);
    await page.locator('#i0116').fill('B.Simon@contoso.com');
    await page.locator('#idSIButton9').click();
    await page.locator('#i0118').fill(bSimon(lab).password);
    await page.locator('#idSIButton9').click();
    await page.locator('#idSIButton9').click();
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.goto(`${sites.blog.url}/login`);
    await page.getByRole('button', { name: 'Submit' }).click();
    await expect(page.getByText('Signed in as')).toBeVisible();
    await page.goto(`${sites.wiki.url}/logout`, { waitUntil: 'commit' });
    await expect(page.getByText('Signed out everywhere')).toBeVisible();
    expect(await signedIn(page, lab, sites)).toMatchObject({ wiki: false, blog: false });
  });
});

test('every message is in the exchanges of the lab, with a verdict', async ({
  lab,
  page,
  sites,
}) => {
  sites.wiki.manner = 'fails';
  await signInEverywhere(page, lab, sites);
  await page.goto(`${lab.start.sp}/account`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('has confirmed that your session there has ended')).toBeVisible();
  await page.goto(`${lab.start.lab}/exchanges`);
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: `Sign-out: ${name}` });
  await expect(row('Blog')).toContainText('Succeeded');
  await expect(row('Wiki')).toContainText('logout-status');
  await expect(row('Peakon')).toContainText('PartialLogout');
  await row('Wiki').getByRole('link').first().click();
  await expect(page.getByText('LogoutRequest').first()).toBeVisible();
  await expect(page.getByText('status:Requester').first()).toBeVisible();
});
