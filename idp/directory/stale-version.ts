import { createHash } from 'node:crypto';

/**
 * A form carries a tag of the values that it was made from. When the stored values no longer have that tag, somebody else was
 * faster, and nothing is overwritten.
 */
export class StaleVersion extends Error {
  constructor() {
    super('This was changed by somebody else meanwhile.');
    this.name = 'StaleVersion';
  }
}

/** A tag of some values: 16 characters, equal for equal values. */
export const tagOf = (values: unknown): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 16);

/** @throws {StaleVersion} unless the values still have the tag; `undefined` skips the question */
export function requireTag(values: unknown, tag: string | undefined): void {
  if (tag !== undefined && tag !== tagOf(values)) throw new StaleVersion();
}

/** @param changed of `update ... where id = ? and version = ?`; another process may have come between reading and writing. */
export function requireChanged({ numUpdatedRows }: { numUpdatedRows: bigint }): void {
  if (numUpdatedRows === 0n) throw new StaleVersion();
}
