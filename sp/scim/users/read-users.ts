import { type Expression, type SqlBool, sql } from 'kysely';
import { emailKey } from '../../administration/email-address.ts';
import { addressKey } from '../../administration/employee-names.ts';
import type { Database } from '../../database/tables.ts';
import type { Answer } from '../answer.ts';
import type { Filter } from '../filter/filter.ts';
import { matches } from '../filter/matches.ts';
import { type Lookup, narrow } from '../filter/narrow.ts';
import { listResponse, type Paging } from '../list.ts';
import { behind, matchingPage } from '../matching-page.ts';
import type { Projection } from '../projection.ts';
import { noSuch } from '../scim-error.ts';
import { filterInTurns } from '../turns.ts';
import type { Visit } from '../visit.ts';
import { userResource } from './user-resource.ts';
import { type UserRow, userColumns } from './user-row.ts';

/** The employee of a company. */
export async function findUserRow(
  db: Database,
  companyId: string,
  id: string,
): Promise<UserRow | undefined> {
  return db
    .selectFrom('employee')
    .select(userColumns)
    .where('id', '=', id)
    .where('companyId', '=', companyId)
    .executeTakeFirst();
}

/** @throws {ScimError} 404 */
export async function getUser(
  { db, companyId, base }: Visit,
  id: string,
  project: Projection,
): Promise<Answer> {
  const row = await findUserRow(db, companyId, id);
  if (!row) throw noSuch('user', id);
  return { status: 200, body: project(userResource(row, base)) };
}

export interface Query extends Paging {
  readonly filter: Filter | undefined;
  readonly project: Projection;
}

/** The employees that a filter finds, in the order in which they were added (RFC 7644 3.4.2). */
export async function listUsers(visit: Visit, query: Query): Promise<Answer> {
  const { db, companyId, base } = visit;
  const { filter, project, startIndex, count } = query;
  const found = filter
    ? await findMatching(visit, filter, query)
    : {
        total: await countUsers(db, companyId),
        rows: await ofCompany(db, companyId)
          .limit(count)
          .offset(Math.min(startIndex - 1, Number.MAX_SAFE_INTEGER))
          .execute(),
      };
  const resources = found.rows.map((row) => project(userResource(row, base)));
  return { status: 200, body: listResponse(found.total, startIndex, resources) };
}

async function countUsers(db: Database, companyId: string): Promise<number> {
  const { total } = await db
    .selectFrom('employee')
    .select((builder) => builder.fn.countAll<number | bigint | string>().as('total'))
    .where('companyId', '=', companyId)
    .executeTakeFirstOrThrow();
  return Number(total);
}

const ofCompany = (db: Database, companyId: string) =>
  db
    .selectFrom('employee')
    .select(userColumns)
    .where('companyId', '=', companyId)
    .orderBy('createdAt')
    .orderBy('id');

/** Reads what an index finds, or every employee, and keeps what meets the filter. */
function findMatching(
  { db, companyId, base }: Visit,
  filter: Filter,
  paging: Paging,
): Promise<{ total: number; rows: UserRow[] }> {
  const lookups = narrow(filter);
  return matchingPage<UserRow>(
    paging,
    ({ last, limit }) => {
      let some = ofCompany(db, companyId).limit(limit);
      if (lookups)
        some = some.where((eb) => eb.or(lookups.map((one) => found(db, companyId, one))));
      if (last) some = some.where(behind(last));
      return some.execute();
    },
    (rows) => filterInTurns(rows, (row) => matches(filter, userResource(row, base))),
  );
}

function found(db: Database, companyId: string, { by, value }: Lookup): Expression<SqlBool> {
  const column = (name: string) => sql<SqlBool>`${sql.ref(name)} = ${value}`;
  switch (by) {
    case 'userName':
      return sql<SqlBool>`${sql.ref('userNameKey')} = ${emailKey(value)}`;
    case 'email': {
      const owners = db
        .selectFrom('employeeMailAddress')
        .select('employeeId')
        .where('companyId', '=', companyId)
        .where('addressKey', '=', addressKey(value));
      return sql<SqlBool>`${sql.ref('id')} in (${owners})`;
    }
    case 'manager':
      return column('managerId');
    default:
      return column(by);
  }
}
