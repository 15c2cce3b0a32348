import type { ExpressionBuilder } from 'kysely';
import type { Database, Tables } from '../database/tables.ts';
import type { Employee } from './employee.ts';

export interface EmployeeQuery {
  readonly companyId: string;
  /** Words; each must begin a first name, a last name or an e-mail address. Empty finds everybody. */
  readonly search: string;
  /** Counts from 1; a number past the end gives the last page. */
  readonly page: number;
}

export interface EmployeePage {
  readonly employees: readonly Employee[];
  /** How many were found, on all pages. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

export const PAGE_SIZE = 50;

/** More words than a name has only cost time. */
const MAX_WORDS = 5;

/** One page of the employees of a company that a search finds, by last name, then first name. */
export async function listEmployees(
  db: Database,
  { companyId, search, page: wanted }: EmployeeQuery,
): Promise<EmployeePage> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  let found = db.selectFrom('employee').where('companyId', '=', companyId);
  for (const word of words) found = found.where((builder) => beginsWith(builder, word));
  const { total } = await found
    .select((builder) => builder.fn.countAll<number | bigint | string>().as('total'))
    .executeTakeFirstOrThrow();
  const pages = Math.max(1, Math.ceil(Number(total) / PAGE_SIZE));
  const page = Math.min(Math.max(1, wanted), pages);
  const employees = await found
    .select(['id', 'companyId', 'firstName', 'lastName', 'email'])
    .orderBy('lastNameKey')
    .orderBy('firstNameKey')
    .orderBy('id')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
  return { employees, total: Number(total), page, pages };
}

/** A range rather than LIKE, whose wildcards would have to be escaped and which few databases answer from an index. */
function beginsWith(builder: ExpressionBuilder<Tables, 'employee'>, word: string) {
  const end = `${word}\u{10ffff}`;
  return builder.or(
    (['lastNameKey', 'firstNameKey', 'emailKey'] as const).map((key) =>
      builder.and([builder(key, '>=', word), builder(key, '<', end)]),
    ),
  );
}
