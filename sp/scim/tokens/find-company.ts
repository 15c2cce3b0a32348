import { timingSafeEqual } from 'node:crypto';
import { prepared, type ValueOf } from '../../../store/prepared.ts';
import { readFaults } from '../../administration/provisioning.ts';
import type { ProvisioningFault } from '../../administration/provisioning-faults.ts';
import type { Database } from '../../database/tables.ts';
import { hashSecret } from '../../secrets.ts';
import { MAX_TOKEN } from '../limits.ts';

/** The company that a token belongs to, and how it is provisioned. */
export interface TokenHolder {
  readonly companyId: string;
  readonly groups: boolean;
  readonly faults: ReadonlySet<ProvisioningFault>;
}

const selectHolder = prepared((db: Database, value: ValueOf<{ tokenHash: string }>) =>
  db
    .selectFrom('provisioning')
    .select(['companyId', 'tokenHash', 'groups', 'faults'])
    .where('tokenHash', '=', value('tokenHash'))
    .where('enabled', '=', 1),
);

/**
 * The company of a bearer token (RFC 6750 2.1); undefined for an unknown or revoked token, or when provisioning is disabled. The database compares
 * hashes, of which an attacker cannot choose the beginning, so the time that it takes says nothing about a token.
 *
 * @param authorization the header
 */
export async function findTokenHolder(
  db: Database,
  authorization: string | undefined,
): Promise<TokenHolder | undefined> {
  const token = bearerToken(authorization);
  if (token === undefined) return undefined;
  const tokenHash = hashSecret(token);
  const [row] = (await selectHolder(db, { tokenHash })).rows;
  if (!row || !isEqual(row.tokenHash ?? '', tokenHash)) return undefined;
  const { companyId, groups, faults } = row;
  return { companyId, groups: groups === 1, faults: new Set(readFaults(faults)) };
}

/** The token in an Authorization header; the scheme is read in any case (RFC 9110 11.1). */
export function bearerToken(authorization: string | undefined): string | undefined {
  const [, token] =
    /^bearer +([\w.~+/=-]+) *$/i.exec(authorization?.slice(0, MAX_TOKEN) ?? '') ?? [];
  return token;
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
