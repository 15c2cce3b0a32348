import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** The link of the tutorial: the NameID is the employee's e-mail address (entra-admin.md 2.2). Employees are not created on the fly. */
export const employee: Check<AssertionSubject> = {
  name: 'employee',
  title: 'An employee of the company has this e-mail address',
  fault: 'No employee of the company has this e-mail address',
  clause: 'SAML Core 8.3; Configure Peakon for single sign-on, "Create Peakon test user"',
  whatToDo:
    'Add an employee with exactly this e-mail address under Employees, or send the employee’s address as Name ID at the identity provider.',
  run: ({ assertion: { nameID }, employee: found }) => ({
    passed: found !== undefined,
    expected: 'the NameID is the e-mail address of an employee',
    found: found === undefined ? `${quote(nameID?.value)}, which no employee has` : found,
  }),
};
