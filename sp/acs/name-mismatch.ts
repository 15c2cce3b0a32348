import { mailDomain } from '../administration/email-address.ts';
import { type Employee, findEmployeesByLastName } from '../administration/employee.ts';
import type { Database } from '../database/tables.ts';
import type { AssertionSubject, Finding } from './checks/check.ts';
import { employee as employeeCheck } from './checks/employee.ts';

const SURNAME_CLAIM = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname';

/**
 * The tutorial's trap (entra-admin.md 0, item 1): B.Simon@contoso.com at the identity provider, Brittasimon@contoso.com
 * here. When an employee looks like the same person under another address, the finding says so.
 */
export async function adviseOnMismatch(
  db: Database,
  companyId: string,
  subject: AssertionSubject,
): Promise<Finding> {
  const finding = employeeCheck.run(subject);
  const nameId = subject.assertion.nameID?.value ?? '';
  const claimed = subject.assertion.attributes.find(({ name }) => name === SURNAME_CLAIM)
    ?.values[0];
  for (const lastName of new Set([claimed, lastWord(nameId)])) {
    if (!lastName) continue;
    const candidates = await findEmployeesByLastName(db, companyId, lastName);
    const near = candidates.find((candidate) => isNear(candidate, nameId));
    if (!near) continue;
    return {
      ...finding,
      found: `${nameId}, which no employee has; ${near.firstName} ${near.lastName} has ${near.email}`,
      whatToDo: `This looks like one person with two addresses: ${nameId} at the identity provider, ${near.email} here. Use one address: change the employee’s e-mail to ${nameId} under Employees, or configure the identity provider to send ${near.email} as Name ID.`,
    };
  }
  return finding;
}

/** `b.simon@contoso.com` gives `simon`. */
function lastWord(nameId: string): string | undefined {
  return nameId.split('@')[0]?.split(/[._-]/).at(-1);
}

/** With the same mail domain and first letter, the same last name is most likely the same person. */
function isNear({ email, firstName }: Employee, nameId: string): boolean {
  const sameDomain = mailDomain(email) === mailDomain(nameId);
  const initial = (text: string) => text.charAt(0).toLowerCase();
  return sameDomain && mailDomain(nameId) !== '' && initial(firstName) === initial(nameId);
}
