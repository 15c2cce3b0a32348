import { bSimon } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';
import { byElement } from './helpers/by-element.ts';
import { byState } from './helpers/by-state.ts';
import { loops } from './helpers/loops.ts';
import { open } from './helpers/open.ts';

const helpers = [...byElement, ...byState, ...loops];

for (const { reliesOn, address, signIn } of helpers)
  test(`a helper that relies on ${reliesOn}`, async ({ page, lab, whoami }) => {
    await open(page, lab, address ?? lab.start.tenantId);
    await signIn(page, bSimon(lab));
    await expect(page).toHaveURL(`${lab.start.sp}/account`);
    expect(await whoami()).toEqual({ status: 200, email: bSimon(lab).userPrincipalName });
  });

test('there are at least 23 of them, each different', () => {
  expect(new Set(helpers.map(({ reliesOn }) => reliesOn)).size).toBeGreaterThanOrEqual(23);
});

test('if GetCredentialType cannot be asked, the next page asks for the password', async ({
  page,
  lab,
}) => {
  await page.route('**/GetCredentialType*', (route) => route.fulfill({ status: 503 }));
  await open(page, lab, lab.start.tenantId);
  const { userPrincipalName, password } = bSimon(lab);
  await page.fill('#i0116', userPrincipalName);
  await page.click('#idSIButton9');
  await page.waitForURL(/login_hint=/);
  await page.fill('#i0118', password);
  await page.click('#idSIButton9');
  await page.click('#idBtn_Back');
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
});

test.describe('account tiles, after signing out of a session that was to stay', () => {
  test.beforeEach(async ({ page, lab }) => {
    await open(page, lab, lab.start.tenantId);
    const { userPrincipalName, password } = bSimon(lab);
    await page.fill('#i0116', userPrincipalName);
    await page.click('#idSIButton9');
    await page.fill('#i0118', password);
    await page.click('#idSIButton9');
    await page.locator('#KmsiCheckboxField').waitFor();
    await page.click('#idSIButton9');
    await expect(page).toHaveURL(`${lab.start.sp}/account`);
    await page.goto(`${lab.start.idp}/common/oauth2/logout`);
    await open(page, lab, lab.start.tenantId);
    await expect(page.getByRole('heading', { name: 'Pick an account' })).toBeVisible();
    await expect(page.locator('#i0116')).toBeHidden();
  });

  test('a helper that presses the tile of its user', async ({ page, lab }) => {
    const { userPrincipalName, password } = bSimon(lab);
    await expect(page.locator('#tilesHolder').getByText(userPrincipalName)).toBeVisible();
    await page.click(`[data-test-id="${userPrincipalName}"]`);
    await page.fill('#i0118', password);
    await expect(page.locator('[type=submit]')).toHaveCount(1);
    await page.click('#idSIButton9');
    await page.click('#idBtn_Back');
    await expect(page).toHaveURL(`${lab.start.sp}/account`);
  });

  test('a helper that uses another account', async ({ page, lab, whoami }) => {
    const { userPrincipalName, password } = bSimon(lab);
    await page.click('#otherTile');
    await page.fill('#i0116', userPrincipalName);
    await page.click('#idSIButton9');
    await page.fill('#i0118', password);
    await page.click('#idSIButton9');
    await page.click('#idBtn_Back');
    await expect(page).toHaveURL(`${lab.start.sp}/account`);
    expect(await whoami()).toMatchObject({ email: userPrincipalName });
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('every step is a page, with a way back and a No', async ({ page, lab, context }) => {
    const { userPrincipalName, password } = bSimon(lab);
    await open(page, lab, lab.start.tenantId);
    const next = (field: string, text: string) =>
      page.fill(field, text).then(() => page.click('#idSIButton9'));
    await next('#i0116', 'K.Lee@contoso.com');
    await expect(page.locator('#idBtn_Back')).toBeHidden();
    await page.getByRole('button', { name: 'Back' }).click();
    await next('#i0116', userPrincipalName);
    await next('#i0118', password);
    await expect(page.locator('#KmsiDescription')).toBeVisible();
    await page.getByRole('button', { name: 'No' }).click();
    const cookies = (await context.cookies(lab.start.idp)).map(({ name }) => name);
    expect(cookies).toContain('ESTSAUTH');
    expect(cookies).not.toContain('ESTSAUTHPERSISTENT');
    await expect(page.locator('input[name=SAMLResponse]')).toBeAttached();
  });
});
