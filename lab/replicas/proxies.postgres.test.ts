import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { newPostgresDatabase } from '../../store/testing/test-database.ts';
import { freePort } from '../../web/testing/free-port.ts';
import { HttpClient } from '../../web/testing/http-client.ts';
import type { Ports } from '../addresses/ports.ts';
import type { StartLine } from '../start-line.ts';
import { type ProxyName, proxyProgram, startProxy } from './testing/proxy-program.ts';
import { endReplica, startReplica } from './testing/replica-process.ts';
import { responseFor, signIn, whoami } from './testing/sign-in.ts';

type Replica = Awaited<ReturnType<typeof startReplica>>;

let databaseUrl: string;
let folder: string;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let places: Ports[];
let replicas: Replica[];

const startAt = (n: number): Promise<Replica> =>
  startReplica(databaseUrl, {
    ...{ folder: join(folder, `${n}`), ports: places[n] as Ports, urls: proxy.urls },
  });

const somePorts = async (): Promise<Ports> => ({
  ...{ lab: await freePort(), idp: await freePort(), sp: await freePort() },
});

/** People who sign in one after the other, until `end` is called. */
function people(start: StartLine) {
  const signedIn: HttpClient[] = [];
  const failures: string[] = [];
  let going = true;
  const person = async () => {
    while (going) {
      const client = new HttpClient();
      const error = await signIn(client, start).catch((thrown: Error) => thrown);
      if (error === undefined && client.url === `${start.sp}/account`) signedIn.push(client);
      else failures.push(`${client.status} ${client.url} ${error?.message}`);
    }
  };
  const all = [person(), person(), person()];
  return {
    signedIn,
    failures,
    async more(count: number): Promise<void> {
      const wanted = signedIn.length + count;
      while (signedIn.length < wanted) await setTimeout(50);
    },
    async end(): Promise<void> {
      going = false;
      await Promise.all(all);
    },
  };
}

describe.each<ProxyName>(['nginx', 'haproxy'])('behind %s', (name) => {
  // In a pipeline a missing program is an error, and not a test that is skipped.
  const missing = proxyProgram(name) === undefined && process.env.CI === undefined;

  beforeEach(async () => {
    if (missing) return;
    databaseUrl = await newPostgresDatabase(inject('postgres'));
    folder = mkdtempSync(join(tmpdir(), 'samlab-replicas-'));
    places = [await somePorts(), await somePorts()];
    proxy = await startProxy(name, places);
    const started = await Promise.allSettled([startAt(0), startAt(1)]);
    // One that started is ended also when the other did not.
    replicas = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    for (const each of started) if (each.status === 'rejected') throw each.reason;
    await proxy.ready();
  });
  afterEach(async () => {
    if (missing) return;
    await Promise.all(replicas.map(({ child }) => endReplica(child, 'SIGKILL')));
    await proxy.stop();
    rmSync(folder, { recursive: true });
  });

  test.skipIf(missing)(
    'two replicas that start at once migrate once; no replay is accepted; a restart of each fails no request; one that is killed takes no session with it',
    async () => {
      const [{ start } = { start: undefined }] = replicas;
      if (!start) throw new Error('no replica');
      expect(replicas[1]?.start).toEqual(start);
      expect(start.idp).toBe(proxy.urls.idp);
      expect(await migrations()).toEqual([1]);

      const client = new HttpClient();
      const SAMLResponse = await responseFor(client, start);
      const answers = await presentTwentyTimes(client, start, SAMLResponse);
      expect(answers.filter((answer) => answer === 'signed in')).toHaveLength(1);
      expect(new Set(answers)).toEqual(new Set(['signed in', 'replay']));

      const all = people(start);
      await all.more(5);
      for (const n of [0, 1]) {
        await endReplica((replicas[n] as Replica).child, 'SIGTERM');
        await all.more(3); // the other one answers alone
        replicas[n] = await startAt(n);
        await proxy.ready();
        await all.more(3);
      }
      expect(all.failures.join('\n')).toBe('');

      await endReplica((replicas[0] as Replica).child, 'SIGKILL');
      await all.more(6);
      await all.end();
      expect(all.failures.length).toBeLessThanOrEqual(3); // the requests that it was answering
      for (const person of all.signedIn) expect(await whoami(person, start)).toBe(200);
    },
  );

  test.skipIf(missing)('messages of the largest size pass', async () => {
    const [{ start } = { start: undefined }] = replicas;
    const query = new URLSearchParams({ SAMLRequest: randomBytes(9_000).toString('base64') });
    const path = `/${start?.tenantId}/saml2`;
    const byRedirect = await fetch(`${start?.idp}${path}?${query}`);
    expect(await byRedirect.text()).toContain('AADSTS'); // of samlab, and not of the proxy
    const SAMLResponse = Buffer.from(`<${'a'.repeat(250_000)}`).toString('base64');
    const byPost = await fetch(`${start?.sp}/saml/contoso/assert`, {
      ...{ method: 'POST', body: new URLSearchParams({ SAMLResponse }) },
      headers: { accept: 'application/problem+json' },
    });
    expect(await byPost.json()).toMatchObject({ check: 'well_formed' });
  });
});

/** How often each migration of the four schemas was made, without repetition. */
async function migrations(): Promise<number[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const counts: number[] = [];
  for (const schema of ['samlab_idp', 'samlab_sp', 'samlab_exchanges', 'samlab_lab']) {
    const { rows } = await client.query(
      `select count(*) from ${schema}.${schema}_migration group by name`,
    );
    counts.push(...rows.map(({ count }) => Number(count)));
  }
  await client.end();
  return [...new Set(counts)];
}

function presentTwentyTimes(
  client: HttpClient,
  start: StartLine,
  SAMLResponse: string,
): Promise<string[]> {
  const cookie = client.cookies.headerFor(start.sp) ?? '';
  const present = async () => {
    const answer = await fetch(`${start.sp}/saml/contoso/assert`, {
      ...{ method: 'POST', body: new URLSearchParams({ SAMLResponse }), redirect: 'manual' },
      headers: { cookie, accept: 'application/problem+json' },
    });
    return answer.status === 303 ? 'signed in' : ((await answer.json()) as { check: string }).check;
  };
  return Promise.all(Array.from({ length: 20 }, present));
}
