import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { keepRows } from '../../../store/keep-rows.ts';
import { openStore } from '../../../store/open-store.ts';
import { testDatabase } from '../../../store/testing/test-database.ts';
import { migrations } from '../migrations.ts';
import type { Database, DirectoryTables } from '../tables.ts';
import { createTenant } from '../tenants/manage-tenants.ts';
import { createUser } from '../users/create-user.ts';

export const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
/** Another tenant, whose objects Contoso cannot name. */
export const fabrikam = '11112222-0000-cccc-1111-dddd2222eeee';
export const now = new Date('2026-03-01T08:00:00.000Z');

export const bSimon = {
  tenantId,
  userPrincipalName: 'B.Simon@contoso.com',
  displayName: 'B.Simon',
  givenName: 'B',
  password: 'Correct-Horse-1',
};

/**
 * A database with the tenants Contoso and Fabrikam, and B.Simon in Contoso, as new for each test; only tests and hooks may read it. It is made once
 * for a file, which takes longer than most tests.
 */
export function smallDirectoryForEachTest(): { db: Database; userId: string } {
  const held = {} as { db: Database; userId: string };
  let putBack: () => Promise<void>;
  beforeAll(async () => {
    held.db = await openStore<DirectoryTables>({
      file: await testDatabase(),
      name: 'idp',
      migrations,
    });
    const contoso = { id: tenantId, displayName: 'Contoso', domain: 'contoso.com' };
    await createTenant(held.db, contoso, now);
    const other = { id: fabrikam, displayName: 'Fabrikam', domain: 'fabrikam.com' };
    await createTenant(held.db, other, now);
    held.userId = (await createUser(held.db, bSimon, now)).id;
    putBack = await keepRows(held.db);
  });
  beforeEach(() => putBack());
  afterAll(() => held.db.destroy());
  return held;
}

/** Checks that a write was refused with exactly this fault. */
export async function expectFault(
  write: Promise<unknown>,
  property: string,
  code: string,
): Promise<void> {
  await expect(write).rejects.toMatchObject({
    name: 'InvalidInput',
    faults: [{ property, code, message: expect.any(String) }],
  });
}

/** Checks that a write was refused because an object does not exist. */
export async function expectNotFound(
  write: Promise<unknown>,
  kind: string,
  id: string,
): Promise<void> {
  await expect(write).rejects.toMatchObject({ name: 'NotFound', kind, id });
}

/** A value as a JavaScript caller could pass it, past the compiler. */
export const untyped = (value: unknown): never => value as never;
