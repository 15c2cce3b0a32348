import { readEmailAddress } from '../../administration/email-address.ts';
import type { EmployeeDetails } from '../../administration/employee-changes.ts';
import { AdministrationError } from '../../administration/errors.ts';
import { text } from '../form-fields.ts';
import type { EmployeeErrors } from './employee-form.tsx';

const MAX_NAME = 200;

/** The fields as they were typed. */
export function sentDetails(body: unknown): EmployeeDetails {
  const field = (name: keyof EmployeeDetails) => text(body, name) ?? '';
  return { firstName: field('firstName'), lastName: field('lastName'), email: field('email') };
}

/** Checks every field, so that all that is wrong is said at once; undefined when nothing is. */
export function checkDetails(details: EmployeeDetails): EmployeeErrors | undefined {
  const errors: EmployeeErrors = {};
  const { firstName, lastName, email } = details;
  if (firstName.trim() === '') errors.firstName = 'Enter the first name.';
  else if (firstName.length > MAX_NAME) errors.firstName = tooLong;
  if (lastName.trim() === '') errors.lastName = 'Enter the last name.';
  else if (lastName.length > MAX_NAME) errors.lastName = tooLong;
  const address = wrongAddress(email);
  if (address !== undefined) errors.email = address;
  return Object.keys(errors).length > 0 ? errors : undefined;
}

const tooLong = `A name has at most ${MAX_NAME} characters.`;

function wrongAddress(email: string): string | undefined {
  if (email.trim() === '') return 'Enter the e-mail address.';
  try {
    readEmailAddress(email);
    return undefined;
  } catch (error) {
    if (error instanceof AdministrationError) return error.message;
    throw error;
  }
}
