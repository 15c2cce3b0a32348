import { test } from 'vitest';
import { chromium } from 'playwright';
import { contoso, bSimon, unassigned, password, tenantId, authnRequest, globalAdministrator } from '../testing/contoso.ts';
import { redirectTo, Browser } from '../testing/browser.ts';
test('shots', async () => {
  const lab = await contoso();
  await lab.idp.directory.createUsers(Array.from({ length: 120 }, (_, n) => ({ tenantId, userPrincipalName: `user${n}@contoso.com`, displayName: `User ${n}`, password })));
  await lab.idp.app.listen({ port: 0, host: '127.0.0.1' });
  const port = (lab.idp.app.server.address() as any).port;
  const base = `http://localhost:${port}`;
  const someone = new Browser(lab.idp.app);
  await someone.signIn(await someone.get(redirectTo(authnRequest())), { user: unassigned });
  await someone.get(redirectTo(authnRequest({ issuer: 'https://unknown.example' })));
  const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const out = '/tmp/admin2-shots';
  const context = await b.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const signIn = async (p: typeof page, user: string) => {
    await p.fill('#i0116', user); await p.click('#idSIButton9'); await p.waitForSelector('#loginHeader:has-text("Enter password")');
    await p.fill('#i0118', password); await p.click('#idSIButton9');
  };
  await page.goto(`${base}/admin/users`);
  await signIn(page, globalAdministrator); await page.click('#idBtn_Back');
  await page.waitForURL('**/admin/users');
  // tutorial by labels
  await page.click('text=New user');
  await page.getByLabel('User principal name').fill('Britta Simon');
  await page.getByLabel('First name').fill('Britta');
  await page.getByRole('button', { name: 'Review + create' }).click();
  const urls: [string, string][] = [];
  const shot = async (name: string, mobile = true) => {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const width of mobile ? [1280, 390] : [1280]) {
        await page.setViewportSize({ width, height: 900 });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) console.log('OVERFLOW', name, width, overflow);
        await page.screenshot({ path: `${out}/${name}-${width}-${scheme}.png`, fullPage: true });
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  await shot('new-user-fault');
  await page.getByLabel('User principal name').fill('Britta.Simon');
  await page.getByLabel('Display name').fill('Britta Simon');
  await page.getByRole('button', { name: 'Review + create' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).waitFor();
  await shot('review');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.waitForSelector('#passwordOnce');
  await shot('created');
  await page.goto(`${base}/admin/users?search=user`); await shot('users');
  await page.goto(`${base}/admin/users/${lab.userId}`); await shot('user');
  await page.goto(`${base}/admin/users/${lab.userId}/delete`); await shot('delete');
  await page.goto(`${base}/admin/groups/new`);
  await page.getByLabel('Group name').fill('Survey takers'); await page.getByRole('button', { name: 'Create' }).click();
  await page.click('#addMembers'); await page.getByLabel('B.Simon').check(); await shot('add-members'); await page.click('#select');
  await page.waitForSelector('#notification');
  await page.click('#assign'); await page.waitForSelector('#notification');
  await shot('group');
  await page.goto(`${base}/admin/groups`); await shot('groups');
  await page.goto(`${base}/admin/conditional-access/new`);
  await page.getByLabel('Name', { exact: true }).fill('Require MFA for Peakon');
  await page.getByRole('button', { name: 'Create' }).click();
  await shot('policy-fault');
  await page.getByLabel('All users').check();
  await page.getByLabel('Peakon').check();
  await page.getByLabel('Grant access: Require multifactor authentication').check();
  await page.getByLabel('On', { exact: true }).check();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForSelector('#notification');
  await shot('policies');
  await page.goto(`${base}/admin/sign-ins?status=failure`); await shot('sign-ins');
  await page.goto(`${base}/admin/sign-ins`);
  await page.locator('tbody a').first().click(); await shot('sign-in');
  await page.goto(`${base}/admin/sign-ins?application=Peakon`); await page.locator('tbody tr', { hasText: '50105' }).locator('a').click(); await shot('sign-in-failure');
  await page.goto(`${base}/admin/audit`); await shot('audits');
  await page.locator('tbody a').first().click(); await shot('audit');
  await page.goto(`${base}/admin/tenant`); await shot('tenant');
  // MFA
  await page.goto(`${base}/admin/users/${lab.userId}`);
  const code = (await page.locator('#secondFactor').innerText()).match(/\b\d{6}\b/)?.[0] ?? '';
  await context.clearCookies();
  await page.goto(base + redirectTo(authnRequest()));
  await signIn(page, bSimon);
  await page.waitForSelector('#idTxtBx_SAOTCC_OTC');
  await page.fill('#idTxtBx_SAOTCC_OTC', '000000'); await page.click('#idSubmit_SAOTCC_Continue');
  await page.waitForSelector('#idSpan_SAOTCC_Error_OTC');
  await shot('mfa');
  await page.fill('#idTxtBx_SAOTCC_OTC', code); await page.click('#idSubmit_SAOTCC_Continue');
  await page.waitForSelector('#KmsiDescription');
  await b.close(); await lab.idp.close();
}, 280000);
