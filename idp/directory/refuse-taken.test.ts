import { expect, test } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import { testDatabase } from '../../store/testing/test-database.ts';
import { migrations } from './migrations.ts';
import { refuseTaken } from './refuse-taken.ts';
import type { DirectoryTables } from './tables.ts';

test('a violated constraint becomes the fault of its property; other errors stay', async () => {
  const db = await openStore<DirectoryTables>({
    file: await testDatabase(),
    name: 'idp',
    migrations,
  });
  const row = {
    id: 'one',
    displayName: 'Contoso',
    pairwiseSecret: '',
    cloud: 'global',
    unknownIssuerCode: 700016,
    checksDestination: 0,
    checksIssueInstant: 0,
    allowsPlainHttp: 0,
    logoutResponseIssuer: 'sts.windows.net',
    logoutQueryEscapes: 'lower',
    logoutNameId: 'withoutFormat',
    createdDateTime: '',
  };
  const insert = () => db.insertInto('tenant').values(row).execute();
  const fault = { property: 'id', message: 'There is a tenant with this id already.' };
  await expect(refuseTaken(insert(), { 'tenant.id': fault })).resolves.toHaveLength(1);
  await expect(refuseTaken(insert(), { 'tenant.id': fault })).rejects.toMatchObject({
    name: 'InvalidInput',
    faults: [{ ...fault, code: 'taken' }],
  });
  await expect(refuseTaken(insert(), {})).rejects.toThrow(/UNIQUE constraint/i);
  await db.destroy();
});
