import { requireTypes } from '../../input/argument-types.ts';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { ownKeys } from '../own-keys/own-keys.ts';
import {
  listScimOperations,
  type ReceivedOperation,
} from '../scim/operations/received-operations.ts';
import type { Initiator, LastSignIns } from '../session/last-sign-in.ts';
import { addAdministrator, isAdministrator, type NewAdministrator } from './administrator.ts';
import {
  type Company,
  createCompany,
  findCompany,
  listCompanies,
  type NewCompany,
} from './company.ts';
import { addEmployee, type Employee, findEmployee, type NewEmployee } from './employee.ts';
import { removeEmployee, type SeenEmployee, updateEmployee } from './employee-changes.ts';
import type { EmployeeDetails } from './employee-details.ts';
import { type EmployeePage, type EmployeeQuery, listEmployees } from './employee-list.ts';
import {
  type FederationMetadataOptions,
  type LoadedMetadata,
  loadFederationMetadata,
} from './federation-metadata.ts';
import {
  changeProvisioning,
  disableProvisioning,
  enableProvisioning,
  findProvisioning,
  type NewToken,
  type Provisioning,
  type ProvisioningChange,
  revokeProvisioningToken,
  rotateProvisioningToken,
} from './provisioning.ts';
import type { BroughtBack } from './removed-certificates.ts';
import { findSingleSignOn, type SavedSingleSignOn } from './saved-single-sign-on.ts';
import { forgetSignIn, lastSignInsOf } from './sign-in-history.ts';
import { enableSingleSignOn, type SingleSignOnInput } from './single-sign-on.ts';
import {
  disableSingleSignOn,
  removeCertificate,
  removeSingleSignOn,
  replaceSingleSignOnUrlsUnchecked,
  type SingleSignOnUrls,
} from './single-sign-on-changes.ts';

/**
 * Everything an administrator can do, without pages. A write, unless its name says "unchecked", checks every rule about its values and throws before it changes anything:
 * `InvalidInput` with a fault for each broken rule, `NotFound` for an id that does not exist, `StaleVersion` when another user saved first.
 * Each function documents its codes.
 */
export interface Administration {
  /**
   * Adds a company with its mail domains.
   *
   * @throws {InvalidInput} when `id` is `malformed` or `taken`, `name` is `required` or `too_long`, or a domain (`domains.0`) is `malformed` or
   * `taken` by another company
   */
  createCompany(company: NewCompany): Promise<void>;
  /** Ids are compared exactly. */
  findCompany(id: string): Promise<Company | undefined>;
  /** Every company with its mail domains, by id; at most 1,000. */
  listCompanies(): Promise<Required<NewCompany>[]>;
  /**
   * @param replaces the revision that was seen, null for none; left out, it replaces any
   * @returns the certificates that are trusted from now on and were removed before
   */
  enableSingleSignOn(
    companyId: string,
    settings: SingleSignOnInput,
    replaces?: string | null,
  ): Promise<BroughtBack[]>;
  /** Keeps the settings and certificates; open sessions stay open. */
  disableSingleSignOn(companyId: string): Promise<void>;
  /** Replaces the URLs of saved settings without checking any rule. */
  replaceSingleSignOnUrlsUnchecked(companyId: string, urls: SingleSignOnUrls): Promise<void>;
  /** Deletes the settings for single sign-on, and the certificates. */
  removeSingleSignOn(companyId: string): Promise<void>;
  /** Stops trusting a certificate, by its thumbprint (SHA-1, 40 upper-case hex digits). The last one cannot be removed. */
  removeCertificate(companyId: string, thumbprint: string): Promise<void>;
  /** Trusts what federation metadata describes, in place of what was trusted before. */
  loadFederationMetadata(
    companyId: string,
    metadata: Uint8Array,
    options?: FederationMetadataOptions,
  ): Promise<LoadedMetadata>;
  /** Makes a new key for others to encrypt with; the present one still decrypts, the one before it no longer does. */
  renewDecryptionKey(): Promise<void>;
  /** The settings as saved, also while single sign-on is disabled. */
  findSingleSignOn(companyId: string): Promise<SavedSingleSignOn | undefined>;
  /**
   * Adds an employee to a company.
   *
   * @throws {NotFound} when there is no such company
   * @throws {InvalidInput} when `firstName` or `lastName` is `required` or `too_long`, or `email` is `required`, `malformed` or `taken` in this company
   */
  addEmployee(employee: NewEmployee): Promise<{ id: string }>;
  /** By e-mail address, without regard to case. */
  findEmployee(companyId: string, email: string): Promise<Employee | undefined>;
  /**
   * One page of the employees of a company that a search finds, by last name, then first name.
   *
   * @throws {NotFound} when there is no such company
   * @throws {InvalidInput} when `page` is `out_of_range`
   */
  listEmployees(query: EmployeeQuery): Promise<EmployeePage>;
  /**
   * Changes the details of an employee.
   *
   * @throws {NotFound} when there is no such company, or no such employee in it
   * @throws {InvalidInput} for the details, as when an employee is added
   * @throws {StaleVersion} when the employee was changed since it was read
   */
  updateEmployee(employee: SeenEmployee, details: EmployeeDetails): Promise<void>;
  /** Ends the sessions of the employee too. */
  removeEmployee(employee: SeenEmployee): Promise<void>;
  /** Employee provisioning of a company, without its token; undefined when it was never enabled. */
  findProvisioning(companyId: string): Promise<Provisioning | undefined>;
  /**
   * Enables employee provisioning (SCIM), with a new token in place of any other.
   *
   * @throws {NotFound} when there is no such company
   */
  enableProvisioning(companyId: string): Promise<NewToken>;
  /**
   * Makes a new token; the present one no longer works.
   *
   * @throws {NotFound} when there is no such company, or provisioning is not enabled
   */
  rotateProvisioningToken(companyId: string): Promise<NewToken>;
  /**
   * Takes the token back: no request is accepted until a new one is made.
   *
   * @throws {NotFound} when there is no such company, or provisioning is not enabled
   */
  revokeProvisioningToken(companyId: string): Promise<void>;
  /** Refuses every request, and forgets the token. The employees and the settings stay. */
  disableProvisioning(companyId: string): Promise<void>;
  /**
   * Changes how a company is provisioned.
   *
   * @throws {NotFound} when there is no such company, or provisioning is not enabled
   * @throws {InvalidInput} when `uniqueIdentifier` or one of the faults (`faults.0`) is `unknown`
   */
  changeProvisioning(companyId: string, change: ProvisioningChange): Promise<void>;
  /**
   * The latest requests with a token of the company, the newest first; at most 500.
   *
   * @throws {NotFound} when there is no such company
   */
  listScimOperations(companyId: string): Promise<ReceivedOperation[]>;
  /** When this employee last signed in, SP-initiated and IdP-initiated; outlives the sessions. */
  lastSignIns(employeeId: string): Promise<LastSignIns>;
  /** As if this employee had never signed in that way; sessions stay open. */
  forgetSignIn(employeeId: string, initiator: Initiator): Promise<void>;
  /**
   * Adds an administrator to a company.
   *
   * @throws {NotFound} when there is no such company
   * @throws {InvalidInput} when `email` is `required`, `malformed` or `taken` in this company, or `password` is `out_of_range`
   */
  addAdministrator(administrator: NewAdministrator): Promise<{ id: string }>;
  /** Whether the password is that of this administrator of the company. */
  isAdministrator(administrator: NewAdministrator): Promise<boolean>;
}

/** The administration of one database. */
export function administrationOf(db: Database, clock: Clock): Administration {
  return {
    createCompany: (company) => createCompany(db, clock, company),
    findCompany: async (id) => {
      requireTypes({ id }, { id: 'string' });
      return findCompany(db, id);
    },
    listCompanies: () => listCompanies(db),
    enableSingleSignOn: (companyId, settings, replaces) =>
      enableSingleSignOn(db, clock, companyId, settings, replaces),
    disableSingleSignOn: (companyId) => disableSingleSignOn(db, companyId),
    replaceSingleSignOnUrlsUnchecked: (companyId, urls) =>
      replaceSingleSignOnUrlsUnchecked(db, companyId, urls),
    removeSingleSignOn: (companyId) => removeSingleSignOn(db, companyId),
    removeCertificate: (companyId, thumbprint) =>
      removeCertificate(db, clock, companyId, thumbprint),
    loadFederationMetadata: (companyId, metadata, options) =>
      loadFederationMetadata(db, clock, companyId, metadata, options),
    renewDecryptionKey: () => ownKeys(db, clock).renewDecryption(),
    findSingleSignOn: async (companyId) => {
      requireTypes({ companyId }, { companyId: 'string' });
      return findSingleSignOn(db, companyId);
    },
    addEmployee: (employee) => addEmployee(db, clock, employee),
    findEmployee: async (companyId, email) => {
      requireTypes({ companyId, email }, { companyId: 'string', email: 'string' });
      return findEmployee(db, companyId, email);
    },
    listEmployees: (query) => listEmployees(db, query),
    updateEmployee: (employee, details) => updateEmployee(db, clock, employee, details),
    removeEmployee: (employee) => removeEmployee(db, employee),
    findProvisioning: (companyId) => findProvisioning(db, companyId),
    enableProvisioning: (companyId) => enableProvisioning(db, clock, companyId),
    rotateProvisioningToken: (companyId) => rotateProvisioningToken(db, clock, companyId),
    revokeProvisioningToken: (companyId) => revokeProvisioningToken(db, companyId),
    disableProvisioning: (companyId) => disableProvisioning(db, companyId),
    changeProvisioning: (companyId, change) => changeProvisioning(db, companyId, change),
    listScimOperations: (companyId) => listScimOperations(db, companyId),
    lastSignIns: (employeeId) => lastSignInsOf(db, employeeId),
    forgetSignIn: (employeeId, initiator) => forgetSignIn(db, employeeId, initiator),
    addAdministrator: (administrator) => addAdministrator(db, clock, administrator),
    isAdministrator: (administrator) => isAdministrator(db, administrator),
  };
}
