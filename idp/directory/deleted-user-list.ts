import { oldestRestorable } from './deleted-users.ts';
import { type Found, type ListPage, pageOf } from './paged-list.ts';
import type { Database, DeletedUserRow } from './tables.ts';
import { isAboutUser } from './user-list.ts';

export type DeletedUserListRow = Pick<
  DeletedUserRow,
  'id' | 'displayName' | 'userPrincipalName' | 'deletedDateTime'
>;

/** Users of a tenant who can still be restored, by name. For `search` see `isAboutUser`. */
export function listDeletedUsers(
  db: Database,
  o: ListPage & { tenantId: string; now: Date },
): Promise<Found<DeletedUserListRow>> {
  const search = o.search.trim();
  const matching = db
    .selectFrom('deletedUser')
    .select(['id', 'displayName', 'userPrincipalName', 'deletedDateTime'])
    .where('tenantId', '=', o.tenantId)
    .where('deletedDateTime', '>', oldestRestorable(o.now))
    .$if(search !== '', (query) => query.where(isAboutUser(search)))
    .orderBy('displayName')
    .orderBy('id');
  return pageOf(matching, o);
}
