import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A new, empty database for a test: in memory; in the project `postgres` of `vitest.config.ts` on a PostgreSQL server. */
export async function testDatabase(): Promise<string> {
  const server = inject('postgres');
  return server === undefined ? ':memory:' : newPostgresDatabase(server);
}

/** @param server URL of a database of its administrator. @returns URL of a new, empty database */
export async function newPostgresDatabase(server: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}
