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
  });
  return { kinds, violations };
}

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
