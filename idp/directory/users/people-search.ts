import type { Person } from '../applications/application-owners.ts';
import { anyContains } from '../paged-list.ts';
import type { Database } from '../tables.ts';

/** Users whose name or userPrincipalName contains the text, by name; the first of them for an empty text. */
export function searchPeople(
  db: Database,
  tenantId: string,
  text: string,
  limit = 50,
): Promise<Person[]> {
  const search = text.trim();
  return db
    .selectFrom('directoryUser')
    .select(['id', 'displayName', 'userPrincipalName'])
    .where('tenantId', '=', tenantId)
    .$if(search !== '', (query) => query.where(anyContains(search, ['displayName', 'signInName'])))
    .orderBy('displayName')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Those of the ids that are users of the tenant. */
export async function findPeople(
  db: Database,
  tenantId: string,
  ids: readonly string[],
): Promise<Person[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('directoryUser')
    .select(['id', 'displayName', 'userPrincipalName'])
    .where('tenantId', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
}
