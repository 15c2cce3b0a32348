import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../store/open-store.ts';
import { addApplication } from '../../directory/applications/applications.ts';
import { migrations } from '../../directory/migrations.ts';
import type { Database, DirectoryTables } from '../../directory/tables.ts';
import { createTenant } from '../../directory/tenants/manage-tenants.ts';
import { setManager } from '../../directory/users/manager.ts';
import { ProvisionedTenant, tenantId } from '../testing/provisioned-tenant.ts';
import { ScimServer } from '../testing/scim-server.ts';

const USERS = 900;
let folder: string;
let file: string;
let server: ScimServer;
let servicePrincipalId: string;
let jobId: string;

const open = () => openStore<DirectoryTables>({ file, name: 'idp', migrations });

/** A file with a started job of many users, who all have a manager. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samlab-killed-'));
  file = join(folder, 'idp.db');
  server = await ScimServer.listen();
  const db = await open();
  const now = new Date();
  await createTenant(db, { id: tenantId, displayName: 'Contoso', domain: 'contoso.com' }, now);
  const app = await addApplication(db, { tenantId, displayName: 'HR' }, now);
  servicePrincipalId = app.servicePrincipalId;
  const tenant = new ProvisionedTenant(db, servicePrincipalId, server);
  const names = Array.from({ length: USERS }, (_, at) => `user${at}`);
  const [boss = '', ...others] = await tenant.assigned(...names);
  for (const id of others.slice(0, 300)) await setManager(db, id, boss);
  await tenant.newJob();
  jobId = tenant.jobId;
  await tenant.service.stop();
  await db.destroy();
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** A process that runs a cycle. */
function cycleProcess(): ChildProcess {
  const program = new URL('../testing/cycle-process.ts', import.meta.url).pathname;
  return spawn(process.execPath, [program, file, servicePrincipalId, jobId], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const ended = (child: ChildProcess) => new Promise<void>((resolve) => child.once('exit', resolve));

/** Kills a process as soon as the server has got so many requests with this method, and none is answered any more. */
async function killAfter(method: string, requests: number): Promise<void> {
  const child = cycleProcess();
  const gone = ended(child);
  let count = 0;
  server.instead = (request) => {
    if (request.method === method) count += 1;
    if (count === requests) child.kill('SIGKILL');
    return undefined;
  };
  await gone;
  expect(child.signalCode).toBe('SIGKILL');
  server.instead = () => undefined;
}

async function runToEnd(): Promise<string[]> {
  const child = cycleProcess();
  const gone = ended(child);
  const lines: string[] = [];
  if (child.stdout) createInterface(child.stdout).on('line', (line) => lines.push(line));
  await gone;
  return lines;
}

const links = async (db: Database) => {
  const rows = await db.selectFrom('synchronizationLink').selectAll().execute();
  return rows.filter(({ objectType }) => objectType === 'User');
};

test('a cycle that is killed with SIGKILL, twice, goes on: nobody twice, nobody lost', async () => {
  await killAfter('POST', 333);
  const first = server.users.size;
  expect(first).toBeGreaterThan(300);
  expect(first).toBeLessThan(USERS);
  await killAfter('PATCH', 150);
  const posts = () => server.seen.filter(({ method }) => method === 'POST').length;
  expect(posts()).toBe(server.users.size);
  expect(await runToEnd()).toEqual(['begun', 'initial Succeeded 0']);
  const names = [...server.users.values()].map(({ userName }) => userName);
  expect(new Set(names).size).toBe(USERS);
  expect(names).toHaveLength(USERS);
  expect(posts()).toBe(USERS);
  const managed = [...server.users.values()].filter((user) =>
    JSON.stringify(user).includes('"manager":{"value"'),
  );
  expect(managed).toHaveLength(300);
  const db = await open();
  const known = await links(db);
  expect(new Set(known.map(({ targetId }) => targetId))).toEqual(new Set(server.users.keys()));
  await db.destroy();
  expect(await runToEnd()).toEqual(['begun', 'incremental Succeeded 0']);
  expect(server.users.size).toBe(USERS);
});
