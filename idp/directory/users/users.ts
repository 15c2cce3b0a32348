import { requireTypes } from '../../../input/argument-types.ts';
import { required } from '../../../input/not-found.ts';
import { caseKey } from '../../../store/case-key.ts';
import type { Database, UserRow } from '../tables.ts';
import { guid } from '../tenants/tenants.ts';

/** @param tenantId GUID; `common` looks in every tenant, since a userPrincipalName is unique over all of them. */
export async function findUser(
  db: Database,
  tenantId: string,
  userPrincipalName: string,
): Promise<UserRow | undefined> {
  const user = await db
    .selectFrom('directoryUser')
    .selectAll()
    .where('signInName', '=', caseKey(userPrincipalName.trim()))
    .executeTakeFirst();
  return user && (tenantId === 'common' || user.tenantId === tenantId) ? user : undefined;
}

/** As Microsoft Graph names users. @param name the id or the userPrincipalName, in any letter case */
export async function findUserByIdOrName(
  db: Database,
  tenantId: string,
  name: string,
): Promise<UserRow | undefined> {
  if (!guid.test(name.toLowerCase())) return findUser(db, tenantId, name);
  const user = await findUserById(db, name.toLowerCase());
  return user?.tenantId === tenantId ? user : undefined;
}

export function findUserById(db: Database, id: string): Promise<UserRow | undefined> {
  return db.selectFrom('directoryUser').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The user that an identity provider of the tenant calls by this immutable ID, letter by letter. */
export function findUserByImmutableId(
  db: Database,
  tenantId: string,
  immutableId: string,
): Promise<UserRow | undefined> {
  return db
    .selectFrom('directoryUser')
    .selectAll()
    .where('onPremisesImmutableId', '=', immutableId)
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
}

/**
 * @throws {InvalidInput} when the id is not a string
 * @throws {NotFound} when there is no such user
 */
export async function requireUser(db: Database, userId: string): Promise<UserRow> {
  requireTypes({ userId }, { userId: 'string' });
  return required(await findUserById(db, userId), 'user', userId);
}
