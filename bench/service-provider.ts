import { loadEmployees, type SpTables } from './compiled.ts';
import { user } from './subject.ts';

/** Creates a database file with a company and an employee, the bench's user. */
export async function seedCompany(file: string): Promise<{ companyId: string }> {
  const { openStore, migrations, administrationOf } = await loadEmployees();
  const db = await openStore<SpTables>({ file, name: 'sp', migrations });
  const companyId = 'contoso';
  const administration = administrationOf(db, () => new Date());
  await administration.createCompany({ id: companyId, name: 'Contoso' });
  const { givenName: firstName, surname: lastName, mail: email } = user;
  await administration.addEmployee({ companyId, firstName, lastName, email });
  await db.destroy();
  return { companyId };
}
