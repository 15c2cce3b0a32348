import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { bSimon } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { expect, test } from '../harness/test.ts';

/** Searches for a case on the lab home, opens its page and arms it; ends on the lab home. */
async function arm(page: Page, lab: Lab, id: string): Promise<void> {
  await page.goto(lab.start.lab);
  await page.getByLabel('Search the cases').fill(id);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: id, exact: true }).click();
  await page.getByRole('button', { name: 'Spoil the next sign-in with this' }).click();
  await expect(page.locator('#armed')).toContainText(`Armed: ${id}`);
}

async function signIn(page: Page, lab: Lab): Promise<void> {
  await new ServiceProvider(page, lab).startSignIn(bSimon(lab).userPrincipalName);
  await new SignInPage(page).signIn(bSimon(lab));
}

test('a tampered NameID is refused by the signature, and the next sign-in works', async ({
  page,
  lab,
  whoami,
}) => {
  const sp = new ServiceProvider(page, lab);
  await arm(page, lab, 'sig-tampered-nameid');

  await signIn(page, lab);
  await expect(sp.failedCheck).toHaveAttribute('data-check', 'signature');
  expect(await whoami()).toEqual({ status: 401 });

  await page.goto(lab.start.lab);
  await expect(page.locator('#armed')).toHaveCount(0);
  const sent = page.getByRole('list', { name: 'Spoilt sign-ins' });
  await expect(sent).toContainText('sig-tampered-nameid');
  await expect(sent).toContainText(sp.assertionConsumerService);

  await sp.startSignIn(bSimon(lab).userPrincipalName); // the session at the identity provider is still live
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  expect(await whoami()).toEqual({ status: 200, email: bSimon(lab).userPrincipalName });
});

test('an unusual but valid response is accepted', async ({ page, lab, whoami }) => {
  await arm(page, lab, 'ok-prefix-variants');
  await signIn(page, lab);
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  expect(await whoami()).toEqual({ status: 200, email: bSimon(lab).userPrincipalName });
  await page.goto(lab.start.lab);
  await expect(page.getByRole('list', { name: 'Spoilt sign-ins' })).toContainText(
    'ok-prefix-variants',
  );
});

test('an IdP-initiated sign-in can be spoilt too', async ({ page, lab, whoami }) => {
  await arm(page, lab, 'sig-stripped');
  await page.goto(`${lab.start.idp}/api/signin/${lab.start.appId}?tenantId=${lab.start.tenantId}`);
  await new SignInPage(page).signIn(bSimon(lab));
  const { failedCheck } = new ServiceProvider(page, lab);
  await expect(failedCheck).toHaveAttribute('data-check', /signature/);
  expect(await whoami()).toEqual({ status: 401 });
});

test('a cancelled case is not sent', async ({ page, lab, whoami }) => {
  await arm(page, lab, 'sig-stripped');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('#armed')).toHaveCount(0);
  await signIn(page, lab);
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  expect(await whoami()).toMatchObject({ status: 200 });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a case can be found and armed from the list', async ({ page, lab }) => {
    await page.goto(`${lab.start.lab}/cases?q=audience`);
    await page.getByRole('button', { name: 'Arm cond-audience-missing' }).click();
    await expect(page.locator('#armed')).toContainText('cond-audience-missing');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.locator('#armed')).toHaveCount(0);
  });
});

test('arming requires the CSRF token', async ({ page, lab }) => {
  const answer = await page.request.post(`${lab.start.lab}/spoil`, {
    form: { run: 'sig-stripped' },
  });
  expect(answer.status()).toBe(403);
  await page.goto(lab.start.lab);
  await expect(page.locator('#armed')).toHaveCount(0);
});
