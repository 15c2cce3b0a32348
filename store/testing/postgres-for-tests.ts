import type { TestProject } from 'vitest/node';
import { postgresPrograms } from './postgres-programs.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the administrator's database of a PostgreSQL server; absent in tests that use SQLite. */
    postgres: string;
  }
}

/** One server for all tests of the project. @throws {Error} when PostgreSQL is not installed */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const programs = postgresPrograms();
  if (!programs)
    throw new Error('The tests on PostgreSQL need its server: install the package postgresql.');
  const server = await startPostgres(programs);
  project.provide('postgres', server.url);
  return () => server.stop();
}
