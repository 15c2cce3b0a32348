import { bSimon } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { expect, test } from '../harness/test.ts';

test('B.Simon signs in from the login page of the service provider', async ({
  page,
  lab,
  whoami,
}) => {
  const sp = new ServiceProvider(page, lab);
  expect(await whoami()).toEqual({ status: 401 });

  await sp.startSignIn(bSimon(lab).userPrincipalName);
  await expect(page).toHaveURL(new RegExp(`^${lab.start.idp}/`));
  await new SignInPage(page).signIn(bSimon(lab));

  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  await expect(sp.employee).toContainText('Simon');
  expect(await whoami()).toEqual({ status: 200, email: bSimon(lab).userPrincipalName });
});

test('a second sign-in with a live session needs no prompt', async ({ page, lab, whoami }) => {
  const sp = new ServiceProvider(page, lab);
  await sp.startSignIn(bSimon(lab).userPrincipalName);
  await new SignInPage(page).signIn(bSimon(lab));
  await expect(page).toHaveURL(`${lab.start.sp}/account`);

  await page.getByRole('button', { name: 'Sign out' }).click();
  expect(await whoami()).toEqual({ status: 401 });

  await sp.startSignIn(bSimon(lab).userPrincipalName);
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  expect(await whoami()).toMatchObject({ status: 200 });
});

test('staying signed in sets a persistent cookie', async ({ page, lab, context }) => {
  const sp = new ServiceProvider(page, lab);
  const signIn = new SignInPage(page);
  await sp.startSignIn(bSimon(lab).userPrincipalName);
  await signIn.enterUserName(bSimon(lab).userPrincipalName);
  await signIn.enterPassword(bSimon(lab).password);
  await signIn.staySignedIn(true);
  await expect(page).toHaveURL(`${lab.start.sp}/account`);

  const cookies = await context.cookies(lab.start.idp);
  const persistent = cookies.find(({ name }) => name === 'ESTSAUTHPERSISTENT');
  expect(persistent).toMatchObject({ httpOnly: true, secure: true, sameSite: 'None' });
  expect(persistent?.expires).toBeGreaterThan(Date.now() / 1000);
});
