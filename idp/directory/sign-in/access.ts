import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { Database } from '../tables.ts';
import { GLOBAL_ADMINISTRATOR } from '../users/users.ts';

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
          .innerJoin('appRoleAssignment as shared', 'shared.principalId', 'member.groupId')
          .select('member.userId')
          .where('member.userId', '=', value('userId'))
          .where('shared.resourceId', '=', value('servicePrincipalId')),
      )
      .unionAll(
        db
          .selectFrom('directoryRoleAssignment')
          .select('userId')
          .where('userId', '=', value('userId'))
          .where('role', '=', GLOBAL_ADMINISTRATOR),
      ),
);

/** Who may use an application that requires assignment. */
export class Access {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Assigned, in whatever role, directly or as a direct member of a group; or Global Administrator, who always may (entra-saml.md 9.6). */
  async isGranted(userId: string, servicePrincipalId: string): Promise<boolean> {
    return (await grants(this.#db, { userId, servicePrincipalId })).rows.length > 0;
  }
}
