import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { type NodeSamlSite, startNodeSamlSite } from '../harness/node-saml-site.ts';
import { administrator, bSimon } from '../harness/people.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { test as base, expect } from '../harness/test.ts';

/** AADSTS75011 as it is met (entra-saml.md 10.2): node-saml asks for a password by default, and B.Simon is signed in by something else. */
const test = base.extend<object, { site: NodeSamlSite }>({
  site: [
    async ({ lab }, use) => {
      const site = await startNodeSamlSite(lab, 'Wiki');
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
});

test.afterEach(({ lab }) => signInWithoutPages(lab, undefined));

type Methods = NonNullable<Parameters<Lab['directory']['setSignsInWithoutPages']>[1]>;
const c = (name: string) => `urn:oasis:names:tc:SAML:2.0:ac:classes:${name}`;

interface Met {
  used: string;
  methods: Methods;
  asked?: string;
  authnContext?: string;
}

const met: Met[] = [
  { used: 'X509, MultiFactor', methods: ['windowsHelloForBusiness'] },
  {
    used: 'X509, MultiFactor, X509Device',
    methods: ['windowsHelloForBusiness', 'deviceCertificate'],
  },
  { used: 'MultiFactor, Fido', methods: ['fido2'] },
  { used: 'MultiFactor, OneTimePasscode', methods: ['temporaryAccessPassOneTime'] },
  { used: 'WindowsIntegrated', methods: ['windowsIntegrated'] },
  {
    used: 'X509, MultiFactor',
    methods: ['x509CertificateMultiFactor'],
    asked: 'Password',
    authnContext: c('Password'),
  },
];

for (const { used, methods, asked = 'Password, ProtectedTransport', authnContext } of met)
  test(`signed in by '${used}', asked for '${asked}': both buttons sign in`, async ({
    page,
    lab,
    site,
  }) => {
    site.ask(authnContext === undefined ? {} : { authnContext: [authnContext] });
    await signInWithoutPages(lab, methods);
    await page.goto(site.loginUrl);
    await expectRefusal(page, used, asked);
    await page.getByRole('button', { name: 'Send it without RequestedAuthnContext' }).click();
    await expectSignedIn(page);

    await page.goto(site.loginUrl);
    await expectRefusal(page, used, asked);
    await page.getByRole('button', { name: 'Send it with ForceAuthn="true"' }).click();
    await enterPassword(page, lab);
    await expectSignedIn(page);
  });

test("signed in by 'Password, MultiFactor', asked for 'X509': ForceAuthn needs the method that is asked", async ({
  page,
  lab,
  site,
}) => {
  site.ask({ authnContext: [c('X509')] });
  await signInWithoutPages(lab, ['password', 'softwareOath']);
  await page.goto(site.loginUrl);
  await expectRefusal(page, 'Password, MultiFactor', 'X509');
  await page.getByRole('button', { name: 'Send it with ForceAuthn="true"' }).click();
  await enterPassword(page, lab);
  await expectRefusal(page, 'Password, ProtectedTransport', 'X509');

  await page.getByRole('button', { name: 'Send it without RequestedAuthnContext' }).click();
  await expectSignedIn(page);
});

test('the options that the page names cure it', async ({ page, lab, site }) => {
  site.ask({});
  await signInWithoutPages(lab, ['windowsHelloForBusiness']);
  await page.goto(site.loginUrl);
  await expect(page.locator('#libraries')).toContainText('disableRequestedAuthnContext: true');
  site.ask({ disableRequestedAuthnContext: true });
  await page.goto(site.loginUrl);
  await expectSignedIn(page);

  await expect(page.locator('#libraries')).toHaveCount(0);
  site.ask({ forceAuthn: true });
  await page.goto(site.loginUrl);
  await enterPassword(page, lab);
  await expectSignedIn(page);
});

test('the administrator finds the words in the sign-in logs', async ({ page, lab, site }) => {
  site.ask({});
  await signInWithoutPages(lab, ['temporaryAccessPassOneTime']);
  await page.goto(site.loginUrl);
  await expectRefusal(page, 'MultiFactor, OneTimePasscode', 'Password, ProtectedTransport');
  await page.context().clearCookies();
  await page.goto(`${lab.start.idp}/admin/sign-ins?status=failure`);
  await new SignInPage(page).signIn(administrator(lab));
  const row = page.locator('.attempt').filter({ hasText: '75011' }).first();
  await expect(row).toContainText('Wiki');
  await row.getByRole('link').first().click();
  await expect(page.locator('#basicInfo')).toContainText(
    message('MultiFactor, OneTimePasscode', 'Password, ProtectedTransport'),
  );
});

test('control: a password satisfies what the library asks for', async ({ page, lab, site }) => {
  site.ask({});
  await page.goto(site.loginUrl);
  await new SignInPage(page).signIn(bSimon(lab));
  await expectSignedIn(page);
});

const expectSignedIn = (page: Page) =>
  expect(
    page.getByRole('heading', { name: 'Signed in as B.Simon@contoso.com for /inbox' }),
  ).toBeVisible();

async function signInWithoutPages(
  { directory, start }: Lab,
  methods: Methods | undefined,
): Promise<void> {
  const user = await directory.findUser(start.tenantId, 'B.Simon@contoso.com');
  await directory.setSignsInWithoutPages(user?.id ?? '', methods);
}

/** ForceAuthn asks B.Simon, who is known, for the password. */
async function enterPassword(page: Page, lab: Lab): Promise<void> {
  const signIn = new SignInPage(page);
  await signIn.enterUserName(bSimon(lab).userPrincipalName);
  await signIn.enterPassword(bSimon(lab).password);
  await signIn.staySignedIn(false);
}

const message = (used: string, asked: string) =>
  `AADSTS75011: Authentication method '${used}' by which the user authenticated with the service doesn't match requested authentication method '${asked}'. Contact the Wiki application owner.`;

async function expectRefusal(page: Page, used: string, asked: string): Promise<void> {
  await expect(page.locator('#service_exception_message')).toHaveText(message(used, asked));
}
