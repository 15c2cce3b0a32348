import type { Person } from '../applications/application-owners.ts';
import type { Database } from '../tables.ts';

/** Those of the userPrincipalNames that are users of the tenant; letter case does not count. */
export async function findPeopleByName(
  db: Database,
  tenantId: string,
  names: readonly string[],
): Promise<Person[]> {
  if (names.length === 0) return [];
  return db
    .selectFrom('directoryUser')
    .select(['id', 'displayName', 'userPrincipalName'])
    .where('tenantId', '=', tenantId)
    .where(
      'signInName',
      'in',
      names.map((name) => name.toLowerCase()),
    )
    .execute();
}
