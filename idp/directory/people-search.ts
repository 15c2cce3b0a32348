import { sql } from 'kysely';
import { containing } from './application-list.ts';
import type { Person } from './application-owners.ts';
import type { Database } from './tables.ts';

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
    .$if(search !== '', (query) =>
      query.where((e) =>
        e.or([
          sql<boolean>`lower(${e.ref('displayName')}) like ${containing(search)} escape '\\'`,
          sql<boolean>`${e.ref('signInName')} like ${containing(search)} escape '\\'`,
        ]),
      ),
    )
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
