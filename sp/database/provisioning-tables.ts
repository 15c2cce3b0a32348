import type { Generated } from 'kysely';
import type { RefusalReason } from '../administration/refusal-reason.ts';

/** Employee provisioning of a company: SCIM. Absent while it was never enabled. */
export interface ProvisioningTable {
  companyId: string;
  /** 0 refuses every token. */
  enabled: number;
  /** SHA-256 of the token, base64url; unique, as the token says which company a request is for. Null once it is revoked. */
  tokenHash: string | null;
  /** The last four characters, by which an administrator recognises it. */
  tokenHint: string | null;
  tokenMadeAt: string | null;
  /** 1: the company is provisioned as a generic SCIM application, with groups. */
  groups: Generated<number>;
  /** What the NameID of a sign-in is compared with. */
  uniqueIdentifier: Generated<'email' | 'employeeNumber'>;
  /** JSON list of the faults that are switched on. */
  faults: Generated<string>;
}

/** How much a company asked of the SCIM server. */
export interface ScimUsageTable {
  companyId: string;
  /** The hour that `operations` counts, as the instant of its begin. */
  hour: string;
  operations: number;
  /** Every request, from the first. */
  requests: Generated<number>;
  lastAt: string;
}

/** The latest requests: a ring of slots, so that it never grows. */
export interface ScimOperationTable {
  companyId: string;
  slot: number;
  /** Counts the requests of the company, from 1. */
  number: number;
  at: string;
  method: string;
  /** Below `/scim/v2`, with query. */
  path: string;
  status: number;
  durationMs: number;
  /** Bodies as text, shortened, without secrets. */
  request: string | null;
  answer: string | null;
}

export interface ScimGroupTable {
  id: string;
  companyId: string;
  displayName: string;
  /** A `caseKey`; unique per company. */
  displayNameKey: string;
  externalId: string | null;
  createdAt: string;
  changedAt: string;
}

/** A row for each member, so that parallel changes of one group lose nothing. */
export interface ScimGroupMemberTable {
  groupId: string;
  employeeId: string;
}

/** The names that an employee may sign in with, user name and e-mail address: one person each in a company, whichever of the two it is. */
export interface EmployeeSignInNameTable {
  companyId: string;
  /** A `caseKey`. */
  nameKey: string;
  employeeId: string;
}

/** Every e-mail address of an employee, to be found by; several employees may have the same private one. */
export interface EmployeeMailAddressTable {
  companyId: string;
  /** An `indexKey` of the `caseKey`. */
  addressKey: string;
  employeeId: string;
}

/** The latest sign-in of a name that was refused because no active employee has it. */
export interface RefusedSignInTable {
  companyId: string;
  /** An `indexKey` of the `caseKey` of the NameID. */
  nameKey: string;
  name: string;
  at: string;
  reason: RefusalReason;
  /** JSON: keys of its exchange, and the refusal as it was reported; null without a recorder. */
  exchange: string | null;
  /** When the employee was provisioned after all. */
  provisionedAt: string | null;
}
