import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { signOutByRequest, signOutByResponse } from './table.ts';

const procedures = [signOutByRequest, signOutByResponse];
const checksOf = ({ stages }: (typeof procedures)[number]) =>
  stages.flatMap(({ checks }) => checks);

test.each(procedures)('names are unique, and every check has its sentences', (procedure) => {
  const checks = checksOf(procedure);
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
  for (const { title, fault, clause, whatToDo } of checks) {
    for (const text of [title, fault]) expect(text).toMatch(/^[A-Z].*[^.]$/);
    expect(clause).not.toBe('');
    expect(whatToDo).toMatch(/\.$/);
  }
});

test('every check has a message that it refuses', () => {
  const folder = new URL('../', import.meta.url);
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const text = tests.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const missing = procedures
    .flatMap(checksOf)
    .filter(({ name }) => !text.includes(`'${name}'`))
    .map(({ name }) => name);
  expect(missing).toEqual([]);
});
