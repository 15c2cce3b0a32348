import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Housekeeping } from '../store/housekeeping.ts';
import { isPostgres } from '../store/kind.ts';
import { unlessAnotherReplica } from '../store/one-replica.ts';
import { openStore } from '../store/open-store.ts';
import { testDatabase } from '../store/testing/test-database.ts';
import { administrationOf } from './administration/administration.ts';
import { migrations } from './database/migrations.ts';
import type { Database, Tables } from './database/tables.ts';
import { spChores } from './housekeeping.ts';

const begin = Date.parse('2026-03-01T00:00:00.000Z');
const HOUR = 3_600_000;
const at = (ms: number) => new Date(begin + ms).toISOString();

let db: Database;
let employeeId: string;
beforeEach(async () => {
  db = await openStore<Tables>({ file: await testDatabase(), name: 'sp', migrations });
  const administration = administrationOf(db, () => new Date(begin));
  await administration.createCompany({ id: 'contoso', name: 'Contoso' });
  const person = { firstName: 'B', lastName: 'Simon', email: 'b@contoso.com' };
  employeeId = (await administration.addEmployee({ companyId: 'contoso', ...person })).id;
});
afterEach(() => db.destroy());

/** `count` rows, the n-th with an instant of n milliseconds after the beginning. */
async function fill(table: string, columns: Record<string, string>, count: number): Promise<void> {
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
  const values = sql.raw(Object.values(columns).join(', '));
  await sql`with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})
    insert into ${sql.table(table)} (${names}) select ${values} from numbers`.execute(db);
}
const instant = (hours: number) =>
  isPostgres(db)
    ? `to_char(timestamp '2026-03-01' + interval '${hours} hours' + n * interval '1 ms', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : `strftime('%Y-%m-%dT%H:%M:%fZ', '2026-03-01', '+${hours} hours', '+' || (n / 1000.0) || ' seconds')`;

async function keepHouse(now: number): Promise<void> {
  const onError = (error: unknown) => {
    throw error;
  };
  const options = { clock: () => new Date(begin + now), onError };
  const housekeeping = new Housekeeping(spChores(db), {
    ...options,
    shared: isPostgres(db) ? (round) => unlessAnotherReplica(db, round) : undefined,
  });
  await housekeeping.run();
  await housekeeping.stop();
}
async function count(table: keyof Tables): Promise<number> {
  const { n } = await db
    .selectFrom(table)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

test('10,000 sessions live; the newest 2,000 keep their messages', async () => {
  const session = {
    idHash: "'h' || n",
    companyId: "'contoso'",
    employeeId: `'${employeeId}'`,
    nameId: "'b@contoso.com'",
    signedInAt: instant(0),
    expiresAt: instant(8),
    record: "'{}'",
    message: isPostgres(db) ? String.raw`'\x3c'::bytea` : "x'3c'",
  };
  await fill('session', session, 12_000);
  await keepHouse(HOUR);
  expect(await count('session')).toBe(10_000);
  const kept = await db.selectFrom('session').select('idHash').where('message', 'is not', null);
  const hashes = (await kept.execute()).map(({ idHash }) => Number(idHash.slice(1)));
  expect([hashes.length, Math.min(...hashes)]).toEqual([2000, 10_001]);
  expect(
    await db.selectFrom('session').select('idHash').orderBy('expiresAt').limit(1).execute(),
  ).toEqual([{ idHash: 'h2001' }]);
  await keepHouse(32 * HOUR + 60_000); // a day after the end
  expect(await count('session')).toBe(0);
});

test('an assertion that could still be accepted is remembered, whatever the number', async () => {
  const seen = { issuer: "'i'", assertionId: "'_' || n", keepUntil: instant(2) };
  await fill('seenAssertion', seen, 120_000);
  await keepHouse(HOUR);
  expect(await count('seenAssertion')).toBe(120_000);
  await keepHouse(3 * HOUR);
  expect(await count('seenAssertion')).toBe(100_000);
  await keepHouse(25 * HOUR);
  expect(await count('seenAssertion')).toBe(100_000);
  await keepHouse(27 * HOUR);
  expect(await count('seenAssertion')).toBe(0);
});

test('a late answer finds its request for an hour after it expired', async () => {
  const request = {
    id: "'_' || n",
    companyId: "'contoso'",
    browserHash: "'b' || n",
    forceAuthn: '0',
    issuedAt: instant(0),
    expiresAt: instant(0),
  };
  await fill('pendingRequest', request, 21_000);
  await keepHouse(HOUR / 2);
  expect(await count('pendingRequest')).toBe(20_000);
  expect(
    await db.selectFrom('pendingRequest').select('id').orderBy('expiresAt').limit(1).execute(),
  ).toEqual([{ id: '_1001' }]);
  await keepHouse(HOUR + 30_000);
  expect(await count('pendingRequest')).toBe(0);
});

test('the instants of this test are those that the sites write', async () => {
  await fill('seenLogout', { issuer: "'i'", requestId: "'_' || n", keepUntil: instant(2) }, 1);
  const { keepUntil } = await db.selectFrom('seenLogout').selectAll().executeTakeFirstOrThrow();
  expect(keepUntil).toBe(at(2 * HOUR + 1));
});
