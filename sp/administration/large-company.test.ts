import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inChunks } from '../../store/in-chunks.ts';
import { openStore } from '../../store/open-store.ts';
import { turnsDuring } from '../../store/testing/turns-during.ts';
import { migrations } from '../database/migrations.ts';
import type { Database, Tables } from '../database/tables.ts';
import { administrationOf } from './administration.ts';
import { storedDetails, userNameOf } from './employee-details.ts';
import { listEmployees } from './employee-list.ts';

/** More than two slices of a list. */
const EMPLOYEES = 2203;
const companyId = 'contoso';
const createdAt = '2026-01-31T08:00:00.000Z';

const employees = Array.from({ length: EMPLOYEES }, (_, n) => {
  const number = String(n).padStart(4, '0');
  const firstName = n % 2 === 0 ? 'Anna' : 'Bert';
  const lastName = `Name ${String((n * 7) % EMPLOYEES).padStart(4, '0')}`;
  return { id: number, firstName, lastName, email: `e${number}@contoso.com` };
});
const sorted = employees.toSorted((one, other) => (one.lastName < other.lastName ? -1 : 1));

let db: Database;
beforeAll(async () => {
  db = await openStore<Tables>({ file: ':memory:', name: 'sp', migrations });
  const administration = administrationOf(db, () => new Date(createdAt));
  await administration.createCompany({ id: companyId, name: 'Contoso' });
  await administration.createCompany({ id: 'other', name: 'Other' });
  await administration.addEmployee({
    companyId: 'other',
    firstName: 'Anna',
    lastName: 'Name',
    email: 'a@other.test',
  });
  for (const some of inChunks(employees))
    await db
      .insertInto('employee')
      .values(
        some.map(({ id, ...rest }) => ({
          ...{ id, companyId, createdAt, changedAt: createdAt },
          ...storedDetails(rest),
          ...userNameOf(rest.email),
        })),
      )
      .execute();
});
afterAll(() => db.destroy());

const list = (search: string, page = 1) => listEmployees(db, { companyId, search, page });
const idsOf = (some: readonly { id: string }[]) => some.map(({ id }) => id);

describe('a company with thousands of employees', () => {
  test.each([
    ['', sorted],
    ['anna', sorted.filter(({ firstName }) => firstName === 'Anna')],
    ['name bert', sorted.filter(({ firstName }) => firstName === 'Bert')],
    ['E00', sorted.filter(({ email }) => email.startsWith('e00'))],
    ['e0007@contoso.com', sorted.filter(({ id }) => id === '0007')],
    ['anna bert', []],
  ])('searched for %j', async (search, wanted) => {
    const pages = Math.max(1, Math.ceil(wanted.length / 50));
    const first = await list(search);
    expect(first).toMatchObject({ total: wanted.length, page: 1, pages });
    expect(idsOf(first.employees)).toEqual(idsOf(wanted.slice(0, 50)));
    for (const beyond of [pages, pages + 1, Number.MAX_SAFE_INTEGER]) {
      const last = await list(search, beyond);
      expect(last).toMatchObject({ total: wanted.length, page: pages, pages });
      expect(idsOf(last.employees)).toEqual(idsOf(wanted.slice((pages - 1) * 50)));
    }
  });

  test('is searched in slices, so that others need not wait', async () => {
    expect(await turnsDuring(list('nobody'))).toBeGreaterThan(2);
    expect(await turnsDuring(list('anna'))).toBeGreaterThan(2);
  });
});
