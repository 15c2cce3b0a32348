import { encodeRedirect } from '../../saml/bindings/redirect.ts';
import { type LogoutSite, startLogoutSite } from '../harness/logout-site.ts';
import { nodeSamlLibrary } from '../harness/node-saml-logout.ts';
import { test as base, expect } from '../harness/own-lab.ts';
import { bSimon, kLee } from '../harness/people.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { seriousViolations } from '../harness/violations.ts';

const test = base.extend<{ wiki: LogoutSite }>({
  wiki: async ({ lab }, use) => {
    const wiki = await startLogoutSite(lab, 'Wiki', nodeSamlLibrary);
    await use(wiki);
    await wiki.close();
  },
});
test.setTimeout(120_000);

test('the page that waits, and the page with the result, are accessible', async ({
  lab,
  page,
  wiki,
}) => {
  wiki.manner = 'hangs';
  await page.goto(`${wiki.url}/login`);
  await new SignInPage(page).signIn(bSimon(lab));
  await expect(page.getByText('Signed in as')).toBeVisible();
  // Otherwise the page is left while it is looked at.
  await page.route('**/assets/sign-out-*.js', (route) => route.abort());
  await page.goto(`${lab.start.idp}/common/oauth2/logout`, { waitUntil: 'commit' });
  await expect(page.getByText('Hang on a moment while we sign you out.')).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Continue without waiting' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Did not answer')).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});

test('two accounts: the keyboard picks one of them, and the other one stays signed in', async ({
  lab,
  page,
  wiki,
}) => {
  const { idp, tenantId } = lab.start;
  await page.goto(`${wiki.url}/login`);
  await new SignInPage(page).signIn(bSimon(lab));
  await expect(page.getByText('Signed in as')).toBeVisible();
  const request = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_other" Version="2.0" IssueInstant="${new Date().toISOString()}" ForceAuthn="true"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${wiki.url}</Issuer></samlp:AuthnRequest>`;
  const endpoint = `${idp}/${tenantId}/saml2`;
  const other = encodeRedirect({ endpoint, parameter: 'SAMLRequest', xml: request });
  await page.goto(`${other}&login_hint=${kLee(lab).userPrincipalName}`);
  await new SignInPage(page).signIn(kLee(lab));
  await expect(page.getByText('Refused')).toBeVisible(); // the Wiki did not ask

  await page.goto(`${wiki.url}/logout`);
  await expect(page.getByRole('heading', { name: 'Pick an account' })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: bSimon(lab).userPrincipalName }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Signed out everywhere')).toBeVisible();
  await page.goto(`${idp}/my-apps`);
  await expect(page.locator('body')).toContainText(kLee(lab).userPrincipalName);
});
