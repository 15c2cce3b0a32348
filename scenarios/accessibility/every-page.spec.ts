import type { Page } from 'playwright/test';
import { AdminCenter } from '../harness/admin-center.ts';
import { visitEveryPage } from '../harness/every-page.ts';
import { expect, test } from '../harness/own-lab.ts';
import { PeakonAdministration } from '../harness/peakon-administration.ts';
import { seriousViolations } from '../harness/violations.ts';

// Dozens of pages, each analysed twice; tracing them would take longer than the analysis.
test.describe.configure({ timeout: 600_000 });
// Buttons fade between colour schemes; contrast measured during the transition would belong to neither.
test.use({ trace: 'off', contextOptions: { reducedMotion: 'reduce' } });

async function checkEveryPage(page: Page): Promise<{ kinds: string[]; violations: string[] }> {
  const violations: string[] = [];
  const kinds = await visitEveryPage(page, async (status) => {
    // 403 is also a page: for users without the role.
    if (status >= 400 && status !== 403)
      violations.push(`${new URL(page.url()).pathname}: status ${status}`);
    violations.push(...(await seriousViolations(page)));
    violations.push(...(await tooWideForAPhone(page)));
  });
  return { kinds, violations };
}

/** What scrolls sideways at 390 px: the page, or a table. */
async function tooWideForAPhone(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.table-frame')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((each) => each.getAttribute('aria-label') ?? 'the page'),
  );
  if (before) await page.setViewportSize(before);
  return wide.map((what) => `${new URL(page.url()).pathname}: ${what} is wider than a phone`);
}

test('control: finds a page that is wider than a phone', async ({ page, lab }) => {
  await page.goto(lab.start.sp);
  expect(await tooWideForAPhone(page)).toEqual([]);
  await page.evaluate(() => {
    document.body.style.minWidth = '400px';
  });
  expect(await tooWideForAPhone(page)).toEqual(['/: the page is wider than a phone']);
});

test('control: finds a picture without a text and low contrast in dark mode only', async ({
  page,
}) => {
  await page.setContent(`<html lang="en"><title>x</title><style>
      @media (prefers-color-scheme: dark) { p { color: #777; background: #666 } }
    </style><main><h1>A heading</h1><img src="x"><p>Some words</p></main></html>`);
  expect(await seriousViolations(page)).toEqual([
    'blank: image-alt at img',
    'blank: color-contrast at p',
  ]);
});

test('the first screen of the lab home needs no scrolling on a desktop', async ({ page, lab }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${lab.start.lab}/cases/xsw3`);
  await page.getByRole('button', { name: 'Spoil the next sign-in with this' }).first().click();
  await expect(page.locator('#armed')).toBeVisible();
  await page.goto(lab.start.lab);
  for (const part of ['#people', '#nextStep', '#spoil', '#latestExchanges'])
    await expect(page.locator(part)).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('navigation', { name: 'Sites' }).getByRole('link')).toHaveCount(4);
});

test('the lab home and the pages it links to', async ({ page, lab }) => {
  await page.goto(lab.start.lab);
  const { kinds, violations } = await checkEveryPage(page);
  expect(kinds).toEqual(expect.arrayContaining(['/', '/cases', '/cases/:case']));
  expect(violations).toEqual([]);
});

test.describe('the guide of an empty lab', () => {
  test.use({ empty: true });

  test('with every step open', async ({ page, lab }) => {
    await page.goto(lab.start.lab);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await seriousViolations(page)).toEqual([]);
  });
});

test('the admin center', async ({ page, lab }) => {
  const globalAdmin = {
    userPrincipalName: 'global-admin@contoso.com',
    password: 'Maple-Otter-Velvet-4711',
  };
  await lab.directory.createUser({
    tenantId: lab.start.tenantId,
    displayName: 'Global Admin',
    directoryRoles: ['Global Administrator'],
    ...globalAdmin,
  });
  await new AdminCenter(page, lab).signIn(globalAdmin);
  const { kinds, violations } = await checkEveryPage(page);
  expect(kinds).toEqual(
    expect.arrayContaining([
      '/admin',
      '/admin/users',
      '/admin/users/deleted',
      '/admin/users/new',
      '/admin/users/:id',
      '/admin/users/:id/authentication-methods',
      '/admin/apps',
      '/admin/apps/new',
      '/admin/apps/:id',
      '/admin/apps/:id/properties',
      '/admin/apps/:id/users/add',
      '/admin/apps/:id/single-sign-on',
      '/admin/apps/:id/single-sign-on/basic',
    ]),
  );
  expect(violations).toEqual([]);
});

test("Peakon's administration", async ({ page, lab }) => {
  await new PeakonAdministration(page, lab).signIn();
  const { kinds, violations } = await checkEveryPage(page);
  expect(kinds).toEqual(
    expect.arrayContaining([
      '/admin/integrations/single-sign-on',
      '/admin/employees',
      '/admin/employees/new',
      '/admin/employees/:id',
    ]),
  );
  expect(violations).toEqual([]);
});
