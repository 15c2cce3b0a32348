import { createHash } from 'node:crypto';

/**
 * A form carries a tag of the values it was made from. When the stored values no longer have that tag, another user saved
 * first, and nothing is overwritten.
 */
export class StaleVersion extends Error {
  constructor() {
    super('Another user changed this in the meantime.');
    this.name = 'StaleVersion';
  }
}

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
