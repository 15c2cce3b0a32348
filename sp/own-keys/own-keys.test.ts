import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toBase64 } from '../../certs/certificate.ts';
import { openStore } from '../../store/open-store.ts';
import { testDatabase } from '../../store/testing/test-database.ts';
import { migrations } from '../database/migrations.ts';
import type { Tables } from '../database/tables.ts';
import { today } from '../testing/sp-under-test.ts';
import { ownKeys } from './own-keys.ts';

let db: Kysely<Tables>;
beforeEach(async () => {
  db = await openStore<Tables>({ file: await testDatabase(), name: 'sp', migrations });
});
afterEach(() => db.destroy());

const names = async (keys = ownKeys(db, () => today)) =>
  (await keys.decryption()).map(({ certificate }) => toBase64(certificate));

test('are made once for simultaneous callers, and read afterwards', async () => {
  const [first, second] = [ownKeys(db, () => today), ownKeys(db, () => today)];
  const found = await Promise.all([names(first), names(first), names(second)]);
  expect(new Set(found[0]).size).toBe(2);
  expect(found[1]).toEqual(found[0]);
  expect(found[2]).toEqual(found[0]);
  expect(await names()).toEqual(found[0]);
});

test('match their certificates', async () => {
  const keys = ownKeys(db, () => today);
  for (const { privateKey, certificate } of [await keys.signing(), ...(await keys.decryption())]) {
    expect(privateKey.asymmetricKeyDetails).toEqual(certificate.publicKey.asymmetricKeyDetails);
    expect(certificate.notAfter.getUTCFullYear()).toBe(2036);
  }
});

test('renewing keeps the newest decryption key and drops the other', async () => {
  const keys = ownKeys(db, () => today);
  const before = await names(keys);
  await keys.renewDecryption();
  const after = await names(keys);
  expect(after).toHaveLength(2);
  expect(after[1]).toBe(before[0]);
  expect(before).not.toContain(after[0]);
});
