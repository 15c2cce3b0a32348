import type { ExpressionBuilder } from 'kysely';
import type { Database, Tables } from '../database/tables.ts';
import { requireTypes } from './argument-types.ts';
import { requireCompany } from './company.ts';
import { emailKey } from './email-address.ts';
import type { Employee } from './employee.ts';
import { InvalidInput } from './invalid-input.ts';
import { nameKey } from './names.ts';

export interface EmployeeQuery {
  readonly companyId: string;
  /** Words; each must begin a first name, a last name or an e-mail address. Empty finds every employee. */
  readonly search: string;
  /** A whole number, from 1; a number past the end gives the last page. */
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
  let found = db.selectFrom('employee').where('companyId', '=', companyId);
  for (const word of words) found = found.where((builder) => beginsWith(builder, word));
  const { total } = await found
    .select((builder) => builder.fn.countAll<number | bigint | string>().as('total'))
    .executeTakeFirstOrThrow();
  if (Number(total) === 0) await requireCompany(db, companyId);
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

const notAPage = {
  property: 'page',
  code: 'out_of_range',
  message: 'The page must be a whole number, 1 or more.',
};

/** A range rather than LIKE, whose wildcards would have to be escaped and which few databases answer from an index. */
function beginsWith(builder: ExpressionBuilder<Tables, 'employee'>, word: string) {
  const name = nameKey(word);
  const keys = { lastNameKey: name, firstNameKey: name, emailKey: emailKey(word) } as const;
  const between = (column: keyof typeof keys) =>
    builder.and([
      builder(column, '>=', keys[column]),
      builder(column, '<', `${keys[column]}\u{10ffff}`),
    ]);
  return builder.or([between('lastNameKey'), between('firstNameKey'), between('emailKey')]);
}
