import { expect, test } from 'vitest';
import { openStore } from '../../../store/open-store.ts';
import { testDatabase } from '../../../store/testing/test-database.ts';
import { migrations } from '../migrations.ts';
import type { DirectoryTables } from '../tables.ts';
import { participantsOf, rememberParticipant } from './session-participants.ts';

test('an assertion for a session that has ended in the meantime is no error', async () => {
  const db = await openStore<DirectoryTables>({
    file: await testDatabase(),
    name: 'idp',
    migrations,
  });
  const participant = {
    sessionHash: 'gone',
    servicePrincipalId: 'gone',
    sessionIndex: '_a1',
    nameId: 'B.Simon@contoso.com',
    nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    spNameQualifier: null,
    issued: '2026-03-01T08:00:00.000Z',
  };
  await rememberParticipant(db, participant);
  expect(await participantsOf(db, 'gone')).toEqual([]);
  await expect(
    rememberParticipant(db, { ...participant, nameId: null as unknown as string }),
  ).rejects.toThrow(/null/i);
  await db.destroy();
});
