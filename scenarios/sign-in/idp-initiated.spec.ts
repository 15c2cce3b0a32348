import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { bSimon } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { expect, test } from '../harness/test.ts';

test('the launch URL signs B.Simon in without an AuthnRequest', async ({ page, lab, whoami }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`${lab.start.idp}/api/signin/${lab.start.appId}?tenantId=${lab.start.tenantId}`);
  await new SignInPage(page).signIn(bSimon(lab));

  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  expect(await whoami()).toEqual({ status: 200, email: bSimon(lab).userPrincipalName });
  expect(requests.filter((url) => url.includes('SAMLRequest='))).toEqual([]);
});

test.describe('the My Apps tile', () => {
  const openTile = async (page: Page, lab: Lab) => {
    await page.goto(`${lab.start.idp}/my-apps`);
    await new SignInPage(page).signIn(bSimon(lab));
    await page.getByRole('link', { name: /Peakon/ }).click();
  };

  test('opens the Sign on URL, where the service provider starts the sign-in', async ({
    page,
    lab,
    whoami,
  }) => {
    await openTile(page, lab);
    await expect(page).toHaveURL(new RegExp(`^${lab.start.sp}/login`));
    const sp = new ServiceProvider(page, lab);
    await sp.startSignIn(bSimon(lab).userPrincipalName);
    await expect(page).toHaveURL(`${lab.start.sp}/account`);
    expect(await whoami()).toMatchObject({ status: 200 });
  });

  test('signs in directly without a Sign on URL', async ({ page, lab, whoami }) => {
    const { tenantId, appId } = lab.start;
    const found = await lab.directory.findApplication(tenantId, { appId: appId ?? '' });
    if (!found) throw new Error('The lab has no application.');
    const urls = {
      identifierUris: [`${lab.start.sp}/saml/contoso/metadata`],
      replyUrls: [`${lab.start.sp}/saml/contoso/assert`],
    };
    await lab.directory.configureSaml(found.servicePrincipal.id, urls);
    try {
      await openTile(page, lab);
      await expect(page).toHaveURL(`${lab.start.sp}/account`);
      expect(await whoami()).toMatchObject({ status: 200 });
    } finally {
      await lab.directory.configureSaml(found.servicePrincipal.id, {
        ...urls,
        signOnUrl: `${lab.start.sp}/login`,
      });
    }
  });
});
