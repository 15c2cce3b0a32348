import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { Database } from '../tables.ts';
import { GLOBAL_ADMINISTRATOR } from '../users/directory-roles.ts';

const grants = prepared(
  (db: Database, value: ValueOf<{ userId: string; servicePrincipalId: string }>) =>
    db
      .selectFrom('appRoleAssignment')
      .select('principalId as userId')
      .where('principalId', '=', value('userId'))
      .where('resourceId', '=', value('servicePrincipalId'))
      .unionAll(
        db
          .selectFrom('groupMember as member')
          // CROSS JOIN: SQLite starts from the user, who has few groups; an application can have thousands of assignments.
          .crossJoin('appRoleAssignment as shared')
          .select('member.userId')
          .where('member.userId', '=', value('userId'))
          .whereRef('shared.principalId', '=', 'member.groupId')
          .where('shared.resourceId', '=', value('servicePrincipalId')),
      )
      .unionAll(
        db
          .selectFrom('directoryRoleAssignment')
          .select('userId')
          .where('userId', '=', value('userId'))
          .where('role', '=', GLOBAL_ADMINISTRATOR),
      )
      .limit(1),
);

/**
 * Whether a user may use an application that requires assignment: assigned in any role, directly or as a direct member of a group, or
 * a Global Administrator, who always may (entra-saml.md 9.6).
 */
export async function isGranted(
  db: Database,
  userId: string,
  servicePrincipalId: string,
): Promise<boolean> {
  return (await grants(db, { userId, servicePrincipalId })).rows.length > 0;
}
