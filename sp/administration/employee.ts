import { randomUUID } from 'node:crypto';
import type { Clock } from '../../store/clock.ts';
import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { Database } from '../database/tables.ts';
import { findCompany } from './company.ts';
import { emailKey, readEmailAddress } from './email-address.ts';
import { AdministrationError } from './errors.ts';

export interface NewEmployee {
  readonly companyId: string;
  readonly firstName: string;
  readonly lastName: string;
  /** As the identity provider will send it in the NameID; compared without regard to case. */
  readonly email: string;
}

export interface Employee {
  readonly id: string;
  readonly companyId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

const columns = ['id', 'companyId', 'firstName', 'lastName', 'email'] as const;

/** @throws {AdministrationError} `missing_name`, `bad_email`, `no_such_company`, `employee_exists` */
export async function addEmployee(
  db: Database,
  clock: Clock,
  employee: NewEmployee,
): Promise<{ id: string }> {
  const { companyId } = employee;
  const firstName = readName(employee.firstName);
  const lastName = readName(employee.lastName);
  const email = readEmailAddress(employee.email);
  if (!(await findCompany(db, companyId))) throw new AdministrationError('no_such_company');
  const row = {
    id: randomUUID(),
    companyId,
    firstName,
    lastName,
    email,
    emailKey: emailKey(email),
    firstNameKey: nameKey(firstName),
    lastNameKey: nameKey(lastName),
    createdAt: clock().toISOString(),
  };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('employee')
    .values(row)
    .onConflict((c) => c.columns(['companyId', 'emailKey']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new AdministrationError('employee_exists');
  return { id: row.id };
}

const selectEmployee = prepared(
  (db: Database, value: ValueOf<{ companyId: string; emailKey: string }>) =>
    db
      .selectFrom('employee')
      .select(columns)
      .where('companyId', '=', value('companyId'))
      .where('emailKey', '=', value('emailKey')),
);

/** The employee of a company with this e-mail address, without regard to case. */
export async function findEmployee(
  db: Database,
  companyId: string,
  email: string,
): Promise<Employee | undefined> {
  const { rows } = await selectEmployee(db, { companyId, emailKey: emailKey(email) });
  return rows[0];
}

/** Employees of a company with this last name, without regard to case; at most 50. */
export async function findEmployeesByLastName(
  db: Database,
  companyId: string,
  lastName: string,
): Promise<Employee[]> {
  return db
    .selectFrom('employee')
    .select(columns)
    .where('companyId', '=', companyId)
    .where('lastNameKey', '=', nameKey(lastName))
    .limit(50)
    .execute();
}

/** The form in which names are found and sorted. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

/** A name as typed, without surrounding blanks. @throws {AdministrationError} `missing_name` */
export function readName(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 200) throw new AdministrationError('missing_name');
  return name;
}
