import { expect, test } from '../harness/own-lab.ts';
import { bSimon } from '../harness/people.ts';
import {
  authenticator,
  enterPassword,
  mobile,
  requireSecondFactor,
} from '../harness/second-factor.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { seriousViolations } from '../harness/violations.ts';

test('a push is approved on the lab home with the number of the page, which continues by itself', async ({
  page,
  lab,
  visitor,
}) => {
  await requireSecondFactor(lab, authenticator, mobile);
  const home = await visitor();
  await home.goto(lab.start.lab);
  await enterPassword(page, lab);
  await expect(page.locator('#idDiv_SAOTCAS_Description')).toBeVisible();
  const number = (await page.locator('#idRichContext_DisplaySign').textContent()) ?? '';

  // The open lab home shows the request by itself.
  await home.getByLabel('Number on the sign-in page').fill(number);
  await home.getByRole('button', { name: 'Approve' }).click();
  await expect(home.getByText('Are you trying to sign in?')).toBeHidden();
  await new SignInPage(page).staySignedIn(false);
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
});

test('a push that is denied on the lab home: the page says so, and another one can be approved', async ({
  page,
  lab,
  visitor,
}) => {
  await requireSecondFactor(lab, authenticator);
  const home = await visitor();
  await enterPassword(page, lab);
  await expect(page.locator('#idRichContext_DisplaySign')).toBeVisible();
  await home.goto(lab.start.lab);
  await home.getByRole('button', { name: 'Deny' }).click();
  await expect(page.locator('#idDiv_SAASDS_Description')).toContainText('you denied it');

  await page.locator('#idA_SAASDS_Resend').click();
  const number = (await page.locator('#idRichContext_DisplaySign').textContent()) ?? '';
  await home.getByLabel('Number on the sign-in page').fill(number);
  await home.getByRole('button', { name: 'Approve' }).click();
  await new SignInPage(page).staySignedIn(false);
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
});

for (const press of ['click', 'Enter'] as const)
  test(`a text message, through the list of methods, by ${press}`, async ({ page, lab }) => {
    await requireSecondFactor(lab, authenticator, mobile);
    await enterPassword(page, lab);
    await page.locator('#signInAnotherWay').click();
    await expect(page.locator('#idDiv_SAOTCS_Proofs [role=listitem]')).toHaveCount(3);
    const row = page.locator('div[data-value=OneWaySMS]');
    await expect(row).toHaveText('Text +X XXXXXXXX34');
    if (press === 'click') await row.click();
    else await row.press(press);
    await expect(page.locator('#idDiv_SAOTCC_Description')).toContainText('We texted your phone');
    const [sent] = await lab.directory.sentCodes(lab.start.tenantId);
    await page.fill('#idTxtBx_SAOTCC_OTC', sent?.code ?? '');
    await page.click('#idSubmit_SAOTCC_Continue');
    await new SignInPage(page).staySignedIn(false);
    await expect(page).toHaveURL(`${lab.start.sp}/account`);
  });

test('rows are found by their place, as public helpers do', async ({ page, lab }) => {
  await requireSecondFactor(lab, authenticator, mobile);
  await enterPassword(page, lab);
  await page.locator('#signInAnotherWay').click();
  await page.locator('//*[@id="idDiv_SAOTCS_Proofs"]/div[2]/div/div/div[2]/div').click();
  await expect(page.locator('#idDiv_SAOTCC_Description')).toContainText('We texted your phone');
});

test('phone sign-in: after the user name the phone confirms, and there is no password', async ({
  page,
  lab,
  visitor,
}) => {
  await requireSecondFactor(lab, { ...authenticator, phoneSignIn: true });
  const { idp, appId, tenantId, lab: homeUrl, sp } = lab.start;
  await page.goto(`${idp}/api/signin/${appId}?tenantId=${tenantId}`);
  const ctx = await page.locator('input[name=ctx]').inputValue();
  const user = new URLSearchParams({ ctx, login_hint: bSimon(lab).userPrincipalName });
  await page.goto(`${idp}/${tenantId}/phone-sign-in?${user}`);
  const number = (await page.locator('#idRemoteNGC_DisplaySign').textContent()) ?? '';
  const home = await visitor();
  await home.goto(homeUrl);
  await home.getByLabel('Number on the sign-in page').fill(number);
  await home.getByRole('button', { name: 'Approve' }).click();
  await new SignInPage(page).staySignedIn(false);
  await expect(page).toHaveURL(`${sp}/account`);
});

test('the pages, and the lab home with a request and a code, pass axe', async ({ page, lab }) => {
  await requireSecondFactor(lab, authenticator, mobile);
  await enterPassword(page, lab);
  await expect(page.locator('#idRichContext_DisplaySign')).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await page.locator('#signInAnotherWay').click();
  await expect(page.locator('#idDiv_SAOTCS_Proofs [role=listitem]')).toHaveCount(3);
  expect(await seriousViolations(page)).toEqual([]);
  await page.locator('div[data-value=OneWaySMS]').click();
  await expect(page.locator('#idDiv_SAOTCC_Description')).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await page.goto(lab.start.lab);
  await expect(page.getByText('Are you trying to sign in?')).toBeVisible();
  await expect(page.getByText('text message to')).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a text message through the list of methods', async ({ page, lab }) => {
    const { sp } = lab.start;
    await requireSecondFactor(lab, authenticator, mobile);
    await enterPassword(page, lab);
    await page.locator('#signInAnotherWay').click();
    await page.getByRole('button', { name: 'Text +X XXXXXXXX34' }).click();
    const [sent] = await lab.directory.sentCodes(lab.start.tenantId);
    await page.fill('#idTxtBx_SAOTCC_OTC', sent?.code ?? '');
    await page.click('#idSubmit_SAOTCC_Continue');
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByRole('button').first().click();
    await expect(page).toHaveURL(`${sp}/account`);
  });

  test('a push: the user continues after the approval', async ({ page, lab }) => {
    await requireSecondFactor(lab, authenticator);
    await enterPassword(page, lab);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('not heard from your phone yet')).toBeVisible();
    const number = Number(await page.locator('#idRichContext_DisplaySign').textContent());
    const [asked] = await lab.directory.pendingApprovals(lab.start.tenantId);
    await lab.directory.answerApproval(asked?.id ?? '', { number });
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.locator('#KmsiDescription')).toBeVisible();
  });
});
