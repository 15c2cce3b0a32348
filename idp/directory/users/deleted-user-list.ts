import type { Found } from '../../../store/slices.ts';
import type { ListPage } from '../paged-list.ts';
import { tenantPage } from '../sliced-list.ts';
import type { Database, DeletedUserRow } from '../tables.ts';
import { oldestRestorable } from './deleted-users.ts';
import { isAboutUser } from './user-list.ts';

export type DeletedUserListRow = Pick<
  DeletedUserRow,
  'id' | 'displayName' | 'userPrincipalName' | 'deletedDateTime'
>;

/** Users of a tenant who can still be restored, by name. For `search` see `isAboutUser`. */
export function listDeletedUsers(
  db: Database,
  { tenantId, now, ...page }: ListPage & { tenantId: string; now: Date },
): Promise<Found<DeletedUserListRow>> {
  const search = page.search.trim();
  const all = db
    .selectFrom('deletedUser')
    .select(['id', 'displayName', 'userPrincipalName', 'deletedDateTime'])
    .where('tenantId', '=', tenantId)
    .where('deletedDateTime', '>', oldestRestorable(now));
  return tenantPage(all, search === '' ? undefined : isAboutUser(search), page);
}
