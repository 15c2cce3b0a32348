import type { PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { PoolClient, QueryResult } from 'pg';
import { StoreError } from '../errors.ts';
import { fromPostgres } from './postgres-errors.ts';

/** Statements that each connection keeps prepared; there are about a hundred different queries, and some with lists of any length. */
const MAX_PREPARED = 300;

interface Sharing {
  /** Of the database, for errors. */
  readonly url: string;
  /** What begins a transaction. */
  readonly begin: string;
  /** Names of the prepared statements by their text; the same on every connection. */
  readonly names: Map<string, string>;
}

/** A connection that Kysely borrows. Its queries run one after the other, whether or not the caller waits between them. */
export class PooledClient implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #sharing: Sharing;
  #last: Promise<unknown> = Promise.resolve();
  /** No answer came, or the connection ended: a later query might get the answer to this one. */
  #isLost = false;

  constructor(client: PoolClient, sharing: Sharing) {
    this.#client = client;
    this.#sharing = sharing;
  }

  query<Row>(
    sql: string | object,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<Row>> & never {
    if (typeof sql !== 'string') throw new TypeError('Cursors are not used.');
    const result = this.#last.then(() => this.#run(sql, parameters));
    this.#last = result.catch(() => {});
    return result as Promise<PostgresQueryResult<Row>> & never;
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy || this.#isLost);
  }

  async #run(sql: string, parameters: readonly unknown[]): Promise<QueryResult> {
    try {
      if (sql === 'begin') return await this.#begin();
      const result =
        parameters.length === 0
          ? await this.#client.query(sql)
          : await this.#client.query({
              name: this.#nameOf(sql),
              text: sql,
              values: parameters.map(storable),
            });
      if (result.rows?.[0]?.rowid !== undefined && !/\browid,/.test(sql))
        result.rows.forEach(dropRowNumber);
      return result;
    } catch (error) {
      const fault = fromPostgres(error, this.#sharing.url);
      this.#isLost ||= fault instanceof StoreError && fault.code === 'unreachable';
      throw fault;
    }
  }

  /** Kysely rolls back only what has begun: a connection that did not get the lock would go back to the others in a failed transaction. */
  async #begin(): Promise<QueryResult> {
    try {
      return await this.#client.query(this.#sharing.begin);
    } catch (error) {
      await this.#client.query('rollback').catch(() => {}); // fails as well when the connection has ended
      throw error;
    }
  }

  #nameOf(sql: string): string | undefined {
    const { names } = this.#sharing;
    const known = names.get(sql);
    if (known !== undefined || names.size >= MAX_PREPARED) return known;
    const name = `q${names.size}`;
    names.set(sql, name);
    return name;
  }
}

/** `select *` has the number of a row too; a query that wants it names it before other columns. */
const dropRowNumber = (row: { rowid?: number }): void => {
  delete row.rowid;
};

/** PostgreSQL stores every character but U+0000, which no name or address has. */
const storable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value;
