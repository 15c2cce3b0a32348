import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/**
 * The link of the tutorial: the NameID is the employee's e-mail address (entra-admin.md 2.2), their user name, or their number where the company says so.
 * Nobody is created on the fly. A page that anyone can see says the same of an employee who is disabled and of someone who is unknown.
 */
export const employee: Check<AssertionSubject> = {
  name: 'employee',
  title: 'An active employee of the company has this name',
  fault: 'No active employee of the company has this name',
  clause: 'SAML Core 8.3; Configure Peakon for single sign-on, "Create Peakon test user"',
  whatToDo:
    'Add an employee with exactly this e-mail address under Employees, or send the employee’s address as Name ID at the identity provider.',
  run: ({ assertion: { nameID }, employee: found }) => ({
    passed: found !== undefined,
    expected: 'the NameID is the name of an active employee',
    found: found === undefined ? `${quote(nameID?.value)}, which no active employee has` : found,
  }),
};
