import type { Database } from '../tables.ts';

/** One user and one application. */
export interface UserAndApplication {
  servicePrincipalId: string;
  userId: string;
}

/** Whether the user is assigned in person, in whatever role. */
export async function isAssigned(
  db: Database,
  { servicePrincipalId, userId }: UserAndApplication,
): Promise<boolean> {
  const row = await db
    .selectFrom('appRoleAssignment')
    .select('id')
    .where('principalId', '=', userId)
    .where('resourceId', '=', servicePrincipalId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes away every role that the user has in the application in person; nothing happens when there is none. */
export async function unassign(
  db: Database,
  { servicePrincipalId, userId }: UserAndApplication,
): Promise<void> {
  await db
    .deleteFrom('appRoleAssignment')
    .where('principalId', '=', userId)
    .where('resourceId', '=', servicePrincipalId)
    .execute();
}
