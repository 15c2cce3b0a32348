import type { Generated, Kysely } from 'kysely';
import type {
  EmployeeMailAddressTable,
  EmployeeSignInNameTable,
  ProvisioningTable,
  RefusedSignInTable,
  ScimGroupMemberTable,
  ScimGroupTable,
  ScimOperationTable,
  ScimUsageTable,
} from './provisioning-tables.ts';

/** Instants are ISO 8601 text in UTC (`toISOString`), so that they sort and compare as text; booleans are 0 and 1. */
export interface Tables {
  company: CompanyTable;
  companyDomain: CompanyDomainTable;
  singleSignOn: SingleSignOnTable;
  signingCertificate: SigningCertificateTable;
  employee: EmployeeTable;
  administrator: AdministratorTable;
  administratorSession: AdministratorSessionTable;
  administratorSignInFailure: AdministratorSignInFailureTable;
  pendingRequest: PendingRequestTable;
  seenAssertion: SeenAssertionTable;
  session: SessionTable;
  pendingLogout: PendingLogoutTable;
  seenLogout: SeenLogoutTable;
  ownKey: OwnKeyTable;
  lastSignIn: LastSignInTable;
  removedCertificate: RemovedCertificateTable;
  provisioning: ProvisioningTable;
  scimUsage: ScimUsageTable;
  scimOperation: ScimOperationTable;
  scimGroup: ScimGroupTable;
  scimGroupMember: ScimGroupMemberTable;
  employeeSignInName: EmployeeSignInNameTable;
  employeeMailAddress: EmployeeMailAddressTable;
  refusedSignIn: RefusedSignInTable;
}

export type Database = Kysely<Tables>;

interface CompanyTable {
  /** The `{companyId}` of the URLs. */
  id: string;
  name: string;
  createdAt: string;
}

/** Mail domains by which `/login` finds the company of a person who is not an employee yet. */
interface CompanyDomainTable {
  /** Lower case, unique: one domain belongs to one company. */
  domain: string;
  companyId: string;
}

interface SingleSignOnTable {
  companyId: string;
  /** 0 keeps the settings but trusts no identity provider. */
  enabled: Generated<number>;
  ssoLoginUrl: string;
  ssoLogoutUrl: string | null;
  idpEntityId: string;
  allowUnsolicited: number;
  clockSkewSeconds: number;
  allowSha1: number;
  allowExpiredCertificate: number;
  /** 1: signing out here continues at the identity provider. */
  singleLogout: number;
  forceAuthn: number;
  /** Requested authentication context class, compared exactly; null requests none. */
  requestedAuthnContext: string | null;
  /** Changes with every change of these settings or of the certificates; caches are valid for one revision. */
  revision: string;
}

interface SigningCertificateTable {
  id: string;
  companyId: string;
  /** Base64 of the file as it was uploaded: DER, PEM or bare base64. */
  file: string;
  addedAt: string;
}

interface EmployeeTable {
  id: string;
  companyId: string;
  firstName: string;
  lastName: string;
  /** As typed. */
  email: string;
  /** A `caseKey`; unique per company. */
  emailKey: string;
  /** Lower case, for the search. */
  firstNameKey: string;
  /** Lower case last name, to find the near miss of a wrong e-mail address, and for the search. */
  lastNameKey: string;
  /** Counts the changes, so that a second editor cannot overwrite the first unnoticed. */
  version: Generated<number>;
  createdAt: string;
  /** As SCIM sent it; the e-mail address of an employee that SCIM has not changed. */
  userName: string;
  /** A `caseKey`; unique per company. */
  userNameKey: string;
  /** The employee's id at the identity provider; compared exactly. */
  externalId: string | null;
  employeeNumber: string | null;
  /** An employee of the same company. */
  managerId: string | null;
  /** 0: may not sign in. */
  active: Generated<number>;
  /** Who added the employee. */
  source: Generated<'manual' | 'scim'>;
  /** JSON of the SCIM attributes that have no column; null for an employee that SCIM has not written. */
  attributes: string | null;
  changedAt: string;
}

interface AdministratorTable {
  id: string;
  companyId: string;
  email: string;
  emailKey: string;
  /** `scrypt$N$r$p$salt$hash`, base64url. */
  passwordHash: string;
  createdAt: string;
}

interface AdministratorSessionTable {
  /** SHA-256 of the `peakon_admin` cookie, base64url. */
  idHash: string;
  administratorId: string;
  expiresAt: string;
}

/** Failed sign-ins in a row by e-mail address, whether or not an administrator has it. */
interface AdministratorSignInFailureTable {
  emailKey: string;
  failures: number;
  lastAt: string;
  /** Until then even the right password is refused. */
  lockedUntil: string | null;
}

interface PendingRequestTable {
  /** ID of the AuthnRequest. */
  id: string;
  companyId: string;
  /** SHA-256 of the `peakon_pending` cookie, base64url. */
  browserHash: string;
  forceAuthn: number;
  requestedAuthnContext: string | null;
  issuedAt: string;
  expiresAt: string;
  /** Set once, by the accepted response. */
  usedAt: string | null;
}

/** The replay set of SAML Profiles 4.1.4.5: unique by issuer and assertion ID. */
interface SeenAssertionTable {
  issuer: string;
  assertionId: string;
  /** The last instant at which the assertion could still be accepted, the clock skew included. */
  keepUntil: string;
}

interface SessionTable {
  /** SHA-256 of the `peakon_session` cookie, base64url. */
  idHash: string;
  companyId: string;
  employeeId: string;
  nameId: string;
  nameIdFormat: string | null;
  nameQualifier: string | null;
  spNameQualifier: string | null;
  sessionIndex: string | null;
  signedInAt: string;
  expiresAt: string;
  /** JSON of a `SignInRecord` without its message, later compressed; see `../session/stored-record.ts`. */
  record: string | Uint8Array;
  /** The Response as received, decoded, compressed with the record; null when it is not kept (any more). */
  message: Uint8Array | null;
}

interface PendingLogoutTable {
  /** ID of the LogoutRequest. */
  id: string;
  companyId: string;
  /** SHA-256 of the `peakon_pending` cookie, base64url. */
  browserHash: string;
  expiresAt: string;
  /** Set once, by the accepted response. */
  usedAt: string | null;
}

/** LogoutRequests that were carried out: unique by issuer and ID, so that none is carried out twice. */
interface SeenLogoutTable {
  issuer: string;
  requestId: string;
  /** The last instant at which the request could still be carried out, the clock skew included. */
  keepUntil: string;
}

/** Our keys, the same for every company; unique by purpose and slot. */
interface OwnKeyTable {
  purpose: 'decryption' | 'signing';
  /** 0 is the newest. */
  slot: number;
  /** PKCS #8, PEM. */
  privateKey: string;
  /** DER, base64. */
  certificate: string;
}

interface LastSignInTable {
  employeeId: string;
  /** Who started the sign-in: the service provider with a request, or the identity provider without one. */
  initiator: 'sp' | 'idp';
  at: string;
}

/** Certificates that a company trusted once: unique by company and thumbprint. They may be trusted again. */
interface RemovedCertificateTable {
  companyId: string;
  /** SHA-1, 40 upper-case hex digits. */
  thumbprint: string;
  /** The last time. */
  removedAt: string;
}
