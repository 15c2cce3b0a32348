import { expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { bSimon, tenantId } from '../../testing/contoso.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = contosoForEachTest();

test('the US Government cloud changes every printed host, except in the identifier', async () => {
  const admin = await administrationBrowser(lab);
  const global = textOf(await admin.get('/admin/tenant'));
  expect(global).toContain(`https://login.microsoftonline.com/${tenantId}/saml2`);
  await sendForm(admin, '/admin/tenant', { cloud: 'usGovernment' });
  const page = textOf(await admin.get('/admin/tenant'));
  expect(page).toContain(`https://login.microsoftonline.us/${tenantId}/saml2`);
  expect(page).toContain('https://portal.azure.us');
  expect(page).toContain(`https://sts.windows.net/${tenantId}/`);
  expect(page).not.toMatch(/microsoftonline\.com|azure\.com|microsoft\.com/);
  expect(textOf(await admin.get('/admin'))).toContain('US Government');
});

test('the form needs the token, and the user a role', async () => {
  const admin = await administrationBrowser(lab);
  expect((await admin.post('/admin/tenant', { cloud: 'usGovernment' })).status).toBe(403);
  const simon = await administrationBrowser(lab, bSimon);
  expect((await sendForm(simon, '/admin/tenant', { cloud: 'usGovernment' })).status).toBe(403);
  expect(textOf(await admin.get('/admin/tenant'))).toContain('login.microsoftonline.com');
});
