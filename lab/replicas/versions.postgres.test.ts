import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { newPostgresDatabase } from '../../store/testing/test-database.ts';
import { HttpClient } from '../../web/testing/http-client.ts';
import type { Lab } from '../library.ts';
import { RunningLabs } from '../testing/running-labs.ts';
import { signIn, whoami } from './testing/sign-in.ts';

const labs = RunningLabs.forEachTest();
let databaseUrl: string;
let client: pg.Client;
beforeEach(async () => {
  databaseUrl = await newPostgresDatabase(inject('postgres'));
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
});
afterEach(() => client.end());

const start = () => labs.start({ databaseUrl, addresses: { publicUrls } });
const publicUrls = {
  lab: 'http://localhost:8000',
  idp: 'http://localhost:8100',
  sp: 'http://localhost:8200',
};

const IDP_MIGRATIONS = 'samlab_idp.samlab_idp_migration';
const LAST = '0040-metadata-reads';

/** The tables of the identity provider as an older samlab had them; the others stay as they are. */
async function makeOlder(): Promise<void> {
  await client.query(`
    drop table samlab_idp."metadataRead";
    delete from ${IDP_MIGRATIONS} where name = '${LAST}'`);
}

const appliedToIdp = async (): Promise<string[]> =>
  (await client.query(`select name from ${IDP_MIGRATIONS} order by name`)).rows.map(
    ({ name }) => name,
  );

/** What a newer samlab leaves when it has begun with one of the four schemas. */
const makeNewer = () =>
  client.query(
    `insert into samlab_exchanges.samlab_exchanges_migration values ('9999-later', '2030-01-01')`,
  );

const addUser = ({ directory, start: { tenantId } }: Lab) =>
  directory.createUser({
    ...{ tenantId, userPrincipalName: 'kept@contoso.com', displayName: 'Kept' },
    password: 'Correct-Horse-1',
  });

const hasUser = async ({ directory, start: { tenantId } }: Lab) =>
  (await directory.findUser(tenantId, 'kept@contoso.com')) !== undefined;

test('a newer version does not migrate while an older one runs, though that one has nothing open but its one connection', async () => {
  const older = await start();
  await addUser(older);
  await makeOlder();
  const before = await appliedToIdp();
  const refusal = { name: 'StoreError', code: 'older_in_use' };
  await expect(start()).rejects.toMatchObject(refusal);
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name in ('samlab_idp', 'samlab_sp', 'samlab_exchanges', 'samlab_lab')`,
  );
  await expect(start()).rejects.toMatchObject({
    ...refusal,
    message: expect.stringMatching(
      /is in use by an older samlab, whose tables this one would change\. Stop the older ones, then start this one\. Nothing was changed\.$/,
    ),
  });
  expect(await appliedToIdp()).toEqual(before);
  await labs.stop();
  const newer = await start();
  expect([newer.state, await hasUser(newer)]).toEqual(['resumed', true]);
  expect(await appliedToIdp()).toContain(LAST);
});

test('an older replica that a newer version has overtaken answers 503 with a sentence, and changes nothing', async () => {
  const lab = await labs.start({ databaseUrl });
  await addUser(lab);
  const person = new HttpClient();
  await signIn(person, lab.start);
  expect(await whoami(person, lab.start)).toBe(200);
  await lab.exchanges();
  await makeNewer();
  const health = () => fetch(`${lab.start.idp}/healthz`);
  while ((await health()).status === 200) await setTimeout(20);
  for (const site of ['lab', 'idp', 'sp'] as const) {
    const answer = await fetch(`${lab.start[site]}/healthz`);
    expect([site, answer.status, await answer.json()]).toEqual([site, 503, { status: 'newer' }]);
  }
  for (const page of [`${lab.start.sp}/account`, `${lab.start.idp}/my-apps`, lab.start.lab]) {
    await person.open(page);
    expect({ page, status: person.status }).toEqual({ page, status: 503 });
    expect(person.html).toContain('A newer samlab has changed the database of this site.');
  }
  const { tenantId } = lab.start;
  const write = lab.directory.createGroup({ tenantId, displayName: 'Late' });
  await expect(write).rejects.toMatchObject({ code: 'newer', statusCode: 503 });
  await labs.stop();

  await client.query(
    `delete from samlab_exchanges.samlab_exchanges_migration where name = '9999-later'`,
  ); // as if this were the newer one
  const newer = await labs.start({ databaseUrl, ports: lab.ports });
  expect(await hasUser(newer)).toBe(true);
  expect(await newer.directory.listGroups(tenantId)).toEqual([]);
  expect(await whoami(person, newer.start)).toBe(200);
  expect(await newer.exchanges()).toHaveLength(1);
});

test('what a newer version has migrated in part is refused by an older one, and completed by a newer one', async () => {
  const lab = await start();
  await addUser(lab);
  await labs.stop();
  await makeNewer();
  await expect(start()).rejects.toMatchObject({
    code: 'newer',
    message: expect.stringContaining('was written by a newer samlab. Update this samlab'),
  });
  await client.query(
    `delete from samlab_exchanges.samlab_exchanges_migration where name = '9999-later'`,
  );
  await makeOlder(); // three schemas are migrated, one is not
  const again = await start();
  expect([again.state, await hasUser(again)]).toEqual(['resumed', true]);
  expect(await appliedToIdp()).toContain(LAST);
});
