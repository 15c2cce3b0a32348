import type { CDPSession, Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { expect, test } from '../harness/own-lab.ts';
import { bSimon } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';

test.describe.configure({ timeout: 120_000 });

/** A passkey provider of the browser, which answers without a dialog. */
class VirtualAuthenticator {
  readonly #cdp: CDPSession;
  readonly #id: string;

  private constructor(cdp: CDPSession, id: string) {
    this.#cdp = cdp;
    this.#id = id;
  }

  static async add(page: Page, { synced = false } = {}): Promise<VirtualAuthenticator> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        defaultBackupEligibility: synced,
        defaultBackupState: synced,
      },
    });
    return new VirtualAuthenticator(cdp, authenticatorId);
  }

  /** Whether the user touches the key and gives the PIN. */
  async answers(isUserVerified: boolean): Promise<void> {
    const { authenticatorId } = { authenticatorId: this.#id };
    await this.#cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  }

  async clear(): Promise<void> {
    await this.#cdp.send('WebAuthn.clearCredentials', { authenticatorId: this.#id });
  }
}

/** B.Simon without a second factor, signed in to the security info page, registers a passkey and signs out. */
async function registerPasskey(page: Page, lab: Lab): Promise<void> {
  const { directory, start } = lab;
  const user = await directory.findUser(start.tenantId, bSimon(lab).userPrincipalName);
  await directory.setSoftwareOath(user?.id ?? '', false);
  await page.goto(`${start.idp}/mysignins/security-info`);
  await new SignInPage(page).signIn(bSimon(lab));
  await page.getByLabel('Name').fill('Key ring');
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await expect(page.getByRole('table', { name: 'Sign-in methods' })).toContainText('Key ring');
  await page.goto(`${start.idp}/common/oauth2/logout`);
}

const signedInAt = (lab: Lab) => `${lab.start.sp}/account`;

for (const synced of [false, true])
  test(`a passkey that is ${synced ? 'synced' : 'bound to the device'} signs in to Peakon`, async ({
    page,
    lab,
  }) => {
    await VirtualAuthenticator.add(page, { synced });
    await registerPasskey(page, lab);
    const { directory, start } = lab;
    const user = await directory.findUser(start.tenantId, bSimon(lab).userPrincipalName);
    const [method] = await directory.authenticationMethodsOf(user?.id ?? '');
    expect(method).toMatchObject({ passkeyType: synced ? 'synced' : 'deviceBound' });

    await new ServiceProvider(page, lab).startSignIn(bSimon(lab).userPrincipalName);
    await page
      .getByRole('link', { name: 'Use your face, fingerprint, PIN, or security key instead' })
      .click();
    await new SignInPage(page).staySignedIn(false);
    await expect(page).toHaveURL(signedInAt(lab));
  });

test('a passkey signs in without a user name, from the sign-in options', async ({ page, lab }) => {
  await VirtualAuthenticator.add(page);
  await registerPasskey(page, lab);
  await page.goto(`${lab.start.idp}/my-apps`);
  await page.getByRole('link', { name: 'Sign-in options' }).click();
  await expect(page.locator('#credentialPickerTitle')).toHaveText('Sign-in options');
  await page.locator('[data-value=Fido]').click();
  await new SignInPage(page).staySignedIn(false);
  await expect(page).toHaveURL(`${lab.start.idp}/my-apps`);
  await expect(page.getByText(bSimon(lab).userPrincipalName)).toBeVisible();
});

test('an interrupted ceremony loses nothing: it can be repeated, and the password still signs in', async ({
  page,
  lab,
}) => {
  const authenticator = await VirtualAuthenticator.add(page);
  await registerPasskey(page, lab);
  await new ServiceProvider(page, lab).startSignIn(bSimon(lab).userPrincipalName);
  await authenticator.answers(false);
  await page.locator('#idA_PWD_SwitchToFido').click();
  const status = page.locator('[data-ceremony-status]');
  await expect(status).toContainText('was cancelled, or nobody answered in time');
  await page.getByRole('link', { name: 'Other ways to sign in' }).click();
  await page.locator('[data-value=Password]').click();
  await expect(page.locator('#i0118')).toBeVisible();
  await authenticator.answers(true);
  await page.locator('#idA_PWD_SwitchToFido').click();
  await new SignInPage(page).staySignedIn(false);
  await expect(page).toHaveURL(signedInAt(lab));
});

test('a browser without the passkey says so, and the other ways still sign in', async ({
  page,
  lab,
}) => {
  const authenticator = await VirtualAuthenticator.add(page);
  await registerPasskey(page, lab);
  await authenticator.clear();
  await new ServiceProvider(page, lab).startSignIn(bSimon(lab).userPrincipalName);
  await page.locator('#idA_PWD_SwitchToFido').click();
  await expect(page.locator('[data-ceremony-status]')).toContainText('You can try again.');
  await page.goBack();
  await new SignInPage(page).enterPassword(bSimon(lab).password);
  await new SignInPage(page).staySignedIn(false);
  await expect(page).toHaveURL(signedInAt(lab));
});

test('without scripts the page of a passkey says so and offers the others', async ({
  browser,
  lab,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${lab.start.idp}/my-apps`);
  await page.getByRole('link', { name: 'Sign-in options' }).click();
  await page.locator('[data-value=Fido] a').click();
  await expect(page.locator('noscript p')).toBeVisible();
  await expect(page.getByRole('button')).toHaveCount(0);
  await page.getByRole('link', { name: 'Other ways to sign in' }).click();
  await expect(page.locator('#credentialPickerTitle')).toBeVisible();
  await context.close();
});

test('user name and password in one document: a user with a pass is asked for it', async ({
  page,
  lab,
}) => {
  const { directory, start } = lab;
  const user = await directory.findUser(start.tenantId, bSimon(lab).userPrincipalName);
  const id = user?.id ?? '';
  const lifetimeInMinutes = 60;
  await directory.addAuthenticationMethod(id, {
    type: 'temporaryAccessPass',
    lifetimeInMinutes,
    isUsableOnce: true,
  });
  const [pass] = await directory.authenticationMethodsOf(id);
  await page.goto(`${start.idp}/my-apps`);
  await new SignInPage(page).enterUserName(bSimon(lab).userPrincipalName);
  await page.getByPlaceholder('Temporary Access Pass').fill('wrong');
  await page.locator('#idSIButton9').click();
  await expect(page.locator('#accessPassError')).toContainText('130503');
  await page.getByPlaceholder('Temporary Access Pass').fill(pass?.temporaryAccessPass ?? '');
  await page.locator('#idSIButton9').click();
  await new SignInPage(page).staySignedIn(false);
  await expect(page).toHaveURL(`${start.idp}/my-apps`);
});

test('a user who signs in without pages needs only the user name', async ({ page, lab }) => {
  const { directory, start } = lab;
  const user = await directory.findUser(start.tenantId, bSimon(lab).userPrincipalName);
  await page.goto(`${start.idp}/my-apps`);
  await directory.setSignsInWithoutPages(user?.id ?? '', ['windowsIntegrated']);
  await new SignInPage(page).enterUserName(bSimon(lab).userPrincipalName);
  await expect(page.getByText(bSimon(lab).userPrincipalName)).toBeVisible();
  await expect(page).toHaveURL(`${start.idp}/my-apps`);
});
