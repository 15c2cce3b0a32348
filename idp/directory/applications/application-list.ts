import { anyContains, type Found, type ListPage, pageOf } from '../paged-list.ts';
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
  const matching = db
    .selectFrom('servicePrincipal')
    .select(['id', 'appId', 'displayName', 'createdDateTime', 'preferredSingleSignOnMode'])
    .where('tenantId', '=', tenantId)
    .$if(search !== '', (query) =>
      query.where((e) =>
        e.or([anyContains(search, ['displayName']), e('appId', '=', search.toLowerCase())]),
      ),
    )
    .orderBy('displayName')
    .orderBy('id');
  return pageOf(matching, page);
}
