import { requireTypes } from '../../../input/argument-types.ts';
import { required } from '../../../input/not-found.ts';
import type { Person } from '../people-search.ts';
import type { Database } from '../tables.ts';
import { requireApplication } from './application-details.ts';

/** The owners of an application, by name (entra-admin.md 1.5). */
export function ownersOf(db: Database, servicePrincipalId: string): Promise<Person[]> {
  return db
    .selectFrom('servicePrincipalOwner as owner')
    .innerJoin('directoryUser as user', 'user.id', 'owner.userId')
    .select(['user.id', 'user.displayName', 'user.userPrincipalName'])
    .where('owner.servicePrincipalId', '=', servicePrincipalId)
    .orderBy('user.displayName')
    .execute();
}

export async function isOwner(
  db: Database,
  servicePrincipalId: string,
  userId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('servicePrincipalOwner')
    .select('userId')
    .where('servicePrincipalId', '=', servicePrincipalId)
    .where('userId', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Makes a user an owner; adding one twice is the same as once.
 *
 * @throws {InvalidInput} when an id is not a string
 * @throws {NotFound} when the application, or the user in its tenant, does not exist
 */
export async function addOwner(
  db: Database,
  servicePrincipalId: string,
  userId: string,
): Promise<void> {
  requireTypes({ servicePrincipalId, userId }, { servicePrincipalId: 'string', userId: 'string' });
  const { servicePrincipal } = await requireApplication(db, undefined, servicePrincipalId);
  const user = await db
    .selectFrom('directoryUser')
    .select('id')
    .where('id', '=', userId)
    .where('tenantId', '=', servicePrincipal.tenantId)
    .executeTakeFirst();
  required(user, 'user', userId);
  await db
    .insertInto('servicePrincipalOwner')
    .values({ servicePrincipalId: servicePrincipal.id, userId })
    .onConflict((c) => c.columns(['servicePrincipalId', 'userId']).doNothing())
    .execute();
}

/**
 * Removes an owner, if the user is one.
 *
 * @throws {InvalidInput} when an id is not a string
 * @throws {NotFound} when the application does not exist
 */
export async function removeOwner(
  db: Database,
  servicePrincipalId: string,
  userId: string,
): Promise<void> {
  requireTypes({ servicePrincipalId, userId }, { servicePrincipalId: 'string', userId: 'string' });
  const { servicePrincipal } = await requireApplication(db, undefined, servicePrincipalId);
  await db
    .deleteFrom('servicePrincipalOwner')
    .where('servicePrincipalId', '=', servicePrincipal.id)
    .where('userId', '=', userId)
    .execute();
}
