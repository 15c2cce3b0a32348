import { requireTypes } from '../../input/argument-types.ts';
import { NotFound } from '../../input/not-found.ts';
import { StaleVersion } from '../../input/stale-version.ts';
import type { Database } from '../database/tables.ts';
import { requireCompany } from './company.ts';
import type { Employee } from './employee.ts';
import { type EmployeeDetails, refuseDetails, storedDetails } from './employee-details.ts';

/** An employee as a page shows them: `version` tells later whether they were changed since. */
export interface EmployeeRecord extends Employee {
  readonly version: number;
}

/** The employee of this id, in this company. */
export async function findEmployeeById(
  db: Database,
  companyId: string,
  id: string,
): Promise<EmployeeRecord | undefined> {
  requireTypes({ companyId, id }, { companyId: 'string', id: 'string' });
  return db
    .selectFrom('employee')
    .select(['id', 'companyId', 'firstName', 'lastName', 'email', 'version'])
    .where('id', '=', id)
    .where('companyId', '=', companyId)
    .executeTakeFirst();
}

/** Which employee, and the version that the caller has seen; any version when it is left out. */
export interface SeenEmployee {
  readonly companyId: string;
  readonly id: string;
  readonly version?: number;
}

/**
 * Changes the details of an employee.
 *
 * @throws {NotFound} when there is no such company, or no such employee in it
 * @throws {InvalidInput} for the details, as when an employee is added
 * @throws {StaleVersion} when the employee no longer has the given version
 */
export async function updateEmployee(
  db: Database,
  seen: SeenEmployee,
  details: EmployeeDetails,
): Promise<void> {
  requireTypes(details, { firstName: 'string', lastName: 'string', email: 'string' });
  await db.transaction().execute(async (tx) => {
    const { companyId, id, version } = await requireEmployee(tx, seen);
    await refuseDetails(tx, details, { companyId, id });
    if (seen.version !== undefined && seen.version !== version) throw new StaleVersion();
    const { numUpdatedRows } = await tx
      .updateTable('employee')
      .set({ ...storedDetails(details), version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) throw new StaleVersion();
  });
}

/**
 * Removes an employee, and ends their sessions.
 *
 * @throws {NotFound} when there is no such company, or no such employee in it
 * @throws {StaleVersion} when the employee no longer has the given version
 */
export async function removeEmployee(db: Database, seen: SeenEmployee): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { id, version } = await requireEmployee(tx, seen);
    if (seen.version !== undefined && seen.version !== version) throw new StaleVersion();
    await tx.deleteFrom('session').where('employeeId', '=', id).execute();
    const { numDeletedRows } = await tx
      .deleteFrom('employee')
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    if (numDeletedRows !== 1n) throw new StaleVersion();
  });
}

async function requireEmployee(db: Database, seen: SeenEmployee): Promise<EmployeeRecord> {
  requireTypes(seen, { companyId: 'string', id: 'string', version: 'number?' });
  const { companyId, id } = seen;
  await requireCompany(db, companyId);
  const employee = await findEmployeeById(db, companyId, id);
  if (!employee) throw new NotFound('employee', id);
  return employee;
}
