import { requireTypes } from '../../input/argument-types.ts';
import { NotFound } from '../../input/not-found.ts';
import { StaleVersion } from '../../input/stale-version.ts';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { requireCompany } from './company.ts';
import type { Employee } from './employee.ts';
import { addressesIn, moveAddress } from './employee-attributes.ts';
import {
  type EmployeeDetails,
  orTaken,
  refuseDetails,
  storedDetails,
  userNameOf,
} from './employee-details.ts';
import { nameEmployee } from './employee-names.ts';

/** An employee as a page shows them: `version` tells later whether they were changed since. */
export interface EmployeeRecord extends Employee {
  readonly version: number;
  readonly userName: string;
  readonly externalId: string | null;
  readonly employeeNumber: string | null;
  readonly managerId: string | null;
  /** 1, or 0 for an employee who may not sign in. */
  readonly active: number;
  /** Who added the employee. */
  readonly source: 'manual' | 'scim';
  /** What SCIM wrote besides, as JSON; null for an employee whom it never wrote. */
  readonly attributes: string | null;
}

const columns = [
  ...['id', 'companyId', 'firstName', 'lastName', 'email', 'version', 'userName'],
  ...['externalId', 'employeeNumber', 'managerId', 'active', 'source', 'attributes'],
] as const;

/** The employee of this id, in this company. */
export async function findEmployeeById(
  db: Database,
  companyId: string,
  id: string,
): Promise<EmployeeRecord | undefined> {
  requireTypes({ companyId, id }, { companyId: 'string', id: 'string' });
  return db
    .selectFrom('employee')
    .select(columns)
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
  clock: Clock,
  seen: SeenEmployee,
  details: EmployeeDetails,
): Promise<void> {
  requireTypes(details, { firstName: 'string', lastName: 'string', email: 'string' });
  await orTaken(
    db.transaction().execute(async (tx) => {
      const known = await requireEmployee(tx, seen);
      const { companyId, id, version } = known;
      await refuseDetails(tx, details, { companyId, id });
      if (seen.version !== undefined && seen.version !== version) throw new StaleVersion();
      const stored = storedDetails(details);
      const { email } = stored;
      // A user name that was the e-mail address stays the e-mail address.
      const isAddress = known.userName === known.email;
      const userName = isAddress ? email : known.userName;
      const attributes = moveAddress(known.attributes, known.email, email);
      const addresses = addressesIn(attributes);
      await nameEmployee(tx, { companyId, employeeId: id, userName, email, addresses });
      await tx
        .updateTable('employee')
        .set({ ...stored, ...userNameOf(userName), attributes, version: version + 1 })
        .set({ changedAt: clock().toISOString() })
        .where('id', '=', id)
        .execute();
    }),
  );
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
    await deleteEmployee(tx, id);
  });
}

/** Deletes the row of an employee, with everything that belongs to it. */
export async function deleteEmployee(tx: Database, id: string): Promise<void> {
  await tx.deleteFrom('session').where('employeeId', '=', id).execute();
  await tx.deleteFrom('employee').where('id', '=', id).execute();
}

async function requireEmployee(tx: Database, seen: SeenEmployee) {
  requireTypes(seen, { companyId: 'string', id: 'string', version: 'number?' });
  const { companyId, id } = seen;
  await requireCompany(tx, companyId);
  const employee = await tx
    .selectFrom('employee')
    .select([...columns, 'attributes'])
    .where('id', '=', id)
    .where('companyId', '=', companyId)
    .executeTakeFirst();
  if (!employee) throw new NotFound('employee', id);
  return employee;
}
