import type { UniqueIdentifier } from '../administration/provisioning.ts';
import type { RefusalReason } from '../administration/refusal-reason.ts';
import { quote } from '../checking/show-value.ts';
import type { AdministratorsFinding } from '../checking/sp-error.ts';
import type { Finding } from './checks/check.ts';
import { employee as employeeCheck } from './checks/employee.ts';

interface Case {
  readonly nameId: string;
  readonly uniqueIdentifier: UniqueIdentifier;
  /** What the page says. */
  readonly finding: Finding;
}

/** Why nobody was signed in, which a page that anyone can see does not say (scim.md g.4). */
export function adviseAdministrator(
  reason: RefusalReason,
  { nameId, uniqueIdentifier, finding }: Case,
): AdministratorsFinding {
  return { reason, name: nameId, ...adviceOn(reason, { nameId, uniqueIdentifier, finding }) };
}

function adviceOn(reason: RefusalReason, { nameId, uniqueIdentifier, finding }: Case) {
  const name = quote(nameId);
  switch (reason) {
    case 'disabled':
      return {
        found: `${name}, the name of an employee who is disabled`,
        whatToDo:
          'Restore the employee at the source: assign the user to the application again, or undo what took the user out of scope. The next provisioning cycle makes the employee active.',
      };
    case 'other_company':
      return {
        found: `${name}, which an employee of another company here has`,
        whatToDo:
          'Check that the Reply URL and the Identifier at the identity provider have the id of the company that the user works for.',
      };
    case 'ambiguous':
      return {
        found: `${name}, the employee number of more than one employee`,
        whatToDo: 'Give each employee a different number at the source.',
      };
    default:
      return uniqueIdentifier === 'email'
        ? {
            found: finding.found,
            whatToDo: finding.whatToDo ?? employeeCheck.whatToDo,
          }
        : {
            found: `${name}, which is nobody’s employee number`,
            whatToDo:
              'Send the employee number as Name ID, or compare it with the e-mail address: Integrations, Employee Provisioning, Unique identifier.',
          };
  }
}
