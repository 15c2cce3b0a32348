import type { Database } from '../database/tables.ts';
import { emailKey, readEmailAddress } from './email-address.ts';
import { type Employee, nameKey, readName } from './employee.ts';
import { AdministrationError } from './errors.ts';

/** An employee as somebody is looking at: `version` tells later whether it is still the same. */
export interface EmployeeRecord extends Employee {
  readonly version: number;
}

/** What may be changed of an employee. */
export type EmployeeDetails = Pick<Employee, 'firstName' | 'lastName' | 'email'>;

/** The employee of this id, when it is one of this company. */
export async function findEmployeeById(
  db: Database,
  companyId: string,
  id: string,
): Promise<EmployeeRecord | undefined> {
  return db
    .selectFrom('employee')
    .select(['id', 'companyId', 'firstName', 'lastName', 'email', 'version'])
    .where('id', '=', id)
    .where('companyId', '=', companyId)
    .executeTakeFirst();
}

/**
 * Changes an employee who is still as `seen`.
 *
 * @throws {AdministrationError} `missing_name`, `bad_email`, `employee_exists`, `changed_meanwhile` (also when removed)
 */
export async function updateEmployee(
  db: Database,
  seen: EmployeeRecord,
  details: EmployeeDetails,
): Promise<void> {
  const firstName = readName(details.firstName);
  const lastName = readName(details.lastName);
  const email = readEmailAddress(details.email);
  const key = emailKey(email);
  await db.transaction().execute(async (tx) => {
    const other = await tx
      .selectFrom('employee')
      .select('id')
      .where('companyId', '=', seen.companyId)
      .where('emailKey', '=', key)
      .where('id', '!=', seen.id)
      .executeTakeFirst();
    if (other) throw new AdministrationError('employee_exists');
    const { numUpdatedRows } = await tx
      .updateTable('employee')
      .set({ firstName, lastName, email, emailKey: key, version: seen.version + 1 })
      .set({ firstNameKey: nameKey(firstName), lastNameKey: nameKey(lastName) })
      .where('id', '=', seen.id)
      .where('companyId', '=', seen.companyId)
      .where('version', '=', seen.version)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) throw new AdministrationError('changed_meanwhile');
  });
}

/**
 * Removes an employee who is still as `seen`, and ends their sessions.
 *
 * @throws {AdministrationError} `changed_meanwhile` (also when removed already)
 */
export async function removeEmployee(
  db: Database,
  seen: Pick<EmployeeRecord, 'id' | 'companyId' | 'version'>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('session')
      .where('employeeId', '=', seen.id)
      .where('companyId', '=', seen.companyId)
      .execute();
    const { numDeletedRows } = await tx
      .deleteFrom('employee')
      .where('id', '=', seen.id)
      .where('companyId', '=', seen.companyId)
      .where('version', '=', seen.version)
      .executeTakeFirstOrThrow();
    if (numDeletedRows !== 1n) throw new AdministrationError('changed_meanwhile');
  });
}
