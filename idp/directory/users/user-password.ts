import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { checkPassword, hashPassword } from '../../../passwords/password-hash.ts';
import { hashSecret } from '../secrets.ts';
import { requireChanged, requireTag, tagOf } from '../stale-version.ts';
import type { Database, UserRow } from '../tables.ts';
import { accountsOf, accountWithPassword } from './guests.ts';
import { passwordFault } from './password-rules.ts';
import { requireUser } from './users.ts';

export interface PasswordReset {
  /** Whether the user must change the password at the next sign-in; default: no. In Entra's admin center it is always so. */
  forceChangePasswordNextSignIn?: boolean | undefined;
}

/**
 * Sets another password, and signs the user out everywhere, also as a guest. For a guest with a personal account it is the password of that
 * account.
 *
 * @throws {InvalidInput} when the password breaks a rule of entra-admin.md 1.10, or the user is a guest from another tenant
 * @throws {NotFound} when there is no such user
 */
export async function resetPassword(
  db: Database,
  userId: string,
  password: string,
  now: Date,
  options: PasswordReset = {},
): Promise<void> {
  const { forceChangePasswordNextSignIn: force = false } = options;
  requireTypes({ password }, { password: 'string' });
  requireTypes(options, { forceChangePasswordNextSignIn: 'boolean?' });
  refuseFaults([passwordFault(password)]);
  const { id } = await accountWithPassword(db, await requireUser(db, userId));
  const passwordHash = await hashPassword(password);
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('directoryUser')
      .set({
        passwordHash,
        forceChangePasswordNextSignIn: Number(force),
        lastPasswordChangeDateTime: now.toISOString(),
      })
      .where('id', '=', id)
      .execute();
    await endSessions(tx, id);
  });
}

/**
 * Sets the password that the user chose, and ends every session and every other sign-in of the user. The caller has just checked the
 * current password, and counted a wrong one.
 *
 * @param user as read when the current password was checked
 * @param ctx of the sign-in that goes on
 * @throws {InvalidInput} when the password breaks a rule of entra-admin.md 1.10, or is the current one; the property is `password`
 * @throws {StaleVersion} when the password was changed in the meantime
 */
export async function changePassword(
  db: Database,
  user: Pick<UserRow, 'id' | 'passwordHash'>,
  password: string,
  ctx: string,
  now: Date,
): Promise<void> {
  refuseFaults([passwordFault(password)]);
  const { matches } = await checkPassword(password, user.passwordHash);
  refuseFaults([matches ? samePassword : undefined]);
  const passwordHash = await hashPassword(password);
  await db.transaction().execute(async (tx) => {
    requireChanged(
      await tx
        .updateTable('directoryUser')
        .set({
          passwordHash,
          forceChangePasswordNextSignIn: 0,
          lastPasswordChangeDateTime: now.toISOString(),
        })
        .where('id', '=', user.id)
        .where('passwordHash', '=', user.passwordHash)
        .executeTakeFirstOrThrow(),
    );
    await endSessions(tx, user.id, ctx);
  });
}

/** The last password cannot be used again (entra-admin.md 1.10). */
const samePassword: Fault = {
  property: 'password',
  code: 'used_before',
  message: 'This is the current password. Choose another one.',
};

/** Tag of the setting for the form that edits it; see `stale-version.ts`. */
export const passwordChangeTag = (user: UserRow): string =>
  tagOf(user.forceChangePasswordNextSignIn === 1);

/**
 * Whether the user must change the password at the next sign-in with it. Sessions go on.
 *
 * @param tag of the setting that a form was made from; absent: whatever is stored is replaced
 * @throws {NotFound} when there is no such user
 * @throws {StaleVersion} when the stored setting no longer has the tag
 */
export async function forcePasswordChange(
  db: Database,
  userId: string,
  force: boolean,
  tag?: string,
): Promise<void> {
  requireTypes({ force }, { force: 'boolean' });
  await db.transaction().execute(async (tx) => {
    const user = await requireUser(tx, userId);
    requireTag(user.forceChangePasswordNextSignIn === 1, tag);
    await tx
      .updateTable('directoryUser')
      .set({ forceChangePasswordNextSignIn: Number(force) })
      .where('id', '=', userId)
      .execute();
  });
}

/**
 * Signs the user out everywhere ("Revoke sessions").
 *
 * @throws {NotFound} when there is no such user
 */
export async function revokeSessions(db: Database, userId: string): Promise<void> {
  await requireUser(db, userId);
  await db.transaction().execute((tx) => endSessions(tx, userId));
}

/**
 * Sessions of the user, as a guest too.
 *
 * @param ctx of a sign-in that goes on; every other one whose first method was given has to begin again
 */
async function endSessions(tx: Database, userId: string, ctx?: string): Promise<void> {
  const accounts = accountsOf(tx, userId);
  await tx.deleteFrom('browserSession').where('userId', 'in', accounts).execute();
  await tx
    .deleteFrom('pendingSignIn')
    .where('userId', 'in', accounts)
    .$if(ctx !== undefined, (query) => query.where('idHash', '!=', hashSecret(ctx ?? '')))
    .execute();
}

/** Stores a new hash of the password that was just checked, unless the password was changed in the meantime. */
export async function rehashPassword(
  db: Database,
  { id, passwordHash: checked }: Pick<UserRow, 'id' | 'passwordHash'>,
  password: string,
): Promise<void> {
  await db
    .updateTable('directoryUser')
    .set({ passwordHash: await hashPassword(password) })
    .where('id', '=', id)
    .where('passwordHash', '=', checked)
    .execute();
}
