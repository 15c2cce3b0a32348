import { type SqlBool, sql } from 'kysely';
import { anyContains } from '../../../store/any-contains.ts';
import type { Found } from '../../../store/slices.ts';
import type { ListPage } from '../paged-list.ts';
import { tenantPage } from '../sliced-list.ts';
import type { Database } from '../tables.ts';

export interface ApplicationRowView {
  id: string;
  appId: string;
  displayName: string;
  createdDateTime: string;
  preferredSingleSignOnMode: string | null;
}

/** Enterprise applications of a tenant by name. `search` is part of the name, or an Application ID. */
export function listApplications(
  db: Database,
  { tenantId, ...page }: ListPage & { tenantId: string },
): Promise<Found<ApplicationRowView>> {
  const search = page.search.trim();
  const all = db
    .selectFrom('servicePrincipal')
    .select(['id', 'appId', 'displayName', 'createdDateTime', 'preferredSingleSignOnMode'])
    .where('tenantId', '=', tenantId);
  const matches = sql<SqlBool>`(${anyContains(search, ['displayName'])} or ${sql.ref('appId')} = ${search.toLowerCase()})`;
  return tenantPage(all, search === '' ? undefined : matches, page);
}
