import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import { testDatabase } from '../../store/testing/test-database.ts';
import { createCompany } from '../administration/company.ts';
import { addEmployee } from '../administration/employee.ts';
import { migrations } from '../database/migrations.ts';
import type { Database, Tables } from '../database/tables.ts';
import { rememberRequest } from '../pending/pending-request.ts';
import { today } from '../testing/sp-under-test.ts';
import { assertionSubject } from '../testing/verified-assertion.ts';
import { AlreadyUsed, type Opening, openSessionOnce } from './open-session-once.ts';

let db: Database;
let opening: Opening;

beforeEach(async () => {
  db = await openStore<Tables>({ file: await testDatabase(), name: 'sp', migrations });
  const clock = () => today;
  await createCompany(db, clock, { id: 'contoso', name: 'Contoso' });
  const person = {
    companyId: 'contoso',
    firstName: 'B',
    lastName: 'Simon',
    email: 'b@contoso.com',
  };
  const { id: employeeId } = await addEmployee(db, clock, person);
  const request = { companyId: 'contoso', browserHash: 'h', forceAuthn: false, now: today };
  await rememberRequest(db, { ...request, id: '_request', requestedAuthnContext: null });
  const { assertion, rules } = await assertionSubject();
  const record = {
    signed: '',
    algorithm: '',
    thumbprint: '',
    issuer: '',
    attributes: [],
    checks: [],
  };
  const dates = { signedInAt: today, expiresAt: new Date(today.getTime() + 1000) };
  const names = {
    nameId: 'b@contoso.com',
    nameIdFormat: null,
    nameQualifier: null,
    spNameQualifier: null,
    sessionIndex: null,
  };
  const session = { companyId: 'contoso', employeeId, ...names, ...dates, record };
  opening = { assertion, rules, session, requestId: undefined, formerSessionHash: undefined };
});
afterEach(() => db.destroy());

const count = async (table: 'session' | 'seenAssertion') =>
  (await db.selectFrom(table).selectAll().execute()).length;

test('of twenty simultaneous openings with one assertion, one succeeds', async () => {
  const openings = Array.from({ length: 20 }, () => openSessionOnce(db, opening));
  const results = await Promise.allSettled(openings);
  const failed = results.filter((result) => result.status === 'rejected');
  expect(failed).toHaveLength(19);
  for (const { reason } of failed) expect(reason).toMatchObject({ what: 'assertion' });
  expect([await count('session'), await count('seenAssertion')]).toEqual([1, 1]);
});

test('an answered request opens no session and does not consume the assertion', async () => {
  const other = { ...opening.assertion, id: '_other' };
  await openSessionOnce(db, { ...opening, requestId: '_request' });
  const second = openSessionOnce(db, { ...opening, assertion: other, requestId: '_request' });
  await expect(second).rejects.toEqual(new AlreadyUsed('request'));
  expect([await count('session'), await count('seenAssertion')]).toEqual([1, 1]);
  await openSessionOnce(db, { ...opening, assertion: other });
  expect(await count('session')).toBe(2);
});

test('remembers an assertion longer than it could be accepted', async () => {
  await openSessionOnce(db, opening);
  const { keepUntil } = await db
    .selectFrom('seenAssertion')
    .select('keepUntil')
    .executeTakeFirstOrThrow();
  // Two hours of freshness outlast the 60 minutes of the confirmation; 180 s of skew come on top.
  expect(keepUntil).toBe('2026-01-31T10:03:00.000Z');
});
