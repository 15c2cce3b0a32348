import { browserWithEntra, entraOrigin } from '../harness/entra-name.ts';
import { expect, test } from '../harness/own-lab.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';

test('both ways of signing in work with the identity provider at another site, as Entra is', async ({
  lab,
}) => {
  const { tenantId, appId, users } = lab.start;
  const person = users.find(({ userPrincipalName }) => /^B\.Simon@/.test(userPrincipalName));
  if (!person || !appId) throw new TypeError('The lab is not seeded.');
  const application = await lab.directory.findApplication(tenantId, { appId });
  const key = await lab.directory.activeSigningKey(application?.servicePrincipal.id ?? '');
  await lab.administration.enableSingleSignOn('contoso', {
    ssoLoginUrl: `${entraOrigin}/${tenantId}/saml2`,
    ssoLogoutUrl: `${entraOrigin}/${tenantId}/saml2`,
    idpEntityId: `https://sts.windows.net/${tenantId}/`,
    certificates: [key.certificate.der],
    allowUnsolicited: true,
  });
  const { browser, close } = await browserWithEntra(lab.start.idp);
  try {
    /** The requests that reach the service provider from the identity provider. */
    const open = async () => {
      const page = await (await browser.newContext()).newPage();
      const sites: (string | undefined)[] = [];
      page.on('request', async (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/assert'))
          sites.push((await request.allHeaders())['sec-fetch-site']);
      });
      return { page, sites };
    };

    await test.step('from Peakon', async () => {
      const { page, sites } = await open();
      await new ServiceProvider(page, lab).startSignIn(person.userPrincipalName);
      await expect(page).toHaveURL(new RegExp(`^${entraOrigin}/`));
      await new SignInPage(page).signIn(person);
      await expect(page).toHaveURL(`${lab.start.sp}/account`);
      expect(sites).toEqual(['cross-site']);
    });

    await test.step('from Microsoft Entra', async () => {
      const { page, sites } = await open();
      await page.goto(`${entraOrigin}/api/signin/${appId}?tenantId=${tenantId}`);
      await new SignInPage(page).signIn(person);
      await expect(page).toHaveURL(`${lab.start.sp}/account`);
      expect(sites).toEqual(['cross-site']);
    });
  } finally {
    await close();
  }
});
