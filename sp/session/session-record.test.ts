import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import { createCompany } from '../administration/company.ts';
import { addEmployee } from '../administration/employee.ts';
import { migrations } from '../database/migrations.ts';
import type { Database, Tables } from '../database/tables.ts';
import { hashSecret } from '../secrets.ts';
import { compressSessions } from './compress-sessions.ts';
import { findSignInRecord, openSession } from './session.ts';
import type { SignInRecord } from './stored-record.ts';

const now = new Date('2026-01-02T03:04:05Z');
let db: Database;
let employeeId: string;
beforeEach(async () => {
  db = await openStore<Tables>({ file: ':memory:', name: 'sp', migrations });
  await createCompany(db, () => now, { id: 'contoso', name: 'Contoso' });
  const person = { firstName: 'B', lastName: 'Simon', email: 'b@contoso.com' };
  employeeId = (await addEmployee(db, () => now, { companyId: 'contoso', ...person })).id;
});
afterEach(() => db.destroy());

const record: SignInRecord = {
  signed: 'Assertion',
  algorithm: 'rsa-sha256',
  thumbprint: 'AB',
  issuer: 'https://idp.example/',
  attributes: [{ name: 'surname', values: ['Simon'] }],
  checks: [
    ['version', '2.0', '2.0'],
    ['one_assertion', '1 assertion, encrypted or not', '1'],
  ],
  message: new TextEncoder().encode('<Response>Zoë</Response>'),
};

const open = (changed: Partial<SignInRecord> = {}) =>
  openSession(db, {
    companyId: 'contoso',
    employeeId,
    nameId: 'b@contoso.com',
    nameIdFormat: null,
    nameQualifier: null,
    spNameQualifier: null,
    sessionIndex: null,
    signedInAt: now,
    expiresAt: new Date(now.getTime() + 1000),
    record: { ...record, ...changed },
  });
const opened = async (changed: Partial<SignInRecord> = {}) =>
  findSignInRecord(db, hashSecret(await open(changed)));

test('what is stored about a sign-in is read back, byte for byte', async () => {
  const found = await opened();
  expect({ ...found, message: undefined }).toEqual({ ...record, message: undefined });
  expect(Buffer.from(found?.message ?? [])).toEqual(Buffer.from(record.message ?? []));
});

test('a message of 64 KB is kept, a larger one is not', async () => {
  const largest = new Uint8Array(64 * 1024).fill(65);
  expect((await opened({ message: largest }))?.message).toHaveLength(largest.length);
  expect((await opened({ message: new Uint8Array(largest.length + 1) }))?.message).toBeUndefined();
});

test('a compressed session says the same in a third of the space, and is compressed once', async () => {
  const checks = Array.from({ length: 40 }, (_, n): [string, string, string] => [
    `check_${n}`,
    `what the check number ${n} of the assertion consumer service expects`,
    String(n),
  ]);
  const message = Buffer.from('<Attribute Name="surname"/>'.repeat(200));
  const secrets = await Promise.all([1, 2, 3].map(() => open({ checks, message })));
  const sizes = () =>
    sql<{ size: number }>`select length(record) + length(message) as size from session`.execute(db);
  const [before] = (await sizes()).rows;
  const compress = compressSessions(db);
  expect(await compress(2, now)).toBe(true);
  expect(await compress(2, now)).toBe(false);
  const [after] = (await sizes()).rows;
  expect(after?.size).toBeLessThan((before?.size ?? 0) / 3);
  await compressSessions(db)(100, now);
  for (const secret of secrets) {
    const found = await findSignInRecord(db, hashSecret(secret));
    expect(found?.checks).toEqual(checks);
    expect(Buffer.from(found?.message ?? [])).toEqual(message);
  }
});

test('a compressed session without a message has none', async () => {
  const secret = await open({ message: undefined });
  await compressSessions(db)(100, now);
  const found = await findSignInRecord(db, hashSecret(secret));
  expect(found).toEqual({ ...record, message: undefined });
});
