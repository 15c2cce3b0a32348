import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StoreError } from '../../store/errors.ts';
import { postgresPrograms } from '../../store/testing/postgres-programs.ts';
import { type PostgresServer, startPostgres } from '../../store/testing/postgres-server.ts';
import { HttpClient } from '../../web/testing/http-client.ts';
import type { Lab } from '../library.ts';
import { RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();
let server: PostgresServer;
beforeEach(async () => {
  server = await startPostgres(postgresPrograms() ?? '');
});
afterEach(async () => {
  await labs.stop();
  await server.stop();
});

/** In ms. */
const GONE = 10_000;

/** What was acknowledged, and how everything else was refused. */
interface Load {
  readonly signedIn: HttpClient[];
  readonly users: string[];
  readonly refusals: Set<string>;
}

/** Three people sign in and an administrator adds users, until `end` is called. */
function load(lab: Lab): { seen: Load; end: () => Promise<unknown> } {
  const seen: Load = { signedIn: [], users: [], refusals: new Set() };
  let going = true;
  const person = async () => {
    while (going) {
      const client = new HttpClient();
      await signIn(client, lab);
      if (client.url === `${lab.start.sp}/account` && client.status === 200)
        seen.signedIn.push(client);
      else seen.refusals.add(`${client.status} ${sentence(client.html)}`);
      await setTimeout(20);
    }
  };
  const administrator = async () => {
    for (let n = 0; going; n += 1) {
      const userPrincipalName = `user${n}@contoso.com`;
      const user = { tenantId: lab.start.tenantId, userPrincipalName, displayName: 'New' };
      await lab.directory.createUser({ ...user, password: 'Correct-Horse-1' }).then(
        () => seen.users.push(userPrincipalName),
        (error: unknown) => seen.refusals.add(refusalOf(error)),
      );
      await setTimeout(20);
    }
  };
  const all = [person(), person(), person(), administrator()];
  return {
    seen,
    end() {
      going = false;
      return Promise.all(all);
    },
  };
}

/** Waits until there are some more sign-ins and users, for a minute at most. */
async function untilMore({ signedIn, users, refusals }: Load): Promise<void> {
  const before = { signIns: signedIn.length, users: users.length };
  const more = () => ({
    signIns: signedIn.length - before.signIns,
    users: users.length - before.users,
  });
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (Math.min(...Object.values(more())) >= 5) return;
    await setTimeout(50);
  }
  expect.fail(`Only ${JSON.stringify(more())} more in a minute; refused: ${[...refusals]}`);
}

/** Ends at the first page that is a refusal. */
async function signIn(client: HttpClient, { start }: Lab): Promise<void> {
  const [user] = start.users;
  const loginfmt = user?.userPrincipalName ?? '';
  const steps = [
    () => client.open(`${start.sp}/login`),
    () => client.submit({ email: loginfmt }),
    async () => (client.url.startsWith(start.idp) ? client : client.submit()),
    () => client.submit({ loginfmt }),
    () => client.submit({ loginfmt, passwd: user?.password ?? '' }),
    () => client.submit({ LoginOptions: '3' }),
    () => client.submit(),
  ];
  for (const step of steps) {
    await step();
    if (client.status >= 400) return;
  }
}

const sentence = (html: string): string =>
  /the database server does not answer|the database was in use for too long/.exec(html)?.[0] ??
  html.slice(0, 2000);

const refusalOf = (error: unknown): string =>
  error instanceof StoreError ? `${error.statusCode} ${error.code}` : String(error);

const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await setTimeout(50);
};

/** Everything that was acknowledged is there, in the directory, the sessions, the exchanges and the sign-in log. */
async function expectNothingLost(lab: Lab, { signedIn, users, refusals }: Load): Promise<void> {
  // Busy: a query that waited for another one, which a server that hangs kept.
  for (const refusal of refusals)
    expect(refusal).toMatch(/^503 (?:unreachable|busy|the database [a-z ]+)$/);
  for (const client of signedIn) {
    await client.open(`${lab.start.sp}/api/whoami`);
    expect(client.status).toBe(200);
  }
  for (const name of users)
    expect(await lab.directory.findUser(lab.start.tenantId, name)).toMatchObject({
      userPrincipalName: name,
    });
  await until(async () => {
    const exchanges = await lab.exchanges();
    return exchanges.filter(({ outcome }) => outcome === 'success').length >= signedIn.length;
  });
  const exchanges = await lab.exchanges();
  const succeeded = exchanges.filter(({ outcome }) => outcome === 'success');
  for (const { timeline } of succeeded) {
    const events = timeline.map((event) => JSON.stringify(event));
    expect(events).toEqual([...new Set(events)]); // none was written twice
  }
}

test('a server that refuses connections for 10 seconds: 503 with a sentence, and nothing that was acknowledged is lost', async () => {
  const lab = await labs.start({ databaseUrl: server.url, exchanges: 5_000 });
  const { seen, end } = load(lab);
  await untilMore(seen);
  await server.crash();
  await setTimeout(GONE / 2);
  lab.clock.advance(3_600_000); // on this replica at once, on others when the server is back
  await setTimeout(GONE / 2);
  await server.start();
  await untilMore(seen);
  await end();
  expect(seen.refusals.size).toBeGreaterThan(0);
  await expectNothingLost(lab, seen);
  const other = await labs.start({
    databaseUrl: server.url,
    addresses: { publicUrls: { lab: lab.start.lab, idp: lab.start.idp, sp: lab.start.sp } },
  });
  expect(other.clock.ahead).toBe(3_600_000);
});

test('a server that hangs for 10 seconds: requests wait or get 503, and nothing that was acknowledged is lost', async () => {
  const lab = await labs.start({ databaseUrl: server.url, exchanges: 5_000 });
  const { seen, end } = load(lab);
  await untilMore(seen);
  const goOn = await server.freeze();
  await setTimeout(GONE / 2);
  const waited = lab.directory.listTenants().then(({ length }) => length, refusalOf); // sent to a server that says nothing
  await setTimeout(GONE / 2);
  goOn();
  expect([1, '503 unreachable']).toContain(await waited);
  await untilMore(seen);
  await end();
  await expectNothingLost(lab, seen);
});
