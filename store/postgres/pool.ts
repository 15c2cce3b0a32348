import { crc32 } from 'node:zlib';
import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { StoreError } from '../errors.ts';
import { isOvertaken } from './overtaken.ts';
import { PooledClient } from './pooled-client.ts';
import { fromPostgres } from './postgres-errors.ts';

/** A connection that is not made by then has failed. In ms. */
const CONNECT = 5_000;
/** The server ends a query that takes longer, one that waits for a lock longer, and a transaction that does nothing for so long. In ms. */
const QUERY = 30_000;
const LOCK = 10_000;
const IDLE_TRANSACTION = 15_000;
/** Without an answer by then, the server is taken for gone. In ms. */
const ANSWER = 40_000;

export interface PoolOptions {
  readonly url: string;
  /** Schema with the tables. */
  readonly schema: string;
  /** Most connections at once. */
  readonly max: number;
  /** What the server shows as the name of the program. */
  readonly program: string;
  /** Whether a commit waits for the disk even where the server is set up not to. */
  readonly durable: boolean;
}

/** The lock that every writing transaction of a schema takes: one at a time, as in SQLite, so that what it has read stays true until it ends. */
const writeLock = (schema: string): string =>
  `pg_advisory_xact_lock(${crc32('samlab') | 0}, ${crc32(schema) | 0})`;

/** The connections of one process to one schema. A connection that ended is replaced at the next query. */
export class Pool implements PostgresPool {
  readonly options: object = {};
  readonly #pool: pg.Pool;
  readonly #url: string;
  readonly #begin: string;
  readonly #names = new Map<string, string>();

  constructor({ url, schema, max, program, durable }: PoolOptions) {
    this.#url = url;
    this.#begin = `begin; select ${writeLock(schema)}`;
    const settings = {
      search_path: schema,
      statement_timeout: QUERY,
      lock_timeout: LOCK,
      idle_in_transaction_session_timeout: IDLE_TRANSACTION,
      ...(durable && { synchronous_commit: 'on' }),
    };
    this.#pool = new pg.Pool({
      connectionString: url,
      max,
      application_name: program,
      options: Object.entries(settings)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
      idleTimeoutMillis: 0, // kept, so that the server shows which replicas run
      connectionTimeoutMillis: CONNECT,
      query_timeout: ANSWER,
      keepAlive: true,
      types: { getTypeParser },
    });
    // A connection that ended while it was idle is replaced by the next query; one that is in use fails that query as well.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** @throws {StoreError} when there is no connection to be had, or the database is no longer that of this version */
  async connect(): Promise<PooledClient> {
    if (isOvertaken(this.#url)) throw new StoreError('newer', this.#url);
    try {
      const client = await this.#pool.connect();
      return new PooledClient(client, { url: this.#url, begin: this.#begin, names: this.#names });
    } catch (error) {
      throw fromPostgres(error, this.#url);
    }
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

const { INT8, NUMERIC } = pg.types.builtins;

/** Counts, sums and integers are numbers, as SQLite gives them; none of ours is larger than 2^53. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (id, format) =>
  id === INT8 || id === NUMERIC ? Number : pg.types.getTypeParser(id, format);
