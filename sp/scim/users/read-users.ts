import { setImmediate } from 'node:timers/promises';
import { type Expression, type SqlBool, sql } from 'kysely';
import { emailKey } from '../../administration/email-address.ts';
import { addressKey } from '../../administration/employee-names.ts';
import type { Database } from '../../database/tables.ts';
import type { Answer } from '../answer.ts';
import type { Filter } from '../filter/filter.ts';
import { matches } from '../filter/matches.ts';
import { type Lookup, narrow } from '../filter/narrow.ts';
import { listResponse, type Paging } from '../list.ts';
import type { Projection } from '../projection.ts';
import { noSuch } from '../scim-error.ts';
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

/** Rows that are read at once; then other requests run. */
const SLICE = 500;

/** Reads what an index finds, or every employee, and keeps what meets the filter. */
async function findMatching(
  { db, companyId, base }: Visit,
  filter: Filter,
  { startIndex, count }: Paging,
): Promise<{ total: number; rows: UserRow[] }> {
  const lookups = narrow(filter);
  const rows: UserRow[] = [];
  let total = 0;
  let last: UserRow | undefined;
  for (;;) {
    let some = ofCompany(db, companyId).limit(SLICE);
    if (lookups) some = some.where((eb) => eb.or(lookups.map((one) => found(db, companyId, one))));
    if (last) some = some.where(after(last));
    const slice = await some.execute();
    for (const row of slice) {
      if (!matches(filter, userResource(row, base))) continue;
      total += 1;
      if (total >= startIndex && rows.length < count) rows.push(row);
    }
    if (slice.length < SLICE) return { total, rows };
    last = slice.at(-1);
    await setImmediate();
  }
}

const after = ({ createdAt, id }: UserRow) =>
  sql<SqlBool>`(${sql.ref('createdAt')}, ${sql.ref('id')}) > (${createdAt}, ${id})`;

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
