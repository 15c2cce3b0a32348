import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../../passwords/password-hash.ts';
import type { Database, UserRow } from '../tables.ts';
import { splitUserPrincipalName } from './user-principal-name.ts';
import { memberType, type UserType } from './user-type.ts';

export interface NewUser {
  tenantId: string;
  userPrincipalName: string;
  displayName: string;
  givenName?: string | undefined;
  surname?: string | undefined;
  mail?: string | undefined;
  /** Absent: derived from the userPrincipalName. */
  mailNickname?: string | undefined;
  userType?: UserType | undefined;
  password: string;
  /** Display names of built-in roles, e.g. `Cloud Application Administrator`. */
  directoryRoles?: readonly string[] | undefined;
  /** Groups of the tenant that the user becomes a direct member of. */
  groupIds?: readonly string[] | undefined;
  accountEnabled?: boolean | undefined;
}

/** Its members may always sign in to every application (entra-saml.md 9.6). */
export const GLOBAL_ADMINISTRATOR = 'Global Administrator';

/** Adds one user, as `createUsers` does several. @returns its id. */
export async function createUser(db: Database, user: NewUser, now: Date): Promise<{ id: string }> {
  const [id] = await createUsers(db, [user], now);
  if (!id) throw new TypeError('No user was given.');
  return { id };
}

/** SQLite allows 32,766 values in one statement, PostgreSQL 65,535. */
const ROWS_PER_INSERT = 500;

/**
 * Creates many users in one transaction. Users with the same password share one salt, so that a tenant of 100,000 is
 * filled in seconds: the price is that equal passwords of one call can be told from the table.
 *
 * @returns their ids, in order.
 */
export async function createUsers(
  db: Database,
  users: readonly NewUser[],
  now: Date,
): Promise<string[]> {
  const distinct = [...new Set(users.map(({ password }) => password))];
  const hashes = new Map(
    await Promise.all(distinct.map(async (one) => [one, await hashPassword(one)] as const)),
  );
  const rows = users.map((user) => row(user, hashes.get(user.password) ?? '', now));
  const roles = users.flatMap((user, position) =>
    (user.directoryRoles ?? []).map((role) => ({ userId: rows[position]?.id ?? '', role })),
  );
  const members = users.flatMap((user, position) =>
    (user.groupIds ?? []).map((groupId) => ({ userId: rows[position]?.id ?? '', groupId })),
  );
  await db.transaction().execute(async (tx) => {
    for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
      const some = rows.slice(at, at + ROWS_PER_INSERT);
      await tx.insertInto('directoryUser').values(some).execute();
    }
    if (roles.length > 0) await tx.insertInto('directoryRoleAssignment').values(roles).execute();
    if (members.length > 0) await tx.insertInto('groupMember').values(members).execute();
  });
  return rows.map(({ id }) => id);
}

function row(user: NewUser, passwordHash: string, now: Date): UserRow {
  return {
    id: randomUUID(),
    tenantId: user.tenantId.toLowerCase(),
    userPrincipalName: user.userPrincipalName,
    signInName: signInName(user.userPrincipalName),
    displayName: user.displayName,
    givenName: user.givenName || null,
    surname: user.surname || null,
    mail: user.mail || null,
    mailNickname: user.mailNickname || splitUserPrincipalName(user.userPrincipalName).userName,
    userType: user.userType ?? memberType,
    accountEnabled: user.accountEnabled === false ? 0 : 1,
    passwordHash,
    createdDateTime: now.toISOString(),
  };
}

const signInName = (typed: string) => typed.trim().toLowerCase();

/** @param tenantId GUID; `common` looks in every tenant, since a userPrincipalName is unique over all of them. */
export async function findUser(
  db: Database,
  tenantId: string,
  userPrincipalName: string,
): Promise<UserRow | undefined> {
  const user = await db
    .selectFrom('directoryUser')
    .selectAll()
    .where('signInName', '=', signInName(userPrincipalName))
    .executeTakeFirst();
  return user && (tenantId === 'common' || user.tenantId === tenantId) ? user : undefined;
}

export function findUserById(db: Database, id: string): Promise<UserRow | undefined> {
  return db.selectFrom('directoryUser').selectAll().where('id', '=', id).executeTakeFirst();
}

/** "Account enabled" */
export async function setUserEnabled(db: Database, id: string, enabled: boolean): Promise<void> {
  await db
    .updateTable('directoryUser')
    .set({ accountEnabled: enabled ? 1 : 0 })
    .where('id', '=', id)
    .execute();
}
