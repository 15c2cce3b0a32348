import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { postgresPrograms } from './postgres-programs.ts';

let versions: string;
beforeEach(() => {
  versions = mkdtempSync(join(tmpdir(), 'samlab-postgres-'));
});
afterEach(() => rmSync(versions, { recursive: true }));

function installed(version: string, programs: readonly string[]): string {
  const bin = join(versions, version, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const program of programs) writeFileSync(join(bin, program), '');
  return bin;
}

test('the newest version with a server is taken', () => {
  const older = installed('9', ['initdb', 'postgres', 'psql']);
  expect(postgresPrograms(versions)).toBe(older);
  const newer = installed('15', ['initdb', 'postgres']);
  expect(postgresPrograms(versions)).toBe(newer);
});

test('a client without a server is none', () => {
  installed('15', ['psql', 'pg_dump']);
  expect(postgresPrograms(versions)).toBeUndefined();
  const older = installed('14', ['initdb', 'postgres']);
  expect(postgresPrograms(versions)).toBe(older);
});

test('nothing is installed', () => {
  expect(postgresPrograms(join(versions, 'none'))).toBeUndefined();
});
