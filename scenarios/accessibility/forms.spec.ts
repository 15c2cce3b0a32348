import type { Page } from 'playwright/test';
import { AdminCenter } from '../harness/admin-center.ts';
import { expect, test } from '../harness/own-lab.ts';
import { PeakonAdministration } from '../harness/peakon-administration.ts';
import { type SentForm, sendForm } from '../harness/sent-form.ts';
import { seriousViolations } from '../harness/violations.ts';

test.describe.configure({ timeout: 300_000 });
test.use({ trace: 'off', contextOptions: { reducedMotion: 'reduce' } });

/** Submits invalid forms and analyses each page that refuses them. */
async function checkRefusals(
  page: Page,
  forms: readonly ({ at: string; status: number } & SentForm)[],
): Promise<void> {
  const seen: string[] = [];
  for (const { at, status, ...form } of forms) {
    await page.goto(at);
    const answered = await sendForm(page, form);
    if (answered !== status) seen.push(`${at}: status ${answered} instead of ${status}`);
    seen.push(...(await seriousViolations(page)));
  }
  expect(seen).toEqual([]);
}

/** Opens a form in two windows, saves both, and analyses the conflict page of the second. */
async function checkConflict(page: Page, at: string, forms: [SentForm, SentForm]): Promise<void> {
  const [first, second] = forms;
  const other = await page.context().newPage();
  await other.goto(at);
  await page.goto(at);
  expect(await sendForm(other, first)).toBe(303);
  await other.close();
  expect(await sendForm(page, second)).toBe(409);
  expect(await seriousViolations(page)).toEqual([]);
}

async function openEntra(page: Page, entra: AdminCenter) {
  const { lab } = entra;
  const { idp, tenantId, appId } = lab.start;
  const peakon = await lab.directory.findApplication(tenantId, { appId: appId ?? '' });
  const simon = await lab.directory.findUser(tenantId, 'B.Simon@contoso.com');
  await entra.signIn();
  await expect(page).toHaveURL(`${idp}/admin`);
  const admin = `${idp}/admin`;
  return {
    admin,
    app: `${admin}/apps/${peakon?.servicePrincipal.id}`,
    user: `${admin}/users/${simon?.id}`,
  };
}

const nothing = { fields: {}, status: 422 };
const large = Buffer.alloc(1024 * 1024 + 1);

test('the admin center refuses invalid forms', async ({ page, lab }) => {
  const { admin, app, user } = await openEntra(page, new AdminCenter(page, lab));
  const sso = `${app}/single-sign-on`;
  const saved = { button: 'Save', status: 422 };
  await checkRefusals(page, [
    { at: `${admin}/users/new`, button: 'Review + create', ...nothing },
    { at: `${user}/edit`, fields: { displayName: '' }, ...saved },
    {
      at: `${user}/reset-password`,
      fields: { password: 'short' },
      button: 'Reset password',
      status: 422,
    },
    { at: `${admin}/groups/new`, button: 'Create', ...nothing },
    { at: `${admin}/apps/new/own`, button: 'Create', ...nothing },
    { at: `${app}/properties`, fields: { displayName: '' }, ...saved },
    { at: `${app}/users/add`, button: 'Assign', ...nothing },
    { at: `${sso}/basic`, fields: { identifierUris: '', signOnUrl: 'no address' }, ...saved },
    { at: `${sso}/claims/new`, fields: {}, ...saved },
    { at: `${sso}/certificates`, button: 'Add', ...nothing },
    {
      at: `${sso}/certificates`,
      fields: { emails: 'nobody' },
      button: 'Save e-mail addresses',
      status: 422,
    },
    { at: `${sso}/upload-metadata`, button: 'Add', ...nothing },
    { at: `${sso}/upload-metadata`, fields: { metadata: large }, button: 'Add', status: 413 },
    { at: `${admin}/conditional-access/new`, button: 'Create', ...nothing },
  ]);
});

test('the admin center reports a conflict with another save', async ({ page, lab }) => {
  const { app, user } = await openEntra(page, new AdminCenter(page, lab));
  const save = (fields: SentForm['fields']) => ({ fields, button: 'Save' });
  await checkConflict(page, `${app}/properties`, [
    save({ notes: 'Theirs' }),
    save({ notes: 'Mine' }),
  ]);
  await checkConflict(page, `${app}/single-sign-on/basic`, [
    save({ relayState: 'theirs' }),
    save({ relayState: 'mine' }),
  ]);
  await checkConflict(page, `${user}/edit`, [
    save({ displayName: 'Bea' }),
    save({ displayName: 'Ben' }),
  ]);
});

test('Peakon refuses invalid forms', async ({ page, lab }) => {
  await new PeakonAdministration(page, lab).signIn();
  const admin = `${lab.start.sp}/admin`;
  const sso = `${admin}/integrations/single-sign-on`;
  const bad = { status: 400 };
  await checkRefusals(page, [
    { at: `${admin}/employees/new`, fields: {}, button: 'Create employee', ...bad },
    { at: sso, fields: { ssoLoginUrl: 'no address' }, button: 'Save', ...bad },
    { at: sso, fields: { certificate: Buffer.from('none') }, button: 'Save', ...bad },
    { at: sso, fields: { certificate: large }, button: 'Save', status: 413 },
    { at: sso, fields: {}, button: 'Load', ...bad },
  ]);
});

test('Peakon reports a conflict with another save', async ({ page, lab }) => {
  await new PeakonAdministration(page, lab).signIn();
  const admin = `${lab.start.sp}/admin`;
  const simon = await lab.administration.findEmployee('contoso', 'B.Simon@contoso.com');
  const save = (fields: SentForm['fields']) => ({ fields, button: 'Save' });
  await checkConflict(page, `${admin}/employees/${simon?.id}`, [
    save({ firstName: 'Bea' }),
    save({ firstName: 'Ben' }),
  ]);
  await checkConflict(page, `${admin}/integrations/single-sign-on`, [
    save({ ssoLogoutUrl: 'https://theirs.example/out' }),
    save({ ssoLogoutUrl: 'https://mine.example/out' }),
  ]);
});
