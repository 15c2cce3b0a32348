/**
 * Adapts `node:sqlite`, which is part of Node and needs no native build, to the interface of better-sqlite3, which Kysely's SQLite dialect
 * expects.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

class Statement implements SqliteStatement {
  readonly reader: boolean;
  readonly #statement: StatementSync;

  constructor(statement: StatementSync) {
    this.#statement = statement;
    this.reader = statement.columns().length > 0;
  }

  all(parameters: ReadonlyArray<unknown>): unknown[] {
    return this.#statement.all(...(parameters as SQLInputValue[]));
  }

  run(parameters: ReadonlyArray<unknown>) {
    return this.#statement.run(...(parameters as SQLInputValue[]));
  }

  iterate(parameters: ReadonlyArray<unknown>): IterableIterator<unknown> {
    return this.#statement.iterate(...(parameters as SQLInputValue[]));
  }
}

/** Prepared statements kept per connection; there are about a hundred different queries. */
const MAX_PREPARED = 500;

/** A connection to a database file that caches its prepared statements. */
export class NodeSqlite implements SqliteDatabase {
  readonly connection: DatabaseSync;
  readonly #prepared = new Map<string, Statement>();

  /** @param file path of the database file, or `:memory:`. @throws {Error} SQLite's, when it cannot be opened */
  constructor(file: string) {
    this.connection = new DatabaseSync(file);
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = new Statement(this.connection.prepare(sql));
    if (this.#prepared.size >= MAX_PREPARED) this.#prepared.clear();
    this.#prepared.set(sql, statement);
    return statement;
  }

  close(): void {
    this.#prepared.clear();
    this.connection.close();
  }
}
