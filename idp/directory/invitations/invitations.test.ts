import { expect, test } from 'vitest';
import { checkPassword } from '../../../passwords/password-hash.ts';
import { createDomain } from '../domains/domains.ts';
import { createTenant } from '../tenants/manage-tenants.ts';
import {
  expectFault,
  expectNotFound,
  fabrikam,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { createUser } from '../users/create-user.ts';
import { deleteUser, restoreUser } from '../users/deleted-users.ts';
import { consumers, findAccount, identitiesOf } from '../users/guests.ts';
import { updateUser } from '../users/update-user.ts';
import { resetPassword } from '../users/user-password.ts';
import { findUser, requireUser } from '../users/users.ts';
import { createInvitation } from './invitations.ts';

const lab = smallDirectoryForEachTest();
const alice = {
  tenantId: fabrikam,
  userPrincipalName: 'Alice@fabrikam.com',
  displayName: 'Alice',
  givenName: 'Al',
  password: 'Correct-Horse-1',
};
const invite = (invitedUserEmailAddress: string, more = {}) =>
  createInvitation(lab.db, tenantId, { invitedUserEmailAddress, ...more }, now);
const property = 'invitedUserEmailAddress';

test('a guest of another tenant', async () => {
  const { id: homeUserId } = await createUser(lab.db, alice, now);
  const { invitedUser, password, status } = await invite(' Alice@Fabrikam.com ');
  expect([password, status]).toEqual([undefined, 'Completed']);
  const guest = await requireUser(lab.db, invitedUser.id);
  expect(guest).toMatchObject({
    tenantId,
    userPrincipalName: 'Alice_fabrikam.com#EXT#@contoso.com',
    displayName: 'Alice',
    givenName: 'Al',
    mail: 'Alice@Fabrikam.com',
    userType: 'Guest',
    externalUserState: 'Accepted',
    externalUserStateChangeDateTime: now.toISOString(),
    homeTenantId: fabrikam,
    homeUserId,
  });
  expect(identitiesOf(guest, 'contoso.com')).toEqual([
    { signInType: 'federated', issuer: 'ExternalAzureAD', issuerAssignedId: null },
    {
      signInType: 'userPrincipalName',
      issuer: 'contoso.com',
      issuerAssignedId: 'Alice_fabrikam.com#EXT#@contoso.com',
    },
  ]);
  expect((await findAccount(lab.db, tenantId, 'alice@FABRIKAM.com'))?.id).toBe(guest.id);
  expect(await findAccount(lab.db, tenantId, guest.userPrincipalName)).toBeUndefined();
  expect(await findAccount(lab.db, 'common', guest.userPrincipalName)).toBeUndefined();
  expect((await findAccount(lab.db, 'common', alice.userPrincipalName))?.id).toBe(homeUserId);
});

test('a personal account is made with its first invitation', async () => {
  const first = await invite('bob@outlook.com', { invitedUserDisplayName: 'Bob B.' });
  const home = await findUser(lab.db, consumers.id, 'bob@outlook.com');
  const guest = await requireUser(lab.db, first.invitedUser.id);
  expect(guest.homeUserId).toBe(home?.id);
  expect(identitiesOf(guest, 'contoso.com')[0]?.issuer).toBe('MicrosoftAccount');
  const matches = async (password = '') =>
    (await checkPassword(password, (await requireUser(lab.db, home?.id ?? '')).passwordHash))
      .matches;
  expect(await matches(first.password)).toBe(true);

  const again = await createInvitation(
    lab.db,
    fabrikam,
    { [property]: 'BOB@outlook.com', password: 'Correct-Horse-9' },
    now,
  );
  expect(again.password).toBeUndefined();
  expect(await matches(first.password)).toBe(true);
  await resetPassword(lab.db, again.invitedUser.id, 'Correct-Horse-8', now);
  expect(await matches('Correct-Horse-8')).toBe(true);
});

test.each<[email: unknown, code: string]>([
  ['', 'required'],
  ['bob', 'mail'],
  ['bob@contoso.com', 'own_domain'],
  ['nobody@fabrikam.com', 'no_account'],
  [`${'x'.repeat(65)}@outlook.com`, 'mail'],
  ['alice@fabrikam.com', 'taken'],
  [3, 'type'],
])('refuses the address %o as %s, and creates nothing', async (email, code) => {
  await createUser(lab.db, alice, now);
  await invite(alice.userPrincipalName);
  const count = async () =>
    (await lab.db.selectFrom('directoryUser').select('id').execute()).length;
  const before = await count();
  await expectFault(invite(untyped(email)), property, code);
  expect(await count()).toBe(before);
  await invite('carol@outlook.com');
});

test('other rules: the type, the password, the tenant', async () => {
  await expectFault(invite('a@b.com', { invitedUserType: 'Owner' }), 'userType', 'user_type');
  await expectFault(invite('a@b.com', { password: 'short' }), 'password', 'length');
  await expectFault(invite('a@b.com', { sender: 'x' }), 'sender', 'unknown_property');
  await expectNotFound(
    createInvitation(lab.db, 'nope', { [property]: 'a@b.com' }, now),
    'tenant',
    'nope',
  );
  await invite('a@b.com', { invitedUserType: 'Member', password: 'Correct-Horse-1' });
});

test('#EXT# is for names that an invitation makes', async () => {
  const name = 'eve_outlook.com#EXT#@contoso.com';
  const user = { ...alice, tenantId, userPrincipalName: name };
  await expectFault(createUser(lab.db, user, now), 'userPrincipalName', 'external');
  await expectFault(
    createUser(lab.db, { ...user, userPrincipalName: 'eve#ext#@contoso.com' }, now),
    'userPrincipalName',
    'external',
  );
  await createUser(lab.db, { ...user, userPrincipalName: 'eve#x#@contoso.com' }, now);
  const { invitedUser } = await invite('eve@outlook.com');
  expect(invitedUser.userPrincipalName).toBe(name);
  // The form that edits a guest sends the name back.
  await updateUser(lab.db, invitedUser.id, { userPrincipalName: name, displayName: 'Eve' });
  await expectFault(
    updateUser(lab.db, invitedUser.id, { userPrincipalName: `x${name}` }),
    'userPrincipalName',
    'external',
  );
});

test('the password of a guest from another tenant is not reset here', async () => {
  await createUser(lab.db, alice, now);
  const { invitedUser } = await invite(alice.userPrincipalName);
  const reset = resetPassword(lab.db, invitedUser.id, 'Correct-Horse-7', now);
  await expectFault(reset, 'password', 'guest');
});

test('a guest who was invited again is not restored', async () => {
  const { invitedUser } = await invite('bob@outlook.com');
  await deleteUser(lab.db, invitedUser.id, now);
  const again = await invite('bob@outlook.com');
  await expect(restoreUser(lab.db, invitedUser.id, now)).rejects.toMatchObject({
    name: 'InvalidInput',
  });
  await deleteUser(lab.db, again.invitedUser.id, now);
  await restoreUser(lab.db, invitedUser.id, now);
  expect((await requireUser(lab.db, invitedUser.id)).homeTenantId).toBe(consumers.id);
});

test('the tenant of personal accounts is nobody else’s', async () => {
  const tenant = { id: consumers.id, displayName: 'X', domain: 'x.example.com' };
  await expectFault(createTenant(lab.db, tenant, now), 'id', 'taken');
  await invite('bob@outlook.com');
  await createDomain(lab.db, tenantId, 'outlook.com');
});
