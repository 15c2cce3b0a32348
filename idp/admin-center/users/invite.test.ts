import { expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { bSimon, password, tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = administeredContosoForEachTest();
const invite = (fields: Record<string, string>) =>
  sendForm(lab.admin, '/admin/users/invite', { userType: 'Guest', ...fields });

test('a personal account: its password is shown once, and the page of the guest says who signs in', async () => {
  const refused = await invite({ email: 'bob' });
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('such as alice@fabrikam.com');
  const shown = textOf(await invite({ email: 'bob@outlook.com', displayName: 'Bob' }));
  expect(shown).toContain('Personal account created, and invited');
  expect(shown).toContain('the personal account bob@outlook.com');
  const guest = await lab.idp.directory.findUser(tenantId, 'bob_outlook.com#EXT#@contoso.com');
  const page = textOf(await lab.admin.get(`/admin/users/${guest?.id}`));
  expect(page).toContain('Identities MicrosoftAccount, contoso.com');
  expect(page).toContain('Invitation state Accepted');
  expect(page).toContain('Signs in as bob@outlook.com');
  expect(page).toContain('Reset password');
});

test('an account of another tenant: no password to show or to reset', async () => {
  const fabrikam = 'bbbbcccc-1111-dddd-2222-eeee3333ffff';
  const { directory } = lab.idp;
  await directory.createTenant({ id: fabrikam, displayName: 'Fabrikam', domain: 'fabrikam.com' });
  const unknown = await invite({ email: 'alice@fabrikam.com' });
  expect(textOf(unknown)).toContain('Fabrikam is a tenant of this lab and has no user');
  await directory.createUser({
    tenantId: fabrikam,
    userPrincipalName: 'alice@fabrikam.com',
    displayName: 'Alice',
    password,
  });
  const { location = '' } = (await invite({ email: 'alice@fabrikam.com' })).headers;
  const page = textOf(await lab.admin.get(location));
  expect(page).toContain('Identities ExternalAzureAD, contoso.com');
  expect(page).not.toContain('Reset password');
  // The form that edits the guest sends the name with #EXT# back.
  const edited = await sendForm(lab.admin, `${location}/edit`, {
    userName: 'alice_fabrikam.com#EXT#',
    domain: 'contoso.com',
    displayName: 'Alice A.',
    mail: 'alice@fabrikam.com',
    mailNickname: 'alice',
    userType: 'Guest',
    accountEnabled: 'on',
  });
  expect(edited.headers.location).toBe(location);
});

test('a Guest Inviter may invite, another user may not', async () => {
  const reader = await administrationBrowser(lab, bSimon);
  expect((await reader.get('/admin/users/invite')).status).toBe(403);
  await lab.idp.directory.setDirectoryRoles(lab.userId, ['Guest Inviter']);
  expect((await reader.get('/admin/users/invite')).status).toBe(200);
  expect((await reader.get('/admin/users')).body).toContain('id="inviteUser"');
});
