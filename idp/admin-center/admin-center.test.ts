import { expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../testing/administration.ts';
import { Browser } from '../testing/browser.ts';
import { bSimon } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();

test('signs in on the ordinary pages, then shows the requested page', async () => {
  const browser = new Browser(lab.idp.app);
  const first = await browser.get('/admin?x=1');
  expect(first.body).toContain('id="i0116"');
  const sent = await browser.signIn(first);
  expect(sent).toMatchObject({ status: 303, headers: { location: '/admin?x=1' } });
  const page = await browser.get('/admin');
  expect(textOf(page)).toContain('B.Simon@contoso.com');
  expect(textOf(page)).toContain('Contoso');
});

test('shows a blocked account why it has no access', async () => {
  const browser = await administrationBrowser(lab, bSimon);
  expect((await browser.get('/admin')).status).toBe(200);
  await lab.idp.directory.updateUser(lab.userId, { accountEnabled: false });
  const page = await browser.get('/admin');
  expect(page.status).toBe(403);
  expect(textOf(page)).toContain('Your account is blocked');
});
