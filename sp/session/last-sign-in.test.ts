import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import { testDatabase } from '../../store/testing/test-database.ts';
import { type Administration, administrationOf } from '../administration/administration.ts';
import { migrations } from '../database/migrations.ts';
import type { Database, Tables } from '../database/tables.ts';
import { rememberSignIn } from './last-sign-in.ts';

let db: Database;
let administration: Administration;
let employeeId: string;
beforeEach(async () => {
  db = await openStore<Tables>({ file: await testDatabase(), name: 'sp', migrations });
  administration = administrationOf(db, () => new Date('2026-01-02T03:04:05Z'));
  await administration.createCompany({ id: 'contoso', name: 'Contoso' });
  const person = { firstName: 'B', lastName: 'Simon', email: 'b@contoso.com' };
  const added = await administration.addEmployee({ companyId: 'contoso', ...person });
  employeeId = added.id;
});
afterEach(() => db.destroy());

const monday = '2026-01-05T00:00:00.000Z';
const tuesday = '2026-01-06T00:00:00.000Z';

test('remembers the last sign-in of each initiator', async () => {
  expect(await administration.lastSignIns(employeeId)).toEqual({});
  await rememberSignIn(db, { employeeId, initiator: 'sp', at: monday });
  await rememberSignIn(db, { employeeId, initiator: 'idp', at: monday });
  await rememberSignIn(db, { employeeId, initiator: 'sp', at: tuesday });
  expect(await administration.lastSignIns(employeeId)).toEqual({ sp: tuesday, idp: monday });
});

test('forgets the sign-ins of one initiator and keeps the other', async () => {
  await rememberSignIn(db, { employeeId, initiator: 'sp', at: monday });
  await rememberSignIn(db, { employeeId, initiator: 'idp', at: monday });
  await administration.forgetSignIn(employeeId, 'sp');
  expect(await administration.lastSignIns(employeeId)).toEqual({ idp: monday });
});

test('forgets the sign-ins of a removed employee', async () => {
  await rememberSignIn(db, { employeeId, initiator: 'sp', at: monday });
  await administration.removeEmployee({ companyId: 'contoso', id: employeeId });
  expect(await db.selectFrom('lastSignIn').selectAll().execute()).toEqual([]);
});
