import { requireTypes } from '../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../input/invalid-input.ts';
import { NotFound } from '../../input/not-found.ts';
import { newSecret } from '../../passwords/secret.ts';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { hashSecret } from '../secrets.ts';
import { requireCompany } from './company.ts';
import {
  isProvisioningFault,
  type ProvisioningFault,
  provisioningFaults,
} from './provisioning-faults.ts';

const identifiers = ['email', 'employeeNumber'] as const;

/** What the NameID of a sign-in is compared with: the e-mail address or user name, or the employee number. */
export type UniqueIdentifier = (typeof identifiers)[number];

/** Employee provisioning of a company, without its token. */
export interface Provisioning {
  /** False refuses every token. */
  readonly enabled: boolean;
  /** False once the token is revoked. */
  readonly hasToken: boolean;
  /** The last four characters of the token. */
  readonly tokenHint?: string;
  /** ISO 8601, in UTC. */
  readonly tokenMadeAt?: string;
  /** When the latest request with a valid token arrived; ISO 8601, in UTC. */
  readonly lastUsedAt?: string;
  /** Whether the company is provisioned as a generic SCIM application, with groups. Peakon has none. */
  readonly groups: boolean;
  readonly uniqueIdentifier: UniqueIdentifier;
  /** The faults that are switched on. */
  readonly faults: readonly ProvisioningFault[];
}

/** What stays as it is may be left out. */
export interface ProvisioningChange {
  readonly groups?: boolean;
  readonly uniqueIdentifier?: UniqueIdentifier;
  /** Every fault that shall be on. */
  readonly faults?: readonly ProvisioningFault[];
}

/** A token, the only time that it is seen: its hash is stored. */
export interface NewToken {
  /** 256 random bits as base64url, 43 characters. */
  readonly token: string;
}

/** The settings of a company; undefined when provisioning was never enabled. */
export async function findProvisioning(
  db: Database,
  companyId: string,
): Promise<Provisioning | undefined> {
  requireTypes({ companyId }, { companyId: 'string' });
  const row = await db
    .selectFrom('provisioning')
    .leftJoin('scimUsage', 'scimUsage.companyId', 'provisioning.companyId')
    .select(['enabled', 'tokenHash', 'tokenHint', 'tokenMadeAt', 'groups', 'uniqueIdentifier'])
    .select(['faults', 'lastAt'])
    .where('provisioning.companyId', '=', companyId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { tokenHint, tokenMadeAt, lastAt } = row;
  return {
    enabled: row.enabled === 1,
    hasToken: row.tokenHash !== null,
    ...(tokenHint !== null && { tokenHint }),
    ...(tokenMadeAt !== null && { tokenMadeAt }),
    ...(lastAt !== null && { lastUsedAt: lastAt }),
    groups: row.groups === 1,
    uniqueIdentifier: row.uniqueIdentifier,
    faults: readFaults(row.faults),
  };
}

/** The faults of a stored list; one that this version does not know is left out. */
export const readFaults = (stored: string): ProvisioningFault[] =>
  (JSON.parse(stored) as string[]).filter(isProvisioningFault);

/**
 * Enables employee provisioning, with a new token in place of any other.
 *
 * @throws {NotFound} when there is no such company
 */
export async function enableProvisioning(
  db: Database,
  clock: Clock,
  companyId: string,
): Promise<NewToken> {
  await requireCompany(db, companyId);
  const token = newSecret();
  const row = { enabled: 1, ...storedToken(token, clock) };
  await db
    .insertInto('provisioning')
    .values({ companyId, ...row })
    .onConflict((c) => c.column('companyId').doUpdateSet(row))
    .execute();
  return { token };
}

/**
 * Makes a new token; the present one no longer works.
 *
 * @throws {NotFound} when there is no such company, or provisioning is not enabled
 */
export async function rotateProvisioningToken(
  db: Database,
  clock: Clock,
  companyId: string,
): Promise<NewToken> {
  const token = newSecret();
  await changeEnabled(db, companyId, storedToken(token, clock));
  return { token };
}

const storedToken = (token: string, clock: Clock) => ({
  tokenHash: hashSecret(token),
  tokenHint: token.slice(-4),
  tokenMadeAt: clock().toISOString(),
});

/**
 * Takes the token back: from now on no request is accepted until a new token is made.
 *
 * @throws {NotFound} when there is no such company, or provisioning is not enabled
 */
export async function revokeProvisioningToken(db: Database, companyId: string): Promise<void> {
  await changeEnabled(db, companyId, { tokenHash: null, tokenHint: null, tokenMadeAt: null });
}

/**
 * Refuses every request, and forgets the token. The employees and the settings stay.
 *
 * @throws {NotFound} when there is no such company
 */
export async function disableProvisioning(db: Database, companyId: string): Promise<void> {
  await requireCompany(db, companyId);
  await db
    .updateTable('provisioning')
    .set({ enabled: 0, tokenHash: null, tokenHint: null, tokenMadeAt: null })
    .where('companyId', '=', companyId)
    .execute();
}

/**
 * Changes how a company is provisioned.
 *
 * @throws {NotFound} when there is no such company, or provisioning is not enabled
 * @throws {InvalidInput} when `uniqueIdentifier` or one of the faults (`faults.0`) is `unknown`
 */
export async function changeProvisioning(
  db: Database,
  companyId: string,
  change: ProvisioningChange,
): Promise<void> {
  requireTypes(change, { groups: 'boolean?', uniqueIdentifier: 'string?', faults: 'string[]?' });
  const { groups, uniqueIdentifier, faults } = change;
  refuseFaults([
    uniqueIdentifier === undefined || identifiers.includes(uniqueIdentifier)
      ? undefined
      : unknown('uniqueIdentifier', `must be ${identifiers.join(' or ')}`),
    ...(faults ?? []).map((fault, index) =>
      isProvisioningFault(fault)
        ? undefined
        : unknown(`faults.${index}`, `must be one of ${provisioningFaults.join(', ')}`),
    ),
  ]);
  await changeEnabled(db, companyId, {
    ...(groups !== undefined && { groups: groups ? 1 : 0 }),
    ...(uniqueIdentifier !== undefined && { uniqueIdentifier }),
    ...(faults !== undefined && { faults: JSON.stringify([...new Set(faults)]) }),
  });
}

const unknown = (property: string, rule: string): Fault => ({
  property,
  code: 'unknown',
  message: `The property ${property} ${rule}.`,
});

interface Changed {
  readonly tokenHash?: string | null;
  readonly tokenHint?: string | null;
  readonly tokenMadeAt?: string | null;
  readonly groups?: number;
  readonly uniqueIdentifier?: UniqueIdentifier;
  readonly faults?: string;
}

async function changeEnabled(db: Database, companyId: string, changed: Changed): Promise<void> {
  await requireCompany(db, companyId);
  const { numUpdatedRows } = await db
    .updateTable('provisioning')
    .set({ enabled: 1, ...changed })
    .where('companyId', '=', companyId)
    .where('enabled', '=', 1)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new NotFound('employee provisioning', companyId);
}
