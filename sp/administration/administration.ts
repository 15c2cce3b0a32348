import type { Database } from '../database/tables.ts';
import type { Clock } from '../instants.ts';
import { addAdministrator, isAdministrator, type NewAdministrator } from './administrator.ts';
import { type Company, createCompany, findCompany, type NewCompany } from './company.ts';
import { addEmployee, type Employee, findEmployee, type NewEmployee } from './employee.ts';
import { enableSingleSignOn, type SingleSignOnInput } from './single-sign-on.ts';

/** Everything an administrator can do, without pages. Errors: `AdministrationError`, `CertificateError`. */
export interface Administration {
  createCompany(company: NewCompany): Promise<void>;
  findCompany(id: string): Promise<Company | undefined>;
  enableSingleSignOn(companyId: string, settings: SingleSignOnInput): Promise<void>;
  addEmployee(employee: NewEmployee): Promise<{ id: string }>;
  findEmployee(companyId: string, email: string): Promise<Employee | undefined>;
  addAdministrator(administrator: NewAdministrator): Promise<{ id: string }>;
  isAdministrator(administrator: NewAdministrator): Promise<boolean>;
}

/** The administration of one database. */
export function administrationOf(db: Database, clock: Clock): Administration {
  return {
    createCompany: (company) => createCompany(db, clock, company),
    findCompany: (id) => findCompany(db, id),
    enableSingleSignOn: (companyId, settings) => enableSingleSignOn(db, clock, companyId, settings),
    addEmployee: (employee) => addEmployee(db, clock, employee),
    findEmployee: (companyId, email) => findEmployee(db, companyId, email),
    addAdministrator: (administrator) => addAdministrator(db, clock, administrator),
    isAdministrator: (administrator) => isAdministrator(db, administrator),
  };
}
