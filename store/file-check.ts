import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { isPostgresUrl } from './postgres/address.ts';

/** A file up to this size is read as a whole at each start, in some milliseconds; of a larger one a few pages. In bytes. */
const SMALL = 4 * 1024 * 1024;

/** Whether the file is checked after the start, rather than before it. */
export const isLarge = (file: string): boolean =>
  file !== ':memory:' && !isPostgresUrl(file) && sizeOf(file) > SMALL;

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Looks for damage in a bounded time.
 *
 * @returns what is damaged, in SQLite's words or ours
 * @throws {Error} SQLite's, for damage that it finds while it reads
 */
export function damageOf(connection: DatabaseSync, file: string): string | undefined {
  if (!isLarge(file)) {
    const row = connection.prepare('PRAGMA quick_check(1)').get();
    return row?.quick_check === 'ok' ? undefined : String(row?.quick_check);
  }
  for (const { name } of connection
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all())
    connection.prepare(`SELECT * FROM "${String(name)}" LIMIT 1`).all();
  return isCut(file) ? 'the file is shorter than its header says' : undefined;
}

/** Whether pages are missing at the end (https://www.sqlite.org/fileformat.html 1.3). */
function isCut(file: string): boolean {
  if (sizeOf(`${file}-wal`) > 0) return false; // its pages may be in the log still
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92); // otherwise the count is an old version's
  const stored = header.readUInt16BE(16);
  const pageSize = stored === 1 ? 65_536 : stored;
  return isCounted && sizeOf(file) < header.readUInt32BE(28) * pageSize;
}
