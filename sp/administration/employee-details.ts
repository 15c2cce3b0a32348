import { type Fault, InvalidInput, refuseFaults } from '../../input/invalid-input.ts';
import type { Database } from '../database/tables.ts';
import { emailFault, emailKey } from './email-address.ts';
import { NameTaken } from './employee-names.ts';
import { nameFault, nameKey } from './names.ts';

/** What an administrator enters about an employee. */
export interface EmployeeDetails {
  /** 1 to 200 characters. */
  readonly firstName: string;
  /** 1 to 200 characters. */
  readonly lastName: string;
  /** As the identity provider sends it in the NameID; compared without regard to case, unique in a company. */
  readonly email: string;
}

const taken: Fault = {
  property: 'email',
  code: 'taken',
  message: 'There is already an employee with this e-mail address in this company.',
};

/**
 * The rules about the details of an employee.
 *
 * @param whose the company, and the employee who may have the address already
 * @throws {InvalidInput} with every broken rule
 */
export async function refuseDetails(
  db: Database,
  { firstName, lastName, email }: EmployeeDetails,
  whose: { companyId: string; id?: string },
): Promise<void> {
  const address = emailFault(email);
  const names = [
    nameFault('firstName', firstName, 'the first name'),
    nameFault('lastName', lastName, 'the last name'),
  ];
  // The unique constraint decides for a new employee; the look-up is there to report the address together with other faults.
  const decidedByInsert = whose.id === undefined && names.every((fault) => fault === undefined);
  const isFree = address !== undefined || decidedByInsert || !(await isTaken(db, email, whose));
  refuseFaults([...names, address ?? (isFree ? undefined : taken)]);
}

async function isTaken(
  db: Database,
  email: string,
  { companyId, id }: { companyId: string; id?: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('employeeSignInName')
    .select('employeeId')
    .where('companyId', '=', companyId)
    .where('nameKey', '=', emailKey(email.trim()))
    .executeTakeFirst();
  return row !== undefined && row.employeeId !== id;
}

/** @throws {InvalidInput} when `email` is `taken`: another process was faster */
export async function orTaken<Result>(writing: Promise<Result>): Promise<Result> {
  try {
    return await writing;
  } catch (error) {
    throw error instanceof NameTaken ? new InvalidInput([taken]) : error;
  }
}

/** The columns of a user name. An administrator enters none: it is the e-mail address. */
export const userNameOf = (userName: string) => ({ userName, userNameKey: emailKey(userName) });

/** The columns of the details: as typed without surrounding spaces, and as the search compares them. */
export function storedDetails(details: EmployeeDetails) {
  const firstName = details.firstName.trim();
  const lastName = details.lastName.trim();
  const email = details.email.trim();
  return {
    firstName,
    lastName,
    email,
    emailKey: emailKey(email),
    firstNameKey: nameKey(firstName),
    lastNameKey: nameKey(lastName),
  };
}
