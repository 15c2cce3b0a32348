import { bSimon } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { expect, test } from '../harness/test.ts';

test('the back button after sign-in shows a clear page and keeps the session', async ({
  page,
  lab,
  whoami,
}) => {
  const sp = new ServiceProvider(page, lab);
  await sp.startSignIn(bSimon(lab).userPrincipalName);
  await new SignInPage(page).signIn(bSimon(lab));
  await expect(page).toHaveURL(`${lab.start.sp}/account`);

  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are signed in');
  expect(await whoami()).toMatchObject({ status: 200 });
  await page.goto(`${lab.start.sp}/account`);
  await expect(sp.employee).toContainText('Simon');
});

test('two tabs can sign in at once', async ({ page, lab, context }) => {
  const second = await context.newPage();
  const tabs = [page, second];
  for (const tab of tabs)
    await new ServiceProvider(tab, lab).startSignIn(bSimon(lab).userPrincipalName);
  for (const tab of tabs) await new SignInPage(tab).enterUserName(bSimon(lab).userPrincipalName);
  for (const tab of tabs) {
    await new SignInPage(tab).enterPassword(bSimon(lab).password);
    await new SignInPage(tab).staySignedIn(false);
    await expect(tab).toHaveURL(`${lab.start.sp}/account`);
  }
});

test('a truncated session cookie is ignored, and signing in again works', async ({
  page,
  lab,
  context,
  whoami,
}) => {
  const sp = new ServiceProvider(page, lab);
  await sp.startSignIn(bSimon(lab).userPrincipalName);
  await new SignInPage(page).signIn(bSimon(lab));
  await expect(page).toHaveURL(`${lab.start.sp}/account`);

  const cookies = await context.cookies([lab.start.sp, lab.start.idp]);
  const sessions = cookies.filter(({ name }) => /^(peakon_session|ESTSAUTH)/.test(name));
  expect(sessions.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['peakon_session', 'ESTSAUTH']),
  );
  await context.addCookies(
    sessions.map((cookie) => ({
      ...cookie,
      value: cookie.value.slice(0, cookie.value.length / 2),
    })),
  );
  expect(await whoami()).toEqual({ status: 401 });

  await sp.startSignIn(bSimon(lab).userPrincipalName);
  await new SignInPage(page).signIn(bSimon(lab));
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  expect(await whoami()).toMatchObject({ status: 200 });
});
