import { bSimon, kLee } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { expect, test } from '../harness/test.ts';

test.beforeEach(async ({ page, lab }) => {
  await new ServiceProvider(page, lab).startSignIn(bSimon(lab).userPrincipalName);
});

test('a wrong password is reported on the form, and the right one then works', async ({
  page,
  lab,
  whoami,
}) => {
  const signIn = new SignInPage(page);
  await signIn.enterUserName(bSimon(lab).userPrincipalName);
  await signIn.enterPassword('not the password');
  await expect(page.locator('#passwordError')).toContainText(
    'Your account or password is incorrect',
  );
  await expect(page.locator('[data-aadsts="50126"]').first()).toBeVisible();
  expect(await whoami()).toEqual({ status: 401 });

  await signIn.enterPassword(bSimon(lab).password);
  await signIn.staySignedIn(false);
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
});

test('an unknown user name is reported on the form', async ({ page, whoami }) => {
  await new SignInPage(page).enterUserName('nobody@contoso.com');
  await expect(page.locator('#usernameError')).toContainText('This username may be incorrect');
  await expect(page.locator('[data-aadsts="50034"]').first()).toBeVisible();
  await expect(page.locator('#i0116')).toHaveValue('nobody@contoso.com');
  expect(await whoami()).toEqual({ status: 401 });
});

test('a user without an assignment is refused with AADSTS50105', async ({ page, lab, whoami }) => {
  await new SignInPage(page).signIn(kLee(lab));
  await expect(page.getByText('AADSTS50105').first()).toBeVisible();
  await expect(page.getByText(/Correlation Id/)).toBeVisible();
  expect(await whoami()).toEqual({ status: 401 });
});
