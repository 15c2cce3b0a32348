import { randomUUID } from 'node:crypto';
import type { Database } from '../tables.ts';

/** Graph's id for "Default Access": assigned, to no role in particular. */
export const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

export interface NewAssignment {
  servicePrincipalId: string;
  userId: string;
  appRoleId?: string | undefined;
}

/** Assigns a user to an application; doing it twice is the same as once. */
export async function assign(
  db: Database,
  { servicePrincipalId, userId, appRoleId }: NewAssignment,
  now: Date,
): Promise<void> {
  await db
    .insertInto('appRoleAssignment')
    .values({
      id: randomUUID(),
      principalId: userId,
      principalType: 'User',
      resourceId: servicePrincipalId,
      appRoleId: appRoleId ?? DEFAULT_ACCESS,
      createdDateTime: now.toISOString(),
    })
    .onConflict((c) => c.columns(['principalId', 'resourceId', 'appRoleId']).doNothing())
    .execute();
}

export interface Tile {
  appId: string;
  tenantId: string;
  displayName: string;
  loginUrl: string | null;
}

/** The applications on a user's My Apps page: assigned and visible, by name, at most 950 (entra-saml.md 9.6). */
export async function tilesOf(db: Database, userId: string): Promise<Tile[]> {
  return db
    .selectFrom('appRoleAssignment')
    .innerJoin('servicePrincipal', 'servicePrincipal.id', 'appRoleAssignment.resourceId')
    .select([
      'servicePrincipal.appId',
      'servicePrincipal.tenantId',
      'servicePrincipal.displayName',
      'servicePrincipal.loginUrl',
    ])
    .distinct()
    .where((e) =>
      e.or([
        e('appRoleAssignment.principalId', '=', userId),
        e(
          'appRoleAssignment.principalId',
          'in',
          e.selectFrom('groupMember').select('groupId').where('userId', '=', userId),
        ),
      ]),
    )
    .where('servicePrincipal.visible', '=', 1)
    .where('servicePrincipal.accountEnabled', '=', 1)
    .orderBy('servicePrincipal.displayName')
    .limit(950)
    .execute();
}
