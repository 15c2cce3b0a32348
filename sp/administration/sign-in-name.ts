import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { Database } from '../database/tables.ts';
import { emailKey } from './email-address.ts';
import type { Employee } from './employee.ts';
import type { UniqueIdentifier } from './provisioning.ts';
import type { RefusalReason } from './refusal-reason.ts';

/** The employee whom a NameID names, or why there is none who may sign in. */
export interface Person {
  readonly employee?: Employee;
  readonly why?: 'unknown' | 'disabled' | 'ambiguous';
}

const columns = [
  ...['employee.id', 'employee.companyId', 'firstName', 'lastName', 'email', 'active'],
] as const;

const byName = prepared((db: Database, value: ValueOf<{ companyId: string; key: string }>) =>
  db
    .selectFrom('employeeSignInName')
    .innerJoin('employee', 'employee.id', 'employeeSignInName.employeeId')
    .select(columns)
    .where('employeeSignInName.companyId', '=', value('companyId'))
    .where('nameKey', '=', value('key')),
);

/** Two are enough to know that a number names nobody in particular. */
const byNumber = prepared((db: Database, value: ValueOf<{ companyId: string; key: string }>) =>
  db
    .selectFrom('employee')
    .select(columns)
    .where('companyId', '=', value('companyId'))
    .where('employeeNumber', '=', value('key'))
    .limit(2),
);

/**
 * Who signs in with a NameID: by the user name or the e-mail address, without regard to case, or by the employee number, exactly. A number that two
 * employees have names neither of them.
 */
export async function findPerson(
  db: Database,
  { companyId, uniqueIdentifier }: { companyId: string; uniqueIdentifier: UniqueIdentifier },
  nameId: string,
): Promise<Person> {
  const { rows } =
    uniqueIdentifier === 'email'
      ? await byName(db, { companyId, key: emailKey(nameId) })
      : await byNumber(db, { companyId, key: nameId });
  const [found, other] = rows;
  if (!found) return { why: 'unknown' };
  if (other) return { why: 'ambiguous' };
  const { active, ...employee } = found;
  return active === 1 ? { employee } : { why: 'disabled' };
}

/** Of someone who is unknown: whether another company here has an employee of this name. */
export async function reasonFor(
  db: Database,
  companyId: string,
  nameId: string,
  why: NonNullable<Person['why']>,
): Promise<RefusalReason> {
  if (why !== 'unknown') return why;
  const elsewhere = await db
    .selectFrom('employeeSignInName')
    .select('employeeId')
    .where('nameKey', '=', emailKey(nameId))
    .where('companyId', '<>', companyId)
    .limit(1)
    .executeTakeFirst();
  return elsewhere ? 'other_company' : 'unknown';
}
