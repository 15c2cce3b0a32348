import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { ownKeys } from '../own-keys/own-keys.ts';
import {
  forgetSignIn,
  type Initiator,
  type LastSignIns,
  lastSignInsOf,
} from '../session/last-sign-in.ts';
import { addAdministrator, isAdministrator, type NewAdministrator } from './administrator.ts';
import { type Company, createCompany, findCompany, type NewCompany } from './company.ts';
import { addEmployee, type Employee, findEmployee, type NewEmployee } from './employee.ts';
import { findEmployeeById, removeEmployee } from './employee-changes.ts';
import { type EmployeePage, type EmployeeQuery, listEmployees } from './employee-list.ts';
import {
  type FederationMetadataOptions,
  type LoadedMetadata,
  loadFederationMetadata,
} from './federation-metadata.ts';
import { findSingleSignOn, type SavedSingleSignOn } from './saved-single-sign-on.ts';
import { enableSingleSignOn, type SingleSignOnInput } from './single-sign-on.ts';
import { disableSingleSignOn, removeSingleSignOn } from './single-sign-on-changes.ts';

/** Everything an administrator can do, without pages. Errors: `AdministrationError`, `CertificateError`. */
export interface Administration {
  createCompany(company: NewCompany): Promise<void>;
  findCompany(id: string): Promise<Company | undefined>;
  enableSingleSignOn(companyId: string, settings: SingleSignOnInput): Promise<void>;
  disableSingleSignOn(companyId: string): Promise<void>;
  /** Takes back what was entered for single sign-on, certificates as well. */
  removeSingleSignOn(companyId: string): Promise<void>;
  /** Trusts what federation metadata describes, in place of what was trusted before. Also throws `SamlError`. */
  loadFederationMetadata(
    companyId: string,
    xml: Uint8Array,
    options?: FederationMetadataOptions,
  ): Promise<LoadedMetadata>;
  /** Makes a new key for others to encrypt with; the one so far goes on decrypting, the one before it no longer does. */
  renewDecryptionKey(): Promise<void>;
  /** The settings as saved, also while single sign-on is disabled. */
  findSingleSignOn(companyId: string): Promise<SavedSingleSignOn | undefined>;
  addEmployee(employee: NewEmployee): Promise<{ id: string }>;
  findEmployee(companyId: string, email: string): Promise<Employee | undefined>;
  listEmployees(query: EmployeeQuery): Promise<EmployeePage>;
  /** Whether there was such an employee; their sessions end. */
  removeEmployee(companyId: string, id: string): Promise<boolean>;
  /** When this employee last signed in, SP-initiated and IdP-initiated; outlives the sessions. */
  lastSignIns(employeeId: string): Promise<LastSignIns>;
  forgetSignIn(employeeId: string, initiator: Initiator): Promise<void>;
  addAdministrator(administrator: NewAdministrator): Promise<{ id: string }>;
  isAdministrator(administrator: NewAdministrator): Promise<boolean>;
}

/** The administration of one database. */
export function administrationOf(db: Database, clock: Clock): Administration {
  return {
    createCompany: (company) => createCompany(db, clock, company),
    findCompany: (id) => findCompany(db, id),
    enableSingleSignOn: (companyId, settings) => enableSingleSignOn(db, clock, companyId, settings),
    disableSingleSignOn: (companyId) => disableSingleSignOn(db, companyId),
    removeSingleSignOn: (companyId) => removeSingleSignOn(db, companyId),
    loadFederationMetadata: (companyId, xml, options) =>
      loadFederationMetadata(db, clock, companyId, xml, options),
    renewDecryptionKey: () => ownKeys(db, clock).renewDecryption(),
    findSingleSignOn: (companyId) => findSingleSignOn(db, companyId),
    addEmployee: (employee) => addEmployee(db, clock, employee),
    findEmployee: (companyId, email) => findEmployee(db, companyId, email),
    listEmployees: (query) => listEmployees(db, query),
    removeEmployee: async (companyId, id) => {
      const employee = await findEmployeeById(db, companyId, id);
      if (employee) await removeEmployee(db, employee);
      return employee !== undefined;
    },
    lastSignIns: (employeeId) => lastSignInsOf(db, employeeId),
    forgetSignIn: (employeeId, initiator) => forgetSignIn(db, employeeId, initiator),
    addAdministrator: (administrator) => addAdministrator(db, clock, administrator),
    isAdministrator: (administrator) => isAdministrator(db, administrator),
  };
}
