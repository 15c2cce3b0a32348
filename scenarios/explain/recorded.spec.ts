import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { bSimon } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { expect, test } from '../harness/test.ts';
import { seriousViolations } from '../harness/violations.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-recorded-'));
// Each records a sign-in in a separate browser before the page is opened.
test.slow();
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Signs in while Chromium records a HAR file, as its developer tools do. */
async function recorded(
  browser: Browser,
  lab: Lab,
  name: string,
  prepare?: (page: Page) => Promise<void>,
) {
  const path = join(folder, `${name}.har`);
  const context = await browser.newContext({ recordHar: { path, content: 'embed' } });
  const page = await context.newPage();
  await prepare?.(page);
  await new ServiceProvider(page, lab).startSignIn(bSimon(lab).userPrincipalName);
  await new SignInPage(page).signIn(bSimon(lab));
  await page.waitForURL(`${lab.start.sp}/**`);
  await page.waitForLoadState();
  await context.close(); // writes the file
  return path;
}

/** The metadata of both sides, as an engineer would save them. */
async function metadata(page: Page, lab: Lab) {
  const { idp, sp, tenantId, appId } = lab.start;
  const files = {
    metadata: `${idp}/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`,
    spMetadata: `${sp}/saml/contoso/metadata`,
  };
  for (const [name, url] of Object.entries(files)) {
    const answer = await page.request.get(url);
    writeFileSync(join(folder, `${name}.xml`), await answer.body());
  }
}

async function explainOnPage(page: Page, lab: Lab, har: string) {
  await metadata(page, lab);
  await page.goto(lab.start.lab);
  await page.getByRole('link', { name: 'Explain a capture' }).click();
  await page.getByLabel('File', { exact: true }).setInputFiles(har);
  await page.getByText('What you know besides').click();
  await page
    .getByLabel('Metadata of the identity provider')
    .setInputFiles(join(folder, 'metadata.xml'));
  await page
    .getByLabel('Metadata of the service provider')
    .setInputFiles(join(folder, 'spMetadata.xml'));
  await page.getByRole('button', { name: 'Explain' }).click();
}

test('a sign-in that Chromium recorded: nothing is wrong', async ({ browser, page, lab }) => {
  const har = await recorded(browser, lab, 'right');
  expect(readFileSync(har, 'utf8')).toContain('SAMLResponse');
  await explainOnPage(page, lab, har);
  await expect(page.locator('#found')).toContainText('right.har: a HAR file, 2 SAML messages.');
  const exchange = page.locator('#exchange-1');
  await expect(exchange).toContainText('no check fails');
  await expect(exchange).toContainText('Valid, by a given certificate');
  await expect(exchange).not.toContainText('Causes');
  await expect(page.locator('main')).not.toContainText('B.Simon');
});

test('a spoilt one: the check that fails, as of the time of the capture', async ({
  browser,
  page,
  lab,
}) => {
  const har = await recorded(browser, lab, 'audience', async (spoiling) => {
    await spoiling.goto(`${lab.start.lab}/cases/cond-audience-wrong`);
    await spoiling
      .getByRole('button', { name: 'Spoil the next sign-in with this' })
      .first()
      .click();
    await expect(spoiling.locator('#armed')).toContainText('cond-audience-wrong');
  });
  await explainOnPage(page, lab, har);
  const exchange = page.locator('#exchange-1');
  await expect(exchange).toContainText(/As of 20\d\d-.*, skew 0 s: fails at audience/);
  await expect(exchange.locator('.causes')).toContainText('its Audience is not the entity ID');
  await expect(exchange).toContainText('the answer to the POST had status 403');
  for (const summary of await page.locator('details > summary').all()) await summary.click();
  expect(await seriousViolations(page)).toEqual([]);
});

test('a file can be dropped', async ({ browser, page, lab }) => {
  const text = readFileSync(await recorded(browser, lab, 'dropped'), 'utf8');
  await page.goto(`${lab.start.lab}/explain`);
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'dropped.har'));
    return transfer;
  }, text);
  await page.dispatchEvent('.drop-zone', 'drop', { dataTransfer: data });
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect(page.locator('#found')).toContainText('dropped.har: a HAR file');
});
