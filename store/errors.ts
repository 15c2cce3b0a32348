import { databaseOf, isPostgresUrl } from './postgres/address.ts';

/** Those from `unreachable` on are only of a database server. */
export type StoreErrorCode =
  | 'damaged'
  | 'incomplete'
  | 'not_writable'
  | 'disk_full'
  | 'newer'
  | 'busy'
  | 'unreachable'
  | 'denied'
  | 'no_database'
  | 'older_in_use';

type Sentence = (place: string) => string;

const ofFile: Partial<Record<StoreErrorCode, Sentence>> = {
  damaged: (file) =>
    `The database ${file} is damaged. Nothing was changed. Restore a copy of it, or start with --fresh, which deletes this lab and creates a new one.`,
  incomplete: (file) =>
    `The database ${file} has no data of samlab in it. Nothing was changed. Restore a copy of it, or start with --fresh, which deletes this lab and creates a new one.`,
  disk_full: (file) =>
    `The disk is full, so the database ${file} cannot be written. Free some space; what was saved before is kept.`,
  not_writable: (file) =>
    `The database ${file} cannot be written. Make its folder writable, or name another with --data.`,
  newer: (file) =>
    `The database ${file} was written by a newer samlab. Update samlab, or name another folder with --data.`,
  busy: (file) =>
    `The database ${file} is in use by another samlab. Stop it, or name another folder with --data.`,
};

const onServer: Record<StoreErrorCode, Sentence> = {
  unreachable: (database) =>
    `The PostgreSQL database ${database} cannot be reached. Start its server, or correct DATABASE_URL; what was saved before is kept.`,
  denied: (database) =>
    `The PostgreSQL database ${database} refuses the user name and password of DATABASE_URL. Correct them.`,
  no_database: (database) =>
    `There is no PostgreSQL database ${database}. Create it, or correct DATABASE_URL.`,
  damaged: (database) =>
    `The PostgreSQL database ${database} is damaged. Nothing was changed. Restore a copy of it.`,
  incomplete: (database) =>
    `The PostgreSQL database ${database} has only a part of samlab's tables. Nothing was changed. Restore a copy of it, or name an empty database in DATABASE_URL.`,
  disk_full: (database) =>
    `The disk of the PostgreSQL database ${database} is full. Free some space; what was saved before is kept.`,
  not_writable: (database) =>
    `The PostgreSQL database ${database} cannot be written by the user of DATABASE_URL. Name a server that is not a standby, and a user that may create schemas there.`,
  newer: (database) =>
    `The PostgreSQL database ${database} was written by a newer samlab. Update this samlab, or name another database in DATABASE_URL.`,
  older_in_use: (database) =>
    `The PostgreSQL database ${database} is in use by an older samlab, whose tables this one would change. Stop the older ones, then start this one. Nothing was changed.`,
  busy: (database) =>
    `The PostgreSQL database ${database} is too busy to answer in time. Try again; what was saved before is kept.`,
};

/** A database that cannot be used: `message` is one sentence for a person, `detail` is what SQLite or PostgreSQL said. */
export class StoreError extends Error {
  /** For programs. */
  readonly code: StoreErrorCode;
  /** What SQLite says; empty when samlab found the fault. */
  readonly detail: string;
  /** For an answer over HTTP (RFC 9110 15.6.4): the site works again once the cause is gone. */
  readonly statusCode = 503;

  /** @param place path of the file, or URL of the server, whose secrets the message leaves out */
  constructor(code: StoreErrorCode, place: string, detail = '') {
    super(
      isPostgresUrl(place) ? onServer[code](databaseOf(place)) : (ofFile[code]?.(place) ?? code),
    );
    this.name = 'StoreError';
    this.code = code;
    this.detail = detail;
  }

  /** Maps errors of SQLite (https://www.sqlite.org/rescode.html) to our codes; returns any other error unchanged. */
  static from(error: unknown, file: string): unknown {
    if (error instanceof StoreError || !(error instanceof Error)) return error;
    const result = (error as { errcode?: number }).errcode ?? 0;
    const code = primaryCodes[result & 0xff];
    return code ? new StoreError(code, file, error.message) : error;
  }
}

/** Whether a write may succeed later: the database server is gone for a while. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof StoreError && error.code === 'unreachable';

/**
 * For a write that a page can do without: a full disk must not keep it from loading.
 *
 * @throws {unknown} any other error
 */
export function ignoreStoreError(error: unknown): undefined {
  if (!(error instanceof StoreError)) throw error;
  return undefined;
}

const primaryCodes: Record<number, StoreErrorCode> = {
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  8: 'not_writable', // SQLITE_READONLY
  10: 'not_writable', // SQLITE_IOERR
  11: 'damaged', // SQLITE_CORRUPT
  13: 'disk_full', // SQLITE_FULL
  14: 'not_writable', // SQLITE_CANTOPEN
  26: 'damaged', // SQLITE_NOTADB
};
