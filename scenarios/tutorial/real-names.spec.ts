import { readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { chromium } from 'playwright/test';
import { expect, test } from 'samlab/playwright';
import { launchOptions } from '../../browser/launch-options.ts';
import { AdminCenter } from '../harness/admin-center.ts';
import { PeakonAdministration } from '../harness/peakon-administration.ts';
import { administrator } from '../harness/people.ts';
import { SignInPage } from '../harness/sign-in-page.ts';

test.use({ labOptions: { realNames: true, empty: true } });

const email = 'B.Simon@contoso.com';
const password = 'a password of B.Simon 1';

test('the tutorial word for word, with the addresses of its text in the address bar', async ({
  lab,
  browser,
}) => {
  test.setTimeout(120_000);
  const { tenantId } = lab.start;
  const newWindow = async () => (await browser.newContext()).newPage();

  const entra = new AdminCenter(await newWindow(), lab);
  await entra.page.goto('https://entra.microsoft.com');
  await new SignInPage(entra.page).signIn(administrator(lab));
  await expect(entra.page).toHaveURL('https://login.microsoftonline.com/admin');
  await expectMockLabel(entra.page);
  await entra.addFromGallery('Peakon');
  await entra.chooseSaml('Peakon');
  await entra.basicSaml('Peakon', {
    identifier: 'https://app.peakon.com/saml/contoso/metadata',
    replyUrl: 'https://app.peakon.com/saml/contoso/assert',
    signOnUrl: 'https://app.peakon.com/login',
  });
  const certificate = await entra.downloadCertificate('Peakon', 'Raw');
  const loginUrl = await entra.copyUrl('Login URL');
  expect(loginUrl).toBe(`https://login.microsoftonline.com/${tenantId}/saml2`);
  const logoutUrl = await entra.copyUrl('Logout URL');
  await entra.createUser({
    userName: 'B.Simon',
    displayName: 'B.Simon',
    firstName: 'B',
    lastName: 'Simon',
    email,
    password,
  });
  await entra.assign('Peakon', 'B.Simon');

  const peakon = new PeakonAdministration(await newWindow(), lab);
  await peakon.signIn();
  await expect(peakon.page).toHaveURL(/^https:\/\/app\.peakon\.com\//);
  await expectMockLabel(peakon.page);
  await peakon.enableSingleSignOn({ loginUrl, logoutUrl, certificate });
  expect(await peakon.copy('Entity ID')).toBe('https://app.peakon.com/saml/contoso/metadata');
  expect(await peakon.copy('Reply URL (ACS)')).toBe('https://app.peakon.com/saml/contoso/assert');
  await test.step('the metadata at its real address is that of the lab', async () => {
    const { page } = peakon;
    const app = await lab.directory.findApplication(tenantId, { displayName: 'Peakon' });
    await page
      .getByLabel(/metadata/i)
      .and(page.locator('[name=metadataUrl]'))
      .fill(
        `https://login.microsoftonline.com/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${app?.servicePrincipal.appId}`,
      );
    await page.locator('form:has([name=metadataUrl]) button').click();
    await expect(page).toHaveURL(/done=metadata-loaded/);
  });
  await peakon.addEmployee({ firstName: 'B', lastName: 'Simon', email });

  await test.step('SP-initiated', async () => {
    const page = await newWindow();
    const posts = responsesPostedBy(page);
    await page.goto('https://app.peakon.com/login');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page).toHaveURL(/^https:\/\/login\.microsoftonline\.com\//);
    await expectMockLabel(page);
    await new SignInPage(page).signIn({ userPrincipalName: email, password });
    await expect(page).toHaveURL('https://app.peakon.com/account');
    await expect(page).toBeSignedInAs(email, { whoami: '/api/whoami' });
    const [post] = await Promise.all(posts);
    expect(post?.['sec-fetch-site']).toBe('cross-site');
    // SameSite=None; Secure is sent across sites, SameSite=Lax is not.
    expect(post?.cookie).toMatch(/peakon_pending/);
    expect(post?.cookie).not.toMatch(/peakon_csrf/);
    const names = (await page.context().cookies('https://app.peakon.com')).map(({ name }) => name);
    expect(names).toContain('peakon_csrf');
  });

  await test.step('IdP-initiated: My Apps, with a Sign on URL and without', async () => {
    const page = await newWindow();
    const posts = responsesPostedBy(page);
    await page.goto('https://myapps.microsoft.com');
    await new SignInPage(page).signIn({ userPrincipalName: email, password });
    await expect(page).toHaveURL('https://login.microsoftonline.com/my-apps');
    await page.getByRole('link', { name: /Peakon/ }).click();
    await expect(page).toHaveURL('https://app.peakon.com/login');
    await entra.basicSaml('Peakon', { signOnUrl: '' });
    await page.goto('https://myapps.microsoft.com');
    await page.getByRole('link', { name: /Peakon/ }).click();
    await expect(page).toHaveURL('https://app.peakon.com/account');
    await expectMockLabel(page);
    const [post] = await Promise.all(posts);
    expect(post?.['sec-fetch-site']).toBe('cross-site');
  });
});

test('the browser connects to this machine only', async ({ lab }, testInfo) => {
  const log = testInfo.outputPath('net-log.json');
  const options = launchOptions();
  const args = [...(options.args ?? []), ...lab.browserArguments, `--log-net-log=${log}`];
  const browser = await chromium.launch({ ...options, args });
  const page = await browser.newPage();
  for (const url of ['https://www.microsoft.com', 'http://peakon.com', 'https://192.0.2.1']) {
    await page.goto(url);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('is not in this lab');
    await expectMockLabel(page);
  }
  await page.goto('https://app.peakon.com/login');
  await page.goto(`http://localhost:${lab.ports.sp}/login`);
  await browser.close();

  const { constants, events } = JSON.parse(readFileSync(log, 'utf8')) as NetLog;
  const named = (name: string) => {
    const type = constants.logEventTypes[name];
    expect(type, name).toBeDefined();
    return events.filter((event) => event.type === type);
  };
  const reached = named('TCP_CONNECT_ATTEMPT').flatMap(({ params }) => params?.address ?? []);
  expect(reached).not.toEqual([]);
  for (const address of reached) expect(address).toMatch(/^(?:127\.0\.0\.1|\[::1\]):\d+$/);
  expect(named('UDP_BYTES_SENT')).toEqual([]);
  expect(named('DNS_TRANSACTION')).toEqual([]);
  const asked = named('HOST_RESOLVER_SYSTEM_TASK').flatMap(({ params }) => params?.hostname ?? []);
  expect(asked.filter((name) => name !== 'localhost')).toEqual([]);
});

/** What Chromium writes about its use of the network; the numbers of events differ between versions. */
interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly {
    readonly type: number;
    readonly params?: { readonly address?: string; readonly hostname?: string };
  }[];
}

/** The headers of each response that the page posts to Peakon. */
function responsesPostedBy(page: Page): Promise<Record<string, string>>[] {
  const posts: Promise<Record<string, string>>[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/assert'))
      posts.push(request.allHeaders());
  });
  return posts;
}

const expectMockLabel = (page: Page) => expect(page.getByText(/mock/i).first()).toBeVisible();
