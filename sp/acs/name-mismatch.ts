import { mailDomain } from '../administration/email-address.ts';
import { type Employee, findActiveByLastName } from '../administration/employee.ts';
import { findPerson } from '../administration/sign-in-name.ts';
import { quote } from '../checking/show-value.ts';
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
  const imitated = await findImitated(db, companyId, nameId);
  if (imitated)
    return {
      ...finding,
      found: `${quote(nameId)}, which no active employee has; it looks like ${imitated.email} but contains ${unusualCharacters(nameId)}`,
      whatToDo: `Only the case of the letters a to z may differ. Find out who has this name at the identity provider: it is not ${imitated.email}.`,
    };
  const claimed = subject.assertion.attributes.find(({ name }) => name === SURNAME_CLAIM)
    ?.values[0];
  for (const lastName of new Set([claimed, lastWord(nameId)])) {
    if (!lastName) continue;
    const candidates = await findActiveByLastName(db, companyId, lastName);
    const near = candidates.find((candidate) => isNear(candidate, nameId));
    if (!near) continue;
    return {
      ...finding,
      found: `${nameId}, which no active employee has; ${near.firstName} ${near.lastName} has ${near.email}`,
      whatToDo: `This looks like one person with two addresses: ${nameId} at the identity provider, ${near.email} here. Use one address: change the employee’s e-mail to ${nameId} under Employees, or configure the identity provider to send ${near.email} as Name ID.`,
    };
  }
  return finding;
}

/** The active employee whose address a reader could take the NameID for. */
async function findImitated(db: Database, companyId: string, nameId: string) {
  const plain = withoutDisguise(nameId);
  if (plain === nameId) return undefined;
  return (await findPerson(db, { companyId, uniqueIdentifier: 'email' }, plain)).employee;
}

/** As Unicode folds it: compatibility forms, accents, case, and spaces and invisible characters. */
const withoutDisguise = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\s]/gu, '')
    .toLowerCase() // turns the capital sharp s into the small one
    .toUpperCase() // turns the sharp s into SS, the long s and the dotless i into their plain forms
    .toLowerCase();

/** `U+212A`, each once; for a NameID of ASCII characters they are spaces, shown in the same way. */
const unusualCharacters = (text: string) =>
  [...new Set(text.match(/[^\x21-\x7e]/gu))]
    .map(
      (character) =>
        `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    )
    .slice(0, 10)
    .join(', ');

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
