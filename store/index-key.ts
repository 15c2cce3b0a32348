import { createHash } from 'node:crypto';

/** In bytes of UTF-8. PostgreSQL refuses an index row of more than 2,704, and one may have several columns. */
const LONGEST = 512;

/**
 * The form in which a value of any length is stored in a column with an index, and searched for there: a long one as its hash. A message may be
 * 256 KiB long, and so may its ID. `#` is in no ID (xs:ID) and never begins a URI, so a hash is never taken for a value.
 */
export const indexKey = (value: string): string =>
  Buffer.byteLength(value) <= LONGEST
    ? value
    : `#${createHash('sha256').update(value).digest('hex')}`;
