import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { expect, test } from '../harness/own-lab.ts';
import { bSimon, kLee } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { seriousViolations } from '../harness/violations.ts';

// Sign-ins of several users, each in a separate window.
test.describe.configure({ timeout: 120_000 });

const exchangeLink = (page: Page) => page.getByRole('link', { name: 'See this exchange' });

/** From Peakon's login page, as another user than the one whose address is typed there. */
async function signInAs(page: Page, lab: Lab, user: typeof kLee): Promise<void> {
  await new ServiceProvider(page, lab).startSignIn(user(lab).userPrincipalName);
  await new SignInPage(page).signIn(user(lab));
}

test('a sign-in that Entra refuses: one click from the error page to the AuthnRequest', async ({
  lab,
  page,
}) => {
  await new ServiceProvider(page, lab).startSignIn(bSimon(lab).userPrincipalName);
  await new SignInPage(page).signIn(kLee(lab));
  const message = page.locator('#service_exception_message');
  await expect(message).toContainText('AADSTS50105');
  await expect(page.getByText(/AADSTS50105/)).toHaveCount(1);
  await expect(page.getByRole('link', { name: 'Users and groups of Peakon' })).toBeVisible();

  await exchangeLink(page).click();
  await expect(page.locator('#sentence')).toContainText(
    `Peakon asked to sign in as ${lab.start.sp}/saml/contoso/metadata, wants an e-mail NameID`,
  );
  await expect(page.locator('#refusal')).toContainText('AADSTS50105');
  await expect(page.locator('#request')).toContainText('<samlp:AuthnRequest');
  await expect(page.locator('#response')).toHaveCount(0);
  await expect(page.locator('[data-check="assignment"]')).toHaveAttribute('data-passed', 'false');
  await page.getByText('passed', { exact: false }).first().click();
  await expect(page.locator('[data-check="issuer"]')).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});

test('a Response that the service provider refuses: one click from its page to the Response', async ({
  lab,
  page,
}) => {
  const { tenantId } = lab.start;
  const app = await lab.directory.findApplication(tenantId, { displayName: 'Peakon' });
  const user = await lab.directory.findUser(tenantId, kLee(lab).userPrincipalName);
  await lab.directory.assign({
    servicePrincipalId: app?.servicePrincipal.id ?? '',
    userId: user?.id ?? '',
  });
  await new ServiceProvider(page, lab).startSignIn(bSimon(lab).userPrincipalName);
  await new SignInPage(page).signIn(kLee(lab));
  await expect(page.locator('#refusal')).toHaveAttribute('data-failed-check', 'employee');

  await exchangeLink(page).click();
  await expect(page.locator('#refusal')).toContainText('Service provider refused it: employee');
  const response = page.locator('#response');
  await expect(response).toContainText('<samlp:Response');
  await expect(response.getByText('RSA with SHA-256, digest SHA-256')).toBeVisible();
  // The signed part is marked: the Assertion, and nothing outside it.
  const signed = (await response.locator('.xml-signed').allInnerTexts()).join('');
  expect(signed).toContain('<Assertion ');
  expect(signed).not.toMatch(/samlp:|<Signature/);
  await expect(page.locator('#claims')).toContainText('From user.givenname');
});

test('the list shows a sign-in as it happens, and keeps the focus; an exchange can be saved and imported', async ({
  lab,
  page,
  visitor,
}) => {
  await page.goto(`${lab.start.lab}/exchanges`);
  await expect(page.getByText('Nothing yet.')).toBeVisible();
  const file = page.getByLabel('Import an exchange');
  await file.focus();
  await signInAs(await visitor(), lab, bSimon);
  await expect(page.locator('.exchange-row')).toHaveCount(1);
  await expect(page.locator('.exchange-row')).toContainText('Succeeded');
  await expect(file).toBeFocused();

  await page.locator('.exchange-row a').click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'JSON, masked' }).click();
  const path = await (await download).path();
  await page.goto(`${lab.start.lab}/exchanges`);
  await page.getByLabel('Import an exchange').setInputFiles(path);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('This exchange is masked')).toBeVisible();
  for (const part of ['#sentence', '#timeline', '#response', '#claims'])
    await expect(page.locator(part)).not.toContainText('B.Simon');
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('heading', { name: 'Two exchanges compared' })).toBeVisible();
  await expect(page.locator('#compare-answer del').first()).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 800 } });

  test('no page of an exchange is wider than the screen', async ({ lab, page }) => {
    await signInAs(page, lab, bSimon);
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    await exchangeLink(page).click();
    await expect(page.locator('#sentence')).toBeVisible();
    expect(await fits()).toBe(true);
    await page.goto(`${lab.start.lab}/exchanges`);
    expect(await fits()).toBe(true);
  });
});
