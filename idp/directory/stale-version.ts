import { createHash } from 'node:crypto';
import { StaleVersion } from '../../input/stale-version.ts';

/** A tag of some values: 16 characters, equal for equal values. */
export const tagOf = (values: unknown): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 16);

/**
 * @param tag `undefined` skips the check
 * @throws {StaleVersion} when the values no longer have this tag
 */
export function requireTag(values: unknown, tag: string | undefined): void {
  if (tag !== undefined && tag !== tagOf(values)) throw new StaleVersion();
}

/**
 * @param changed result of `update ... where id = ? and version = ?`; another process may have written in between
 * @throws {StaleVersion} when no row was updated
 */
export function requireChanged({ numUpdatedRows }: { numUpdatedRows: bigint }): void {
  if (numUpdatedRows === 0n) throw new StaleVersion();
}
