import { BSimonWindow } from '../harness/b-simon-window.ts';
import { expect, test } from '../harness/own-lab.ts';
import { bSimon, kLee } from '../harness/people.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { seriousViolations } from '../harness/violations.ts';

test.describe.configure({ timeout: 300_000 });

test("every page from Peakon's sign-on page to the employee's page", async ({ page, lab }) => {
  const signIn = new SignInPage(page);
  const { userPrincipalName, password } = bSimon(lab);
  await page.goto(`${lab.start.sp}/login`);
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByLabel('E-mail address').fill(userPrincipalName);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('#i0118').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await page.locator('#idBtn_Back').click();
  await page.locator('#i0116').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await signIn.enterUserName('nobody@contoso.com');
  await page.locator('#usernameError').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await signIn.enterUserName(userPrincipalName);
  await signIn.enterPassword('not the password');
  await page.locator('#passwordError').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await signIn.enterPassword(password);
  await page.locator('#KmsiCheckboxField').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await page.locator('#idBtn_Back').click();
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  expect(await seriousViolations(page)).toEqual([]);
  await page.goto(`${lab.start.idp}/my-apps`);
  expect(await seriousViolations(page)).toEqual([]);
});

test("Entra's error page", async ({ page, lab }) => {
  const { idp, appId, tenantId } = lab.start;
  await page.goto(`${idp}/api/signin/${appId}?tenantId=${tenantId}`);
  await new SignInPage(page).signIn(kLee(lab));
  await expect(page.getByText('AADSTS50105').first()).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});

test("Peakon's refusal", async ({ page, lab }) => {
  const employee = await lab.administration.findEmployee('contoso', 'B.Simon@contoso.com');
  await lab.administration.removeEmployee({ companyId: 'contoso', id: employee?.id ?? '' });
  const window = new BSimonWindow(page, lab, bSimon(lab).password);
  await window.signInFromEntra(lab.start.appId ?? '');
  await expect(page.locator('#refusal')).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});

test('the pages without a session', async ({ page, lab }) => {
  const { lab: home, idp, sp } = lab.start;
  for (const url of [
    `${sp}/admin`,
    sp,
    idp,
    `${idp}/nothing`,
    `${sp}/nothing`,
    `${home}/nothing`,
  ]) {
    await page.goto(url);
    expect(await seriousViolations(page)).toEqual([]);
  }
});

test('every page of a sign-in without a password', async ({ page, lab }) => {
  const { directory, start } = lab;
  const { userPrincipalName } = bSimon(lab);
  const user = await directory.findUser(start.tenantId, userPrincipalName);
  const id = user?.id ?? '';
  await directory.setSoftwareOath(id, false);
  for (const method of [
    { type: 'fido2', displayName: 'Blue key', passkeyType: 'synced' },
    { type: 'x509Certificate', displayName: 'Smart card', isMultifactor: true },
    { type: 'temporaryAccessPass', lifetimeInMinutes: 60, isUsableOnce: true },
  ] as const)
    await directory.addAuthenticationMethod(id, method);
  await page.goto(`${start.idp}/mysignins/security-info`);
  await new SignInPage(page).enterUserName(userPrincipalName);
  await page.locator('#accesspass').fill('wrong');
  await page.locator('#idSIButton9').click();
  await page.locator('#accessPassError').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  const others = page.getByRole('link', { name: 'Other ways to sign in' });
  await others.click();
  await page.locator('#credentialPickerTitle').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await page.locator('[data-value=Certificate] a').click();
  await page.getByLabel('On a joined device').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await others.click();
  await page.locator('[data-value=Fido] a').click();
  await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sign in as if with Blue key' }).click();
  await new SignInPage(page).staySignedIn(false);
  await expect(page.getByRole('heading', { name: 'Security info' })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});
