import { requireTypes } from '../../input/argument-types.ts';
import type { Clock } from '../../store/clock.ts';
import { idsOf } from '../../store/ids.ts';
import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { Database } from '../database/tables.ts';
import { requireCompany } from './company.ts';
import { emailKey } from './email-address.ts';
import {
  type EmployeeDetails,
  orTaken,
  refuseDetails,
  storedDetails,
  userNameOf,
} from './employee-details.ts';
import { NameTaken, nameEmployee } from './employee-names.ts';
import { nameKey } from './names.ts';

export interface NewEmployee extends EmployeeDetails {
  readonly companyId: string;
}

export interface Employee extends EmployeeDetails {
  readonly id: string;
  readonly companyId: string;
}

const columns = ['id', 'companyId', 'firstName', 'lastName', 'email'] as const;

/**
 * Adds an employee to a company.
 *
 * @throws {NotFound} when there is no such company
 * @throws {InvalidInput} when `firstName` or `lastName` is `required` or `too_long`, or `email` is `required`, `malformed` or `taken` in this company
 */
export async function addEmployee(
  db: Database,
  clock: Clock,
  employee: NewEmployee,
): Promise<{ id: string }> {
  requireTypes(employee, {
    companyId: 'string',
    firstName: 'string',
    lastName: 'string',
    email: 'string',
  });
  const { companyId, ...details } = employee;
  await requireCompany(db, companyId);
  await refuseDetails(db, details, { companyId });
  const id = idsOf(db).uuid('employee');
  const now = clock().toISOString();
  const stored = storedDetails(details);
  const { email } = stored;
  const row = { id, companyId, ...stored, ...userNameOf(email), createdAt: now, changedAt: now };
  await orTaken(
    db.transaction().execute(async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('employee')
        .values(row)
        .onConflict((c) => c.doNothing()) // another process may have been faster
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) throw new NameTaken(email);
      const names = { userName: email, email, addresses: [] };
      await nameEmployee(tx, { companyId, employeeId: id, ...names });
    }),
  );
  return { id };
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

/** Active employees of a company with this last name, without regard to case; at most 50. */
export async function findActiveByLastName(
  db: Database,
  companyId: string,
  lastName: string,
): Promise<Employee[]> {
  return db
    .selectFrom('employee')
    .select(columns)
    .where('companyId', '=', companyId)
    .where('lastNameKey', '=', nameKey(lastName))
    .where('active', '=', 1)
    .limit(50)
    .execute();
}
