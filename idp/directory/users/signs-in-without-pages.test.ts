import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import {
  expectFault,
  expectNotFound,
  fabrikam,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { createUser } from './create-user.ts';
import { deleteUser, restoreUser } from './deleted-users.ts';
import {
  methodsWithoutPages,
  onlyUserWithoutPages,
  setSignsInWithoutPages,
} from './signs-in-without-pages.ts';
import { requireUser } from './users.ts';

const lab = smallDirectoryForEachTest();
const stored = async () => methodsWithoutPages(await requireUser(lab.db, lab.userId));

test('is set and taken away, and kept when the user is deleted and restored', async () => {
  expect(await stored()).toBeUndefined();
  await setSignsInWithoutPages(lab.db, lab.userId, ['password', 'deviceCertificate']);
  await deleteUser(lab.db, lab.userId, now);
  expect(await onlyUserWithoutPages(lab.db, tenantId)).toBeUndefined();
  await restoreUser(lab.db, lab.userId, now);
  expect(await stored()).toEqual(['password', 'deviceCertificate']);
  await setSignsInWithoutPages(lab.db, lab.userId, undefined);
  expect(await stored()).toBeUndefined();
});

test.each<[string, unknown, string, string]>([
  ['an unknown method', ['password', 'retinaScan'], 'methods.1', 'method_mode'],
  ['a method twice', ['fido2', 'fido2'], 'methods.1', 'repeated'],
  ['no method', [], 'methods', 'no_user'],
  ['a device alone', ['deviceCertificate'], 'methods', 'no_user'],
  ['no list', 'password', 'methods', 'type'],
])('%s is refused', async (_, methods, property, code) => {
  await setSignsInWithoutPages(lab.db, lab.userId, ['fido2']);
  const write = setSignsInWithoutPages(lab.db, lab.userId, untyped(methods));
  await expectFault(write, property, code);
  expect(await stored()).toEqual(['fido2']);
});

test('an unknown user is refused', async () => {
  const methods: AuthenticationMethodMode[] = ['fido2'];
  await expectNotFound(setSignsInWithoutPages(lab.db, 'nobody', methods), 'user', 'nobody');
});

test('the only one is found in the tenant, or in all; two are none', async () => {
  const name = 'a.datum@fabrikam.com';
  const other = { tenantId: fabrikam, displayName: 'A', password: 'Correct-Horse-1' };
  const { id } = await createUser(lab.db, { ...other, userPrincipalName: name }, now);
  await setSignsInWithoutPages(lab.db, id, ['windowsIntegrated']);
  expect(await onlyUserWithoutPages(lab.db, fabrikam)).toBe(name);
  expect(await onlyUserWithoutPages(lab.db, 'common')).toBe(name);
  expect(await onlyUserWithoutPages(lab.db, tenantId)).toBeUndefined();
  await setSignsInWithoutPages(lab.db, lab.userId, ['fido2']);
  expect(await onlyUserWithoutPages(lab.db, tenantId)).toBe('B.Simon@contoso.com');
  expect(await onlyUserWithoutPages(lab.db, 'common')).toBeUndefined();
});

test.each([`"tenantId" = '${tenantId}' and`, ''])(
  'an index answers, in a tenant of any size: where %s',
  async (where) => {
    const query = `explain query plan select "userPrincipalName" from "directoryUser" where ${where} "signsInWithoutPages" is not null limit 2`;
    const { rows } = await sql.raw<{ detail: string }>(query).execute(lab.db);
    expect(rows.map(({ detail }) => detail).join()).toContain('userWithoutPages');
  },
);
