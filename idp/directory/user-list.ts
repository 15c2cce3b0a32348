import { sql } from 'kysely';
import { containing, type Found } from './application-list.ts';
import type { Database, UserRow } from './tables.ts';

export type UserListRow = Pick<
  UserRow,
  'id' | 'displayName' | 'userPrincipalName' | 'mail' | 'accountEnabled'
>;

/**
 * Users of a tenant by name. `search` is part of the display name, of the userPrincipalName or of the mail address, or an id.
 *
 * @param page from 1
 */
export async function listUsers(
  db: Database,
  o: { tenantId: string; search: string; page: number; pageSize: number },
): Promise<Found<UserListRow>> {
  const search = o.search.trim();
  const matching = db
    .selectFrom('directoryUser')
    .where('tenantId', '=', o.tenantId)
    .$if(search !== '', (query) =>
      query.where((e) =>
        e.or([
          sql<boolean>`lower(${e.ref('displayName')}) like ${containing(search)} escape '\\'`,
          sql<boolean>`${e.ref('signInName')} like ${containing(search)} escape '\\'`,
          sql<boolean>`lower(${e.ref('mail')}) like ${containing(search)} escape '\\'`,
          e('id', '=', search.toLowerCase()),
        ]),
      ),
    );
  const [rows, count] = await Promise.all([
    matching
      .select(['id', 'displayName', 'userPrincipalName', 'mail', 'accountEnabled'])
      .orderBy('displayName')
      .orderBy('id')
      .limit(o.pageSize)
      .offset((o.page - 1) * o.pageSize)
      .execute(),
    matching.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { rows, total: Number(count.total) };
}
