import { beforeEach, expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { Browser, redirectTo } from '../../testing/browser.ts';
import { authnRequest } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = administeredContosoForEachTest();
let other: string;
beforeEach(async () => {
  const created = await sendForm(lab.admin, '/admin/apps/new/peakon', { displayName: 'Other' });
  other = String(created.headers.location);
});

const peakon = () => `/admin/apps/${lab.servicePrincipalId}`;

/** Follows an entry of the menu of the application, which stays beside the page it leads to. */
async function entry(app: string, title: string) {
  const { body } = await lab.admin.get(app);
  const href = new RegExp(`<a href="([^"]+)"[^>]*>${title}</a>`, 'g');
  const link = [...body.matchAll(href)].map((found) => found[1] ?? '').find((a) => a.includes('?'));
  const page = await lab.admin.get((link ?? '').replaceAll('&amp;', '&'));
  expect(page.body).toMatch(
    new RegExp(
      `<nav class="side" aria-label="(Peakon|Other)">.*aria-current="page">${title}<`,
      's',
    ),
  );
  expect(page.body).toContain(`href="${app}/users"`);
  return textOf(page);
}

test('Sign-in logs are those of the application', async () => {
  await new Browser(lab.idp.app).get(redirectTo(authnRequest()));
  expect(await entry(peakon(), 'Sign-in logs')).toContain('50058');
  expect(await entry(other, 'Sign-in logs')).toContain('No sign-in matches.');
});

test('Audit logs are those of the application, under any name it ever had', async () => {
  await sendForm(lab.admin, `${peakon()}/properties`, {
    displayName: 'Workday Peakon',
    notes: 'x',
  });
  await sendForm(lab.admin, `${peakon()}/properties`, { displayName: 'Peakon' });
  const page = await entry(peakon(), 'Audit logs');
  expect(page.match(/Update service principal Success/g)).toHaveLength(2);
  expect(page).not.toContain('Add service principal Success');
  expect(await entry(other, 'Audit logs')).toContain('Add service principal Success');
});

test('Conditional Access shows the policies that are about the application', async () => {
  const policy = (displayName: string, more: Record<string, string>) =>
    sendForm(lab.admin, '/admin/conditional-access/new', {
      displayName,
      includeUsers: 'all',
      grant: 'mfa',
      state: 'enabled',
      ...more,
    });
  const one = { includeApplications: 'selected', application: lab.servicePrincipalId };
  await policy('For Peakon', one);
  await policy('For everything', { includeApplications: 'all' });
  const here = await entry(peakon(), 'Conditional Access');
  expect(here).toContain('For Peakon');
  expect(here).toContain('For everything');
  const there = await entry(other, 'Conditional Access');
  expect(there).not.toContain('For Peakon');
  expect(there).toContain('For everything');
});

test('an application that is gone has no policies', async () => {
  const gone = await lab.admin.get('/admin/conditional-access?application=nothing');
  expect(gone.status).toBe(404);
  expect(textOf(gone)).toContain('no such enterprise application');
});
