import { prepareQuery } from './prepared-query.ts';
import type { Database } from './tables.ts';
import { GLOBAL_ADMINISTRATOR } from './users.ts';

type Ask = (values: { userId: string; servicePrincipalId: string }) => Promise<unknown[]>;

/** Who may use an application that requires assignment. */
export class Access {
  readonly #granted: Ask;

  constructor(db: Database) {
    this.#granted = prepareQuery(db, (parameter: (n: 'userId' | 'servicePrincipalId') => string) =>
      db
        .selectFrom('appRoleAssignment')
        .select('principalId as userId')
        .where('principalId', '=', parameter('userId'))
        .where('resourceId', '=', parameter('servicePrincipalId'))
        .unionAll(
          db
            .selectFrom('groupMember as member')
            .innerJoin('appRoleAssignment as shared', 'shared.principalId', 'member.groupId')
            .select('member.userId')
            .where('member.userId', '=', parameter('userId'))
            .where('shared.resourceId', '=', parameter('servicePrincipalId')),
        )
        .unionAll(
          db
            .selectFrom('directoryRoleAssignment')
            .select('userId')
            .where('userId', '=', parameter('userId'))
            .where('role', '=', GLOBAL_ADMINISTRATOR),
        ),
    );
  }

  /** Assigned, in whatever role, directly or as a direct member of a group; or Global Administrator, who always may (entra-saml.md 9.6). */
  async isGranted(userId: string, servicePrincipalId: string): Promise<boolean> {
    return (await this.#granted({ userId, servicePrincipalId })).length > 0;
  }
}
