/**
 * Adapts `node:sqlite`, which is part of Node and needs no native build, to the interface of better-sqlite3, which Kysely's SQLite dialect
 * expects.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { Checkpoints } from './checkpoints.ts';
import { StoreError } from './errors.ts';

class Statement implements SqliteStatement {
  readonly reader: boolean;
  readonly #statement: StatementSync;
  readonly #connection: DatabaseSync;
  readonly #file: string;
  readonly #endsTransaction: boolean;
  readonly #checkpoints: Checkpoints | undefined;

  constructor(
    connection: DatabaseSync,
    sql: string,
    { file, checkpoints }: { file: string; checkpoints: Checkpoints | undefined },
  ) {
    const statement = connection.prepare(sql);
    this.#checkpoints = checkpoints;
    this.#statement = statement;
    this.#connection = connection;
    this.#file = file;
    this.#endsTransaction = sql === 'rollback';
    // A pragma such as incremental_vacuum works while its rows are read, also when it has none.
    this.reader = statement.columns().length > 0 || /^\s*pragma\b/i.test(sql);
  }

  all(parameters: ReadonlyArray<unknown>): unknown[] {
    try {
      return this.#statement.all(...(parameters as SQLInputValue[]));
    } catch (error) {
      throw StoreError.from(error, this.#file);
    }
  }

  run(parameters: ReadonlyArray<unknown>) {
    // SQLite has already undone the transaction after some errors, a full disk among them (https://www.sqlite.org/lang_transaction.html).
    if (this.#endsTransaction && !this.#connection.isTransaction)
      return { changes: 0, lastInsertRowid: 0 };
    try {
      const changed = this.#statement.run(...(parameters as SQLInputValue[]));
      this.#checkpoints?.note();
      return changed;
    } catch (error) {
      throw StoreError.from(error, this.#file);
    }
  }

  iterate(parameters: ReadonlyArray<unknown>): IterableIterator<unknown> {
    return this.#statement.iterate(...(parameters as SQLInputValue[]));
  }
}

/** Prepared statements kept per connection; there are about a hundred different queries. */
const MAX_PREPARED = 500;

/** A connection to a database file that caches its prepared statements. They throw a `StoreError` for a full disk or a damaged file. */
export class NodeSqlite implements SqliteDatabase {
  readonly connection: DatabaseSync;
  readonly #file: string;
  readonly #checkpoints: Checkpoints | undefined;
  readonly #prepared = new Map<string, Statement>();

  /** @param file path of the database file, or `:memory:`. @throws {Error} SQLite's, when it cannot be opened */
  constructor(file: string) {
    this.#file = file;
    this.#checkpoints = file === ':memory:' ? undefined : new Checkpoints(file);
    this.connection = new DatabaseSync(file);
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = new Statement(this.connection, sql, {
      file: this.#file,
      checkpoints: this.#checkpoints,
    });
    if (this.#prepared.size >= MAX_PREPARED) this.#prepared.clear();
    this.#prepared.set(sql, statement);
    return statement;
  }

  close(): void {
    this.#prepared.clear();
    this.connection.close();
  }
}
