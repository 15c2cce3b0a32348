import type { Company } from '../administration/company.ts';
import { emailKey, mailDomain } from '../administration/email-address.ts';
import type { Database } from '../database/tables.ts';

/**
 * The companies that somebody with this e-mail address can mean: those that know them as an employee, else the one that
 * registered their mail domain. `/login` carries no company id, so this is how the SP finds the tenant
 * (entra-admin.md 0, item 6). At most ten.
 */
export async function findCompanies(db: Database, email: string): Promise<Company[]> {
  const employers = await db
    .selectFrom('employee')
    .innerJoin('company', 'company.id', 'employee.companyId')
    .select(['company.id', 'company.name'])
    .where('employee.emailKey', '=', emailKey(email))
    .orderBy('company.name')
    .limit(10)
    .execute();
  if (employers.length > 0) return employers;
  return db
    .selectFrom('companyDomain')
    .innerJoin('company', 'company.id', 'companyDomain.companyId')
    .select(['company.id', 'company.name'])
    .where('companyDomain.domain', '=', mailDomain(email))
    .execute();
}
