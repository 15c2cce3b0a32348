export type StoreErrorCode = 'damaged' | 'not_writable' | 'newer' | 'busy';

const sentences: Record<StoreErrorCode, (file: string) => string> = {
  damaged: (file) =>
    `The database ${file} is damaged. Nothing was changed. Restore a copy of it, or start with --fresh, which deletes this lab and creates a new one.`,
  not_writable: (file) =>
    `The database ${file} cannot be opened for writing. Make its folder writable, or name another with --data.`,
  newer: (file) =>
    `The database ${file} was written by a newer samlab. Update samlab, or name another folder with --data.`,
  busy: (file) =>
    `The database ${file} is in use by another samlab. Stop it, or name another folder with --data.`,
};

/** A database that cannot be used: `message` is one sentence for a person, `detail` is SQLite's error. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly detail: string;

  constructor(code: StoreErrorCode, file: string, detail = '') {
    super(sentences[code](file));
    this.name = 'StoreError';
    this.code = code;
    this.detail = detail;
  }

  /** Maps errors of SQLite (https://www.sqlite.org/rescode.html) to the four codes; returns any other error unchanged. */
  static from(error: unknown, file: string): unknown {
    if (error instanceof StoreError || !(error instanceof Error)) return error;
    const result = (error as { errcode?: number }).errcode ?? 0;
    const code = primaryCodes[result & 0xff];
    return code ? new StoreError(code, file, error.message) : error;
  }
}

const primaryCodes: Record<number, StoreErrorCode> = {
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  8: 'not_writable', // SQLITE_READONLY
  10: 'not_writable', // SQLITE_IOERR
  11: 'damaged', // SQLITE_CORRUPT
  13: 'not_writable', // SQLITE_FULL
  14: 'not_writable', // SQLITE_CANTOPEN
  26: 'damaged', // SQLITE_NOTADB
};
