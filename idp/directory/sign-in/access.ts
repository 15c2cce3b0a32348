import { sql } from 'kysely';
import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { Database } from '../tables.ts';
import { GLOBAL_ADMINISTRATOR } from '../users/directory-roles.ts';

type Values = { userId: string; servicePrincipalId: string };

const inPerson = prepared((db: Database, value: ValueOf<Values>) =>
  db
    .selectFrom('appRoleAssignment')
    .select('principalId as userId')
    .where('principalId', '=', value('userId'))
    .where('resourceId', '=', value('servicePrincipalId'))
    .unionAll(
      db
        .selectFrom('directoryRoleAssignment')
        .select('userId')
        .where('userId', '=', value('userId'))
        .where('role', '=', GLOBAL_ADMINISTRATOR),
    )
    .limit(1),
);

/** An application with fewer groups than this is asked for them; with more, the user is asked for theirs. */
const FEW_GROUPS = 32;

const groupsOfApplication = prepared((db: Database, value: ValueOf<Values>) =>
  db
    .selectFrom('appRoleAssignment as shared')
    .select((e) =>
      e
        .exists(
          e
            .selectFrom('groupMember as member')
            .select('member.userId')
            .whereRef('member.groupId', '=', 'shared.principalId')
            .where('member.userId', '=', value('userId')),
        )
        .as('hasUser'),
    )
    .where('shared.resourceId', '=', value('servicePrincipalId'))
    .where('shared.principalType', '=', sql.lit('Group')) // written out, so that SQLite finds the partial index
    .limit(FEW_GROUPS),
);

const groupsOfUser = prepared((db: Database, value: ValueOf<Values>) =>
  db
    .selectFrom('groupMember as member')
    // CROSS JOIN: SQLite starts from the user; the application can have thousands of assignments.
    .crossJoin('appRoleAssignment as shared')
    .select('member.userId')
    .where('member.userId', '=', value('userId'))
    .whereRef('shared.principalId', '=', 'member.groupId')
    .where('shared.resourceId', '=', value('servicePrincipalId'))
    .limit(1),
);

/**
 * Whether a user may use an application that requires assignment: assigned in any role, directly or as a direct member of a group, or
 * a Global Administrator, who always may (entra-saml.md 9.6). Neither the size of the groups, nor their number on one of the two sides, nor
 * the number of assigned users matters.
 */
export async function isGranted(
  db: Database,
  userId: string,
  servicePrincipalId: string,
): Promise<boolean> {
  const values = { userId, servicePrincipalId };
  if ((await inPerson(db, values)).rows.length > 0) return true;
  const { rows } = await groupsOfApplication(db, values);
  if (rows.some(({ hasUser }) => hasUser)) return true;
  return rows.length === FEW_GROUPS && (await groupsOfUser(db, values)).rows.length > 0;
}
