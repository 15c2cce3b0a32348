import { expect, test } from 'vitest';
import { passwordMatches } from '../../../passwords/password-hash.ts';
import {
  bSimon,
  expectFault,
  expectNotFound,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { createUser } from './create-user.ts';
import { deleteUser, purgeUser, restoreUser } from './deleted-users.ts';
import { rolesOf, rolesTag, setDirectoryRoles } from './directory-roles.ts';
import { updateUser, userTag } from './update-user.ts';
import {
  changePassword,
  forcePasswordChange,
  passwordChangeTag,
  resetPassword,
  revokeSessions,
} from './user-password.ts';
import { findUser, findUserById } from './users.ts';

const lab = smallDirectoryForEachTest();
const stored = async () => {
  const user = await findUserById(lab.db, lab.userId);
  if (!user) throw new Error('B.Simon is gone.');
  return user;
};

test('changes the properties that are given, and no other', async () => {
  const before = await stored();
  await updateUser(lab.db, lab.userId, { accountEnabled: false, surname: 'Simon' });
  expect(await stored()).toEqual({ ...before, accountEnabled: 0, surname: 'Simon' });
  await updateUser(lab.db, lab.userId, { givenName: '', accountEnabled: true });
  expect(await stored()).toEqual({ ...before, givenName: null, surname: 'Simon' });
  await updateUser(lab.db, lab.userId, {});
  await updateUser(lab.db, lab.userId, { surname: undefined });
  expect(await stored()).toMatchObject({ surname: 'Simon' });
});

test('a new name is the sign-in name, and leaves the mail nickname alone', async () => {
  await updateUser(lab.db, lab.userId, { userPrincipalName: 'Britta@CONTOSO.com' });
  expect(await findUser(lab.db, tenantId, 'britta@contoso.com')).toMatchObject({
    id: lab.userId,
    userPrincipalName: 'Britta@contoso.com',
    mailNickname: 'B.Simon',
  });
});

test.each<[property: string, value: unknown, code: string]>([
  ['userPrincipalName', 'no at sign', 'at_sign'],
  ['userPrincipalName', 'b.simon@fabrikam.com', 'domain_not_verified'],
  ['userPrincipalName', 'k.lee@contoso.com', 'taken'],
  ['displayName', '', 'required'],
  ['mail', 'simon', 'mail'],
  ['mailNickname', '', 'required'],
  ['userType', 'Robot', 'user_type'],
  ['displayName', 5, 'type'],
  ['displayName', null, 'type'],
  ['accountEnabled', 'no', 'type'],
  ['password', 'Correct-Horse-2', 'unknown_property'],
])('refuses %s %o as %s', async (property, value, code) => {
  const lee = { ...bSimon, userPrincipalName: 'K.Lee@contoso.com' };
  await createUser(lab.db, lee, now);
  const before = await stored();
  const changes = { surname: 'Simon', [property]: value };
  await expectFault(updateUser(lab.db, lab.userId, untyped(changes)), property, code);
  expect(await stored()).toEqual(before);
  await updateUser(lab.db, lab.userId, { surname: 'Simon' });
  expect(await stored()).toMatchObject({ surname: 'Simon' });
});

test('refuses a form that was made from older values', async () => {
  const tag = userTag(await stored());
  await updateUser(lab.db, lab.userId, { displayName: 'First' }, tag);
  const late = updateUser(lab.db, lab.userId, { displayName: 'Second' }, tag);
  await expect(late).rejects.toMatchObject({ name: 'StaleVersion' });
  expect(await stored()).toMatchObject({ displayName: 'First' });
});

test('an unknown user is not found, and an id of another type is refused', async () => {
  const writes = (id: string) => [
    () => updateUser(lab.db, id, { displayName: 'X' }),
    () => resetPassword(lab.db, id, 'Correct-Horse-2', now),
    () => setDirectoryRoles(lab.db, id, []),
    () => forcePasswordChange(lab.db, id, false),
    () => revokeSessions(lab.db, id),
    () => deleteUser(lab.db, id, now),
  ];
  for (const write of writes('nope')) await expectNotFound(write(), 'user', 'nope');
  for (const write of writes(untyped(5))) await expectFault(write(), 'userId', 'type');
  for (const write of writes(lab.userId)) await expect(write()).resolves.toBeUndefined();
});

test('a new password keeps the rules', async () => {
  await expectFault(resetPassword(lab.db, lab.userId, 'short', now), 'password', 'length');
  await expectFault(resetPassword(lab.db, lab.userId, untyped(null), now), 'password', 'type');
  expect(await passwordMatches(bSimon.password, (await stored()).passwordHash)).toBe(true);
  await resetPassword(lab.db, lab.userId, 'Correct-Horse-2', now);
  expect(await passwordMatches('Correct-Horse-2', (await stored()).passwordHash)).toBe(true);
});

test('a password that the user chose is not the current one, and fits the one that was checked', async () => {
  const user = await stored();
  const change = (password: string) => changePassword(lab.db, user, password, 'ctx', now);
  await expectFault(change('short'), 'password', 'length');
  await expectFault(change(bSimon.password), 'password', 'used_before');
  await forcePasswordChange(lab.db, lab.userId, true);
  await change('Correct-Horse-2');
  expect(await stored()).toMatchObject({ forceChangePasswordNextSignIn: 0 });
  await expect(change('Correct-Horse-3')).rejects.toMatchObject({ name: 'StaleVersion' });
  expect(await passwordMatches('Correct-Horse-2', (await stored()).passwordHash)).toBe(true);
});

test('a setting that another administrator changed is not overwritten', async () => {
  const tag = passwordChangeTag(await stored());
  await forcePasswordChange(lab.db, lab.userId, true, tag);
  const late = forcePasswordChange(lab.db, lab.userId, true, tag);
  await expect(late).rejects.toMatchObject({ name: 'StaleVersion' });
  await forcePasswordChange(lab.db, lab.userId, false);
  expect(await stored()).toMatchObject({ forceChangePasswordNextSignIn: 0 });
  await expectFault(forcePasswordChange(lab.db, lab.userId, untyped('yes')), 'force', 'type');
});

test('directory roles are replaced as a whole; an unknown one changes nothing', async () => {
  const roles = () => rolesOf(lab.db, lab.userId);
  const none = rolesTag(await roles());
  await setDirectoryRoles(lab.db, lab.userId, ['Global Reader', 'Global Reader'], none);
  const wanted = ['Reports Reader', 'Emperor'];
  const unknown = setDirectoryRoles(lab.db, lab.userId, wanted);
  await expectFault(unknown, 'directoryRoles.1', 'unknown_role');
  const late = setDirectoryRoles(lab.db, lab.userId, [], none);
  await expect(late).rejects.toMatchObject({ name: 'StaleVersion' });
  const text = setDirectoryRoles(lab.db, lab.userId, untyped('Global Reader'));
  await expectFault(text, 'directoryRoles', 'type');
  expect([...(await roles())]).toEqual(['Global Reader']);
  await setDirectoryRoles(lab.db, lab.userId, ['Reports Reader']);
  expect([...(await roles())]).toEqual(['Reports Reader']);
});

test('only a deleted user can be restored or purged, and for 30 days', async () => {
  await expectNotFound(restoreUser(lab.db, lab.userId, now), 'deleted user', lab.userId);
  await expectNotFound(purgeUser(lab.db, lab.userId), 'deleted user', lab.userId);
  await deleteUser(lab.db, lab.userId, now);
  const later = new Date(now.getTime() + 30 * 86_400_000);
  await expectNotFound(restoreUser(lab.db, lab.userId, later), 'deleted user', lab.userId);
  await restoreUser(lab.db, lab.userId, now);
  expect(await stored()).toMatchObject({ displayName: 'B.Simon' });
  await deleteUser(lab.db, lab.userId, now);
  await purgeUser(lab.db, lab.userId);
  await expectNotFound(restoreUser(lab.db, lab.userId, now), 'deleted user', lab.userId);
});
