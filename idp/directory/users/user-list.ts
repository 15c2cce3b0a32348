import type { SqlBool } from 'kysely';
import { sql } from 'kysely';
import { anyContains } from '../../../store/any-contains.ts';
import type { Found } from '../../../store/slices.ts';
import type { ListPage } from '../paged-list.ts';
import { tenantPage } from '../sliced-list.ts';
import type { Database, UserRow } from '../tables.ts';

export type UserListRow = Pick<
  UserRow,
  'id' | 'displayName' | 'userPrincipalName' | 'mail' | 'userType' | 'accountEnabled'
>;

/** Whether the display name, the userPrincipalName or the mail address contains the text, or the id equals it. */
export const isAboutUser = (text: string) =>
  sql<SqlBool>`(${anyContains(text, ['displayName', 'signInName', 'mail'])} or ${sql.ref('id')} = ${text.toLowerCase()})`;

/** Users of a tenant by name; for `search` see `isAboutUser`. */
export async function listUsers(
  db: Database,
  { tenantId, ...page }: ListPage & { tenantId: string },
): Promise<Found<UserListRow>> {
  const search = page.search.trim();
  const all = db
    .selectFrom('directoryUser')
    .select(['id', 'displayName', 'userPrincipalName', 'mail', 'userType', 'accountEnabled'])
    .where('tenantId', '=', tenantId);
  return tenantPage(all, search === '' ? undefined : isAboutUser(search), page);
}
