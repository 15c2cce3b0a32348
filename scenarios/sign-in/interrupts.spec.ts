import type { Lab } from 'samlab';
import { AdminCenter } from '../harness/admin-center.ts';
import { expect, test } from '../harness/own-lab.ts';
import { bSimon } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { seriousViolations } from '../harness/violations.ts';

// Two browsers, and axe on every page.
test.describe.configure({ timeout: 180_000 });

const chosen = 'Battery-Staple-2';

async function userIdOf({ directory, start }: Lab): Promise<string> {
  const user = await directory.findUser(start.tenantId, 'B.Simon@contoso.com');
  return user?.id ?? '';
}

test('a user whose password was reset chooses another one, and signs in with it', async ({
  page,
  lab,
  visitor,
}) => {
  const admin = new AdminCenter(await visitor(), lab);
  await admin.signIn();
  const reset = `${lab.start.idp}/admin/users/${await userIdOf(lab)}/reset-password`;
  await admin.page.goto(reset);
  await expect(admin.page.getByLabel('Must change password at next sign-in')).toBeChecked();
  await admin.page.getByRole('textbox', { name: 'Password' }).fill('Temporary-Pass-1');
  await admin.page.getByRole('button', { name: 'Reset password' }).click();
  await admin.page.getByText('The password was reset.').waitFor();

  const { userPrincipalName } = bSimon(lab);
  await new ServiceProvider(page, lab).startSignIn(userPrincipalName);
  const signIn = new SignInPage(page);
  await signIn.enterUserName(userPrincipalName);
  await signIn.enterPassword('Temporary-Pass-1');
  await expect(page.locator('#ChangePasswordDescription')).toBeVisible();
  await expect(page.locator('#currentPassword')).toBeFocused();
  expect(await seriousViolations(page)).toEqual([]);

  await page.locator('#idSIButton9').click();
  await expect(page.locator('#currentPasswordError')).toContainText('your current password');
  await page.locator('#currentPassword').fill('Temporary-Pass-1');
  await page.locator('#newPassword').fill('Temporary-Pass-1');
  await page.locator('#confirmNewPassword').fill('Temporary-Pass-1');
  await page.locator('#idSIButton9').click();
  await expect(page.locator('#newPasswordError')).toContainText('This is the current password');
  expect(await seriousViolations(page)).toEqual([]);

  await page.locator('#currentPassword').fill('Temporary-Pass-1');
  await page.locator('#newPassword').fill(chosen);
  await page.locator('#confirmNewPassword').fill(chosen);
  await page.locator('#confirmNewPassword').press('Enter');
  await signIn.staySignedIn(false);
  await expect(page).toHaveURL(`${lab.start.sp}/account`);

  await page.context().clearCookies();
  await page.goto(`${lab.start.idp}/my-apps`);
  await signIn.signIn({ userPrincipalName, password: chosen });
  await expect(page).toHaveURL(`${lab.start.idp}/my-apps`);
});

test('a user without a second factor registers an authenticator app with the code of the lab home', async ({
  page,
  lab,
  visitor,
}) => {
  const admin = new AdminCenter(await visitor(), lab);
  await admin.signIn();
  const methods = `${lab.start.idp}/admin/users/${await userIdOf(lab)}/authentication-methods`;
  for (const path of ['/add', '/add?type=temporaryAccessPass', '']) {
    await admin.page.goto(methods + path);
    expect(await seriousViolations(admin.page)).toEqual([]);
  }
  await admin.page
    .getByRole('link', { name: 'Require re-register multifactor authentication' })
    .click();
  await admin.page.getByRole('button', { name: 'Require re-register' }).click();
  await admin.page.getByText('has to register a second factor').waitFor();
  await lab.directory.createPolicy(lab.start.tenantId, {
    displayName: 'Needs more',
    state: 'enabled',
    grantControl: 'mfa',
    signInFrequency: undefined,
    conditions: {
      includeUsers: 'all',
      includeUserIds: [],
      includeGroupIds: [],
      excludeUserIds: [],
      excludeGroupIds: [],
      includeApplications: 'all',
      servicePrincipalIds: [],
    },
  });

  const { userPrincipalName, password } = bSimon(lab);
  await new ServiceProvider(page, lab).startSignIn(userPrincipalName);
  const signIn = new SignInPage(page);
  await signIn.enterUserName(userPrincipalName);
  await signIn.enterPassword(password);
  await expect(page.locator('#ProofUpDescription')).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await page.locator('#idSubmit_ProofUp_Redirect').click();
  await expect(page.getByRole('heading', { name: 'Keep your account secure' })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);

  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.locator('#idSubmit_ProofUp_Redirect').click();
  const home = await visitor();
  await home.goto(lab.start.lab);
  const [shown] = await lab.directory.currentCodes(lab.start.tenantId);
  expect(shown?.userPrincipalName).toBe(userPrincipalName);
  await expect(home.getByText(shown?.code ?? 'no code').first()).toBeVisible();
  await page.getByLabel('Code').fill(shown?.code ?? '');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('heading', { name: 'Success!' })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Done' }).click();
  await signIn.staySignedIn(false);
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  await admin.page.goto(methods);
  await expect(admin.page.getByText('Verification code')).toBeVisible();
});
