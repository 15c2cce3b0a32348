import { expect, test } from '../harness/own-lab.ts';
import { bSimon } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';

const password = 'Correct-Horse-1';
const userPrincipalName = 'f.ross@adatum.com';

test.beforeEach(async ({ lab }) => {
  const { tenantId, appId } = lab.start;
  await lab.directory.createDomain(tenantId, 'adatum.com');
  await lab.directory.federateDomain(tenantId, 'adatum.com', {});
  const { id } = await lab.directory.createUser({
    tenantId,
    userPrincipalName,
    displayName: 'F. Ross',
    password,
  });
  const app = await lab.directory.findApplication(tenantId, { appId: appId ?? '' });
  await lab.directory.assign({
    servicePrincipalId: app?.servicePrincipal.id ?? '',
    userId: id,
  });
  await lab.administration.addEmployee({
    companyId: 'contoso',
    firstName: 'F',
    lastName: 'Ross',
    email: userPrincipalName,
  });
});

for (const javaScriptEnabled of [true, false])
  test(`a federated user signs in at the identity provider and comes back, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
    lab,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    const messages: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().startsWith(`${lab.start.sp}/saml`))
        messages.push(new URLSearchParams(request.postData() ?? '').get('SAMLResponse') ?? '');
    });
    await page.goto(
      `${lab.start.idp}/api/signin/${lab.start.appId}?tenantId=${lab.start.tenantId}`,
    );
    await page.locator('#i0116').fill(userPrincipalName);
    await page.locator('#idSIButton9').click();
    await expect(page).toHaveURL(new RegExp(`^${lab.start.idp}/adfs/adatum.com/ls/\\?`));
    await expect(page.locator('#userNameInput')).toHaveValue(userPrincipalName);
    await page.locator('#passwordInput').fill(password);
    await page.locator('#submitButton').click();
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Submit' }).click();
    await expect(page.getByRole('heading', { name: 'Stay signed in?' })).toBeVisible();
    await (javaScriptEnabled
      ? page.locator('#idBtn_Back').click()
      : page.getByRole('button', { name: 'No' }).click());
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Submit' }).click();
    await expect(page).toHaveURL(`${lab.start.sp}/account`);
    const xml = Buffer.from(messages.at(-1) ?? '', 'base64').toString();
    expect(xml).toContain('ac:classes:PasswordProtectedTransport</AuthnContextClassRef>');
    await context.close();
  });

test('SP-initiated: back from the identity provider leads to the user name, and the sign-in goes on', async ({
  page,
  lab,
}) => {
  const sp = new ServiceProvider(page, lab);
  const signIn = new SignInPage(page);
  await sp.startSignIn(bSimon(lab).userPrincipalName);
  await signIn.enterUserName(userPrincipalName);
  await expect(page.locator('#passwordInput')).toBeVisible();
  await page.goBack();
  await signIn.enterUserName(userPrincipalName);
  await page.locator('#passwordInput').fill(password);
  await page.locator('#submitButton').click();
  await signIn.staySignedIn(false);
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  await expect(sp.employee).toContainText('Ross');
});

test('an identity provider that is out of order: the user goes on with another account', async ({
  page,
  lab,
}) => {
  await lab.directory.setMockIdentityProvider(lab.start.tenantId, 'adatum.com', {
    outOfOrder: true,
  });
  const sp = new ServiceProvider(page, lab);
  const signIn = new SignInPage(page);
  await sp.startSignIn(bSimon(lab).userPrincipalName);
  await signIn.enterUserName(userPrincipalName);
  await expect(page.locator('#unavailable')).toContainText('is out of order');
  await page.locator('#otherAccount').click();
  await signIn.signIn(bSimon(lab));
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
});

test('a guest with a personal account signs in with the home address', async ({ page, lab }) => {
  const { tenantId, appId } = lab.start;
  const { invitedUser } = await lab.directory.createInvitation(tenantId, {
    invitedUserEmailAddress: 'bob@outlook.com',
    password,
  });
  const app = await lab.directory.findApplication(tenantId, { appId: appId ?? '' });
  await lab.directory.assign({
    servicePrincipalId: app?.servicePrincipal.id ?? '',
    userId: invitedUser.id,
  });
  await lab.administration.addEmployee({
    companyId: 'contoso',
    firstName: 'Bob',
    lastName: 'Guest',
    email: 'bob_outlook.com#EXT#@contoso.com',
  });
  const sp = new ServiceProvider(page, lab);
  const signIn = new SignInPage(page);
  await sp.startSignIn(bSimon(lab).userPrincipalName);
  await signIn.enterUserName('bob@outlook.com');
  await signIn.enterPassword(password);
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  await expect(sp.employee).toContainText('Guest');
});
