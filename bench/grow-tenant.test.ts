import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { growCompany, growTenant } from './grow-tenant.ts';
import { seedIdentityProvider } from './identity-provider.ts';
import { seedCompany } from './service-provider.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-grow-'));
afterAll(() => rmSync(folder, { recursive: true }));

const count = (file: string, table: string) => {
  const database = new DatabaseSync(file);
  try {
    return database.prepare(`select count(*) as rows from "${table}"`).get()?.rows;
  } finally {
    database.close();
  }
};

test('a tenant grows by copies of its only user and application: no unique column collides', async () => {
  const small = join(folder, 'small.db');
  const large = join(folder, 'large.db');
  await seedIdentityProvider(small);
  copyFileSync(small, large);
  growTenant(large, { users: 6, applications: 3, assignments: 4, members: 5, groups: 2 });
  expect(count(large, 'directoryUser')).toBe(7);
  expect(count(large, 'servicePrincipal')).toBe(4);
  expect(count(large, 'appRoleAssignment')).toBe(1 + 3 + 4 + 2);
  expect(count(large, 'groupMember')).toBe(5 + 2);
});

test('a company grows by copies of its only employee', async () => {
  const file = join(folder, 'company.db');
  await seedCompany(file);
  growCompany(file, 6);
  expect(count(file, 'employee')).toBe(7);
});
