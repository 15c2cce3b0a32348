import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { postgresPrograms } from '../../store/testing/postgres-programs.ts';
import { startPostgres } from '../../store/testing/postgres-server.ts';
import { newPostgresDatabase } from '../../store/testing/test-database.ts';
import { freePort } from '../../web/testing/free-port.ts';
import { HttpClient } from '../../web/testing/http-client.ts';
import type { Lab, LabOptions } from '../library.ts';
import { RunningLabs } from '../testing/running-labs.ts';
import { startReplica } from './testing/replica-process.ts';
import { RoundRobin } from './testing/round-robin.ts';
import { responseFor, signIn, whoami } from './testing/sign-in.ts';

const labs = RunningLabs.forEachTest();
let databaseUrl: string;
let proxy: RoundRobin;
beforeEach(async () => {
  databaseUrl = await newPostgresDatabase(inject('postgres'));
  proxy = new RoundRobin();
  await proxy.listen();
});
afterEach(() => proxy.close());

/** A replica in this process, behind the proxy. */
async function replica(options: LabOptions = {}): Promise<Lab> {
  const lab = await labs.start({ databaseUrl, addresses: { publicUrls: proxy.urls }, ...options });
  proxy.add(lab.ports);
  return lab;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(20);
}

test('two replicas that start at once on an empty database make one lab', async () => {
  const [one, other] = await Promise.all([replica(), replica()]);
  expect([one.state, other.state].toSorted()).toEqual(['new', 'resumed']);
  expect(one.start).toEqual(other.start);
  expect(one.start.idp).toBe(proxy.urls.idp);
  expect(await one.directory.listTenants()).toHaveLength(1);
  await one.directory.createUser({
    tenantId: one.start.tenantId,
    userPrincipalName: 'new@contoso.com',
    displayName: 'New',
    password: 'Correct-Horse-1',
  });
  const found = await other.directory.findUser(one.start.tenantId, 'new@contoso.com');
  expect(found).toMatchObject({ displayName: 'New' });
});

test('a sign-in whose steps alternate between replicas works, and is one exchange on both', async () => {
  const [one, other] = [await replica(), await replica()];
  const client = new HttpClient();
  await signIn(client, one.start);
  expect(await whoami(client, one.start)).toBe(200);
  expect(await whoami(client, one.start)).toBe(200); // the other one
  await one.exchanges();
  await other.exchanges();
  const exchanges = await one.exchanges();
  expect(exchanges).toHaveLength(1);
  expect(exchanges[0]).toMatchObject({ outcome: 'success', user: 'B.Simon@contoso.com' });
  expect(await other.exchanges()).toEqual(exchanges);
});

test('metadata that one replica gave is known to both, as a drill needs it', async () => {
  const [one, other] = [await replica(), await replica()];
  const tenant = await one.findTenant('Contoso');
  const application = await tenant?.findApplication('Peakon');
  for (const userAgent of ['first', 'second'])
    await fetch(application?.metadataUrl ?? '', { headers: { 'user-agent': userAgent } });
  const reads = await tenant?.metadataReads('Peakon');
  expect(reads?.map(({ userAgent }) => userAgent)).toEqual(['second', 'first']);
  expect(reads?.[0]?.thumbprints).toEqual([expect.stringMatching(/^[0-9A-F]{40}$/)]);
  expect(await (await other.findTenant('Contoso'))?.metadataReads('Peakon')).toEqual(reads);
});

test('a response that is sent to both replicas at once, twenty times, opens one session', async () => {
  const [one, other] = [await replica(), await replica()];
  const client = new HttpClient();
  const SAMLResponse = await responseFor(client, one.start);
  const body = new URLSearchParams({ SAMLResponse });
  const cookie = client.cookies.headerFor(one.start.sp) ?? '';
  const send = async (port: number) => {
    const answer = await fetch(`http://localhost:${port}/saml/contoso/assert`, {
      ...{ method: 'POST', body, redirect: 'manual' },
      headers: { cookie, accept: 'application/problem+json' },
    });
    return answer.status === 303 ? 'signed in' : ((await answer.json()) as { check: string }).check;
  };
  const ports = Array.from({ length: 20 }, (_, n) => (n % 2 ? one : other).ports.sp);
  const answers = await Promise.all(ports.map(send));
  expect(answers.filter((answer) => answer === 'signed in')).toHaveLength(1);
  expect(new Set(answers)).toEqual(new Set(['signed in', 'replay']));
});

test('clock and settings of one replica are those of the other; a third joins them', async () => {
  const [one, other] = [await replica(), await replica()];
  one.clock.freeze('2030-01-01T00:00:00Z');
  await until(() => other.clock.mode === 'frozen');
  expect(other.clock.now().toISOString()).toBe('2030-01-01T00:00:00.000Z');
  const settings = (users: string[]) => ({
    tenants: [
      {
        domain: 'contoso.com',
        users: users.map((userPrincipalName) => ({ userPrincipalName, displayName: 'New' })),
      },
    ],
  });
  await one.applySettings({ settings: settings(['first@contoso.com']) });
  await other.applySettings({ settings: settings(['second@contoso.com']) }); // the first is no longer in the settings
  const third = await replica();
  const names = third.start.users.map(({ userPrincipalName }) => userPrincipalName);
  expect(names).toContain('second@contoso.com');
  expect(names).not.toContain('first@contoso.com');
  expect(third.clock.mode).toBe('frozen');
});

test('a replica that would answer elsewhere, or would delete the lab of others, does not start', async () => {
  const one = await replica();
  await expect(labs.start({ databaseUrl })).rejects.toMatchObject({ code: 'other_urls' });
  await expect(replica({ fresh: true })).rejects.toMatchObject({ code: 'database_in_use' });
  expect((await fetch(`${one.start.idp}/healthz`)).status).toBe(200);
  await labs.stop();
  expect((await replica({ fresh: true })).state).toBe('new');
});

/** A replica in a separate process, behind the proxy. */
async function replicaProcess(): Promise<{ child: ChildProcess; ports: Lab['ports'] }> {
  const ports = { lab: await freePort(), idp: await freePort(), sp: await freePort() };
  const folder = `${labs.folder}-${ports.lab}`;
  const { child } = await startReplica(databaseUrl, { folder, ports, urls: proxy.urls });
  proxy.add(ports);
  return { child, ports };
}

test('a replica is killed and another takes its place: every sign-in that was answered lasts', async () => {
  const killed = await replicaProcess();
  const lab = await replica();
  const signedIn: HttpClient[] = [];
  let [killing, failed] = [false, 0];
  const person = async (rounds: number) => {
    for (let round = 0; round < rounds; round += 1) {
      const client = new HttpClient();
      const answered = await signIn(client, lab.start).then(
        () => client.url === `${lab.start.sp}/account`,
        () => false,
      );
      if (answered) signedIn.push(client);
      else failed += 1;
      if (signedIn.length >= 3 && !killing) {
        killing = true;
        killed.child.kill('SIGKILL');
      }
    }
  };
  await Promise.all([person(4), person(4), person(4)]);
  expect(killed.child.signalCode).toBe('SIGKILL');
  expect(failed).toBeLessThanOrEqual(3); // those whose request the killed replica had
  proxy.remove(killed.ports);
  for (const client of signedIn) expect(await whoami(client, lab.start)).toBe(200);

  const successor = await replicaProcess();
  await labs.stop(); // a rolling restart: the first one ends once its successor answers
  const late = new HttpClient();
  await signIn(late, lab.start);
  for (const client of [late, ...signedIn]) expect(await whoami(client, lab.start)).toBe(200);
  successor.child.kill('SIGTERM');
  await once(successor.child, 'exit');
});

test('while the database is gone, answers are 503 with a sentence; afterwards everything goes on by itself', async () => {
  const server = await startPostgres(postgresPrograms() ?? '');
  try {
    databaseUrl = server.url;
    const lab = await replica();
    const client = new HttpClient();
    await signIn(client, lab.start);
    expect(await whoami(client, lab.start)).toBe(200);
    await server.crash();
    for (const site of ['lab', 'idp', 'sp'] as const) {
      const health = await fetch(`${lab.start[site]}/healthz`);
      expect({ site, status: health.status, body: await health.text() }).toEqual({
        ...{ site, status: 503 },
        body: expect.stringContaining('unreachable'),
      });
    }
    for (const page of [`${lab.start.sp}/account`, `${lab.start.idp}/my-apps`, lab.start.lab]) {
      await client.open(page);
      expect({ page, status: client.status }).toEqual({ page, status: 503 });
      expect(client.html).toContain('the database server does not answer');
    }
    const response = new HttpClient();
    await server.start();
    await until(async () => (await fetch(`${lab.start.sp}/healthz`)).status === 200);
    expect(await whoami(client, lab.start)).toBe(200);
    await signIn(response, lab.start);
    expect(await whoami(response, lab.start)).toBe(200);
    expect((await lab.exchanges()).length).toBe(2);
  } finally {
    await labs.stop();
    await server.stop();
  }
});
