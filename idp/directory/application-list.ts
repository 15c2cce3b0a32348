import { sql } from 'kysely';
import type { Database } from './tables.ts';

export interface ApplicationRowView {
  id: string;
  appId: string;
  displayName: string;
  createdDateTime: string;
  preferredSingleSignOnMode: string | null;
}

export interface Found<Row> {
  rows: Row[];
  /** How many match altogether. */
  total: number;
}

/** Escapes what LIKE would take for a wildcard. */
export const containing = (text: string): string =>
  `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

/**
 * Enterprise applications of a tenant by name. `search` is part of the name, or an Application ID.
 *
 * @param page from 1
 */
export async function listApplications(
  db: Database,
  o: { tenantId: string; search: string; page: number; pageSize: number },
): Promise<Found<ApplicationRowView>> {
  const search = o.search.trim();
  const matching = db
    .selectFrom('servicePrincipal')
    .where('tenantId', '=', o.tenantId)
    .$if(search !== '', (query) =>
      query.where((e) =>
        e.or([
          sql<boolean>`lower(${e.ref('displayName')}) like ${containing(search)} escape '\\'`,
          e('appId', '=', search.toLowerCase()),
        ]),
      ),
    );
  const [rows, count] = await Promise.all([
    matching
      .select(['id', 'appId', 'displayName', 'createdDateTime', 'preferredSingleSignOnMode'])
      .orderBy('displayName')
      .orderBy('id')
      .limit(o.pageSize)
      .offset((o.page - 1) * o.pageSize)
      .execute(),
    matching.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { rows, total: Number(count.total) };
}
