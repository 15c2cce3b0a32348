import { type SqlBool, sql } from 'kysely';
import { requireTypes } from '../../input/argument-types.ts';
import { InvalidInput } from '../../input/invalid-input.ts';
import { findAmong } from '../../store/in-chunks.ts';
import { type Found, ordered, pageInSlices } from '../../store/slices.ts';
import type { Database } from '../database/tables.ts';
import { requireCompany } from './company.ts';
import { emailKey } from './email-address.ts';
import type { Employee } from './employee.ts';
import { nameKey } from './names.ts';

export interface EmployeeQuery {
  readonly companyId: string;
  /** Words; each must begin a first name, a last name or an e-mail address. Empty finds every employee. */
  readonly search: string;
  /** A whole number, from 1; a number past the end gives the last page. */
  readonly page: number;
}

/** An employee of the list. */
export interface ListedEmployee extends Employee {
  /** False for one who is disabled, and may not sign in. */
  readonly active: boolean;
  /** Who added the employee: an administrator, or SCIM. */
  readonly source: 'manual' | 'scim';
  /** E-mail address of the manager; null for none. */
  readonly manager: string | null;
}

export interface EmployeePage {
  readonly employees: readonly ListedEmployee[];
  /** How many were found, on all pages. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

export const PAGE_SIZE = 50;

/** More words than a name has only cost time. */
const MAX_WORDS = 5;

/**
 * One page of the employees of a company that a search finds, by last name, then first name.
 *
 * @throws {NotFound} when there is no such company
 * @throws {InvalidInput} when `page` is `out_of_range`
 */
export async function listEmployees(db: Database, query: EmployeeQuery): Promise<EmployeePage> {
  requireTypes(query, { companyId: 'string', search: 'string', page: 'number' });
  const { companyId, search, page: wanted } = query;
  if (!Number.isSafeInteger(wanted)) throw new InvalidInput([notAPage]);
  const words = search.split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  const found = await pageOf(db, { companyId, words, page: Math.max(1, wanted) });
  if (found.total === 0) await requireCompany(db, companyId);
  const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
  const page = Math.min(Math.max(1, wanted), pages);
  const last = wanted <= pages ? found : await pageOf(db, { companyId, words, page });
  return { employees: await withManagers(db, last.rows), total: last.total, page, pages };
}

type Row = Employee & Pick<ListedEmployee, 'source'> & { active: number; managerId: string | null };

async function withManagers(db: Database, rows: readonly Row[]): Promise<ListedEmployee[]> {
  const ids = new Set(rows.flatMap(({ managerId }) => managerId ?? []));
  const managers = await findAmong([...ids], (some) =>
    db.selectFrom('employee').select(['id', 'email']).where('id', 'in', some).execute(),
  );
  const addresses = new Map(managers.map(({ id, email }) => [id, email]));
  return rows.map(({ managerId, active, ...employee }) => ({
    ...employee,
    active: active === 1,
    manager: addresses.get(managerId ?? '') ?? null,
  }));
}

interface Wanted {
  readonly companyId: string;
  readonly words: readonly string[];
  readonly page: number;
}

/**
 * A search looks at every employee of the company, a slice at a time. Without one, the page and the count are found in an index, in a few
 * milliseconds for 100,000 employees.
 */
async function pageOf(db: Database, { companyId, words, page }: Wanted): Promise<Found<Row>> {
  const ofCompany = db.selectFrom('employee').where('companyId', '=', companyId);
  const all = ofCompany
    .select(['id', 'companyId', 'firstName', 'lastName', 'email'])
    .select(['active', 'source', 'managerId']);
  const list = { all, keys: ['lastNameKey', 'firstNameKey', 'id'] };
  const asked = { page, pageSize: PAGE_SIZE };
  if (words.length > 0) {
    const matches = sql<SqlBool>`${sql.join(words.map(beginsWith), sql` and `)}`;
    return pageInSlices({ ...list, matches }, asked);
  }
  const { total } = await ofCompany
    .select((builder) => builder.fn.countAll<number | bigint | string>().as('total'))
    .executeTakeFirstOrThrow();
  // SQLite counts to 2^63; a page past the end is asked for again.
  const offset = Math.min((page - 1) * PAGE_SIZE, Number(total));
  const rows = await ordered(all, list.keys).limit(PAGE_SIZE).offset(offset).execute();
  return { rows, total: Number(total) };
}

const notAPage = {
  property: 'page',
  code: 'out_of_range',
  message: 'The page must be a whole number, 1 or more.',
};

/** A range rather than LIKE, whose wildcards would have to be escaped. */
function beginsWith(word: string) {
  const name = nameKey(word);
  const between = (column: string, key: string) => {
    const stored = sql.ref(column);
    return sql`(${stored} >= ${key} and ${stored} < ${`${key}\u{10ffff}`})`;
  };
  const columns = [
    between('lastNameKey', name),
    between('firstNameKey', name),
    between('emailKey', emailKey(word)),
  ];
  return sql`(${sql.join(columns, sql` or `)})`;
}
