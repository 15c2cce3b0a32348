import { expect, test } from 'vitest';
import { textOf } from '../../../testing/administration.ts';
import { tenantId } from '../../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../../testing/send-form.ts';
import { savedApplication } from './testing/peakon.ts';

const lab = administeredContosoForEachTest();

test('choosing SAML makes a certificate and opens the five sections; other methods are out of scope', async () => {
  const created = await sendForm(lab.admin, '/admin/apps/new/peakon', { displayName: 'Fresh' });
  const own = `${created.headers.location}/single-sign-on`;
  const choice = await lab.admin.get(own);
  expect(textOf(choice)).toContain('Select a single sign-on method');
  expect(choice.body).toMatch(
    /<button[^>]*disabled[^>]*>Linked|<button[^>]*value="linked"[^>]*disabled/,
  );
  await sendForm(lab.admin, own, { mode: 'saml' }, `${own}/method`);
  const page = textOf(await lab.admin.get(own));
  for (const title of [
    'Basic SAML Configuration',
    'Attributes & Claims',
    'SAML Certificates',
    'Set up Fresh',
    'Test single sign-on with Fresh',
  ])
    expect(page).toContain(title);
  expect(page).toContain(`http://localhost:4100/${tenantId}/saml2`);
  expect(page).toContain(`https://sts.windows.net/${tenantId}/`);
  const { servicePrincipal, notificationEmailAddresses } = await savedApplication(lab, 'Fresh');
  expect(servicePrincipal.preferredTokenSigningKeyThumbprint).toMatch(/^[0-9A-F]{40}$/);
  expect(notificationEmailAddresses).toEqual(['admin@contoso.com']);
});
