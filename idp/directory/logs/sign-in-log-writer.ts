import { ignoreStoreError, isUnreachable } from '../../../store/errors.ts';
import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { Database, SignInRow } from '../tables.ts';

/** How long an attempt waits to be written together with others, in ms. */
const DELAY = 200;
/** So many are written at once, without waiting. */
const BATCH = 64;
/** Attempts wait so long for a database server that is gone, in ms, and so many of them, the newest. */
const AGAIN = 1000;
const MAX_WAITING = 2000;

const insert = prepared((db: Database, value: ValueOf<SignInRow>) =>
  db
    .insertInto('signIn')
    .values({
      id: value('id'),
      tenantId: value('tenantId'),
      createdDateTime: value('createdDateTime'),
      correlationId: value('correlationId'),
      userId: value('userId'),
      userDisplayName: value('userDisplayName'),
      userPrincipalName: value('userPrincipalName'),
      servicePrincipalId: value('servicePrincipalId'),
      appId: value('appId'),
      appDisplayName: value('appDisplayName'),
      result: value('result'),
      errorCode: value('errorCode'),
      failureReason: value('failureReason'),
      ipAddress: value('ipAddress'),
      userAgent: value('userAgent'),
      authenticationRequirement: value('authenticationRequirement'),
      conditionalAccessStatus: value('conditionalAccessStatus'),
      appliedPolicies: value('appliedPolicies'),
      authenticationDetails: value('authenticationDetails'),
    })
    // Of a write whose answer was lost when the server went away, it is not known whether it was done.
    .onConflict((c) => c.doNothing()),
);

/**
 * Writes attempts to sign in to the log, several in one transaction: a commit costs more than the rest of the insert. A process that is killed
 * loses the attempts of the last 200 ms; nothing depends on them.
 */
class SignInLogWriter {
  readonly #db: Database;
  #waiting: SignInRow[] = [];
  #dropped = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(db: Database) {
    this.#db = db;
  }

  /** @param onError receives what the write throws, later; the attempts are lost then, or wait for a database server that is gone */
  add(row: SignInRow, onError: (error: unknown) => void): void {
    this.#waiting.push(row);
    const write = () => this.flush().catch(onError);
    if (this.#waiting.length >= BATCH) void write();
    else this.#timer ??= setTimeout(write, DELAY).unref();
  }

  /** Writes what waits, for the last time. @returns how many attempts to sign in are in no log */
  async close(): Promise<number> {
    await this.flush().catch(ignoreStoreError);
    clearTimeout(this.#timer);
    return this.#dropped + this.#waiting.splice(0).length;
  }

  /** Resolves once every attempt so far is written. @throws {StoreError} when they cannot be written; they are lost then, or wait for a database server that is gone */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = this.#waiting;
    this.#waiting = [];
    if (rows.length > 0)
      this.#writing = this.#writing
        .catch(() => {}) // reported by the call that began it
        .then(() => this.#write(rows))
        .catch((error) => this.#failed(error, rows));
    return this.#writing;
  }

  #failed(error: unknown, rows: readonly SignInRow[]): never {
    if (isUnreachable(error)) {
      const all = [...rows, ...this.#waiting];
      this.#waiting = all.slice(-MAX_WAITING);
      this.#dropped += all.length - this.#waiting.length;
      this.#timer ??= setTimeout(() => this.flush().catch(() => {}), AGAIN).unref();
    }
    throw error;
  }

  #write(rows: readonly SignInRow[]): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      for (const row of rows) await insert(tx, row);
    });
  }
}

const writers = new WeakMap<Database, SignInLogWriter>();

/** The writer of a database; readers flush it first. */
export function signInLogWriter(db: Database): SignInLogWriter {
  let writer = writers.get(db);
  if (!writer) {
    writer = new SignInLogWriter(db);
    writers.set(db, writer);
  }
  return writer;
}
