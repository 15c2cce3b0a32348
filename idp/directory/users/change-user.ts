import { hashPassword } from '../../../passwords/password-hash.ts';
import { refuseFaults } from '../invalid-input.ts';
import { requireChanged, requireTag } from '../stale-version.ts';
import type { Database, UserRow } from '../tables.ts';
import { generatePassword, passwordFault } from './password-rules.ts';
import { type UserForm, userColumns, userFaults } from './user-form.ts';
import { splitUserPrincipalName } from './user-principal-name.ts';

/** With these, a user is as the form was made from. */
const unchanged = [
  'userPrincipalName',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'mailNickname',
  'userType',
] as const;

/** A user's values as typed; a mail nickname is not derived again, since in Entra a new name leaves it alone. */
export const userFormOf = (user: UserRow): UserForm => ({
  ...splitUserPrincipalName(user.userPrincipalName),
  displayName: user.displayName,
  givenName: user.givenName ?? '',
  surname: user.surname ?? '',
  mail: user.mail ?? '',
  mailNickname: user.mailNickname,
  deriveMailNickname: false,
  userType: user.userType,
  accountEnabled: user.accountEnabled === 1,
});

/**
 * Changes the properties of a user.
 *
 * @param tag of the values that the form was made from, see `stale-version.ts`
 * @throws {InvalidInput} {StaleVersion}; then nothing is changed
 */
export async function changeUser(
  db: Database,
  user: UserRow,
  form: UserForm,
  tag: string | undefined,
): Promise<void> {
  requireTag(userFormOf(user), tag);
  refuseFaults(await userFaults(db, user.tenantId, form, user.id));
  const result = await db
    .updateTable('directoryUser')
    .set(userColumns(form))
    .where('id', '=', user.id)
    .where('accountEnabled', '=', user.accountEnabled)
    .where((e) =>
      e.and(
        unchanged.map((column) => {
          const value = user[column];
          return value === null ? e(column, 'is', null) : e(column, '=', value);
        }),
      ),
    )
    .executeTakeFirstOrThrow();
  requireChanged(result);
}

/**
 * Sets another password, and signs the user out everywhere.
 *
 * @param typed absent: one is made up
 * @returns the password when it was made up: it is not kept anywhere else.
 * @throws {InvalidInput}
 */
export async function resetPassword(
  db: Database,
  userId: string,
  typed: string | undefined,
): Promise<string | undefined> {
  if (typed !== undefined) refuseFaults([passwordFault(typed)]);
  const generated = typed === undefined ? generatePassword() : undefined;
  const passwordHash = await hashPassword(typed ?? generated ?? '');
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('directoryUser').set({ passwordHash }).where('id', '=', userId).execute();
    await tx.deleteFrom('browserSession').where('userId', '=', userId).execute();
    await tx.deleteFrom('pendingSignIn').where('userId', '=', userId).execute();
  });
  return generated;
}
