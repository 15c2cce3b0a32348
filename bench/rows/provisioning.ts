import { join } from 'node:path';
import { type DirectoryTables, loadProvisioning } from '../compiled.ts';
import { median } from '../median.ts';
import { atMost, type Row } from '../row.ts';
import { type ServerProcess, startServer } from '../server-process.ts';
import { tenantId } from '../subject.ts';

/** Users of the two measurements. */
const CREATED = 10_000;
const KNOWN = 100_000;

/** An initial cycle that creates 10,000 users with managers, and an incremental one that finds one change among 100,000. */
export async function provisioning(folder: string): Promise<Row[]> {
  const server = await startServer('scim.js');
  try {
    return [await initialCycle(folder, server), await incrementalCycle(folder, server)];
  } finally {
    await server.stop();
  }
}

/** A tenant with users and a started job whose scope is all of them. */
async function started(file: string, users: number, { port }: ServerProcess) {
  const directory = await loadProvisioning();
  const db = await directory.openStore<DirectoryTables>({
    file,
    name: 'idp',
    migrations: directory.migrations,
  });
  const clock = () => new Date();
  const contoso = { id: tenantId, displayName: 'Contoso', domain: 'contoso.com' };
  await directory.createTenant(db, contoso, clock());
  const rows = Array.from({ length: users }, (_, at) => ({
    tenantId,
    userPrincipalName: `user${at}@contoso.com`,
    displayName: `User ${at}`,
    givenName: 'User',
    surname: String(at),
    mail: `user${at}@contoso.com`,
    department: 'Bench',
    password: 'Correct-Horse-1',
  }));
  const ids = await directory.importUsersUnchecked(db, rows, clock());
  const app = { tenantId, displayName: 'HR' };
  const { servicePrincipalId } = await directory.addApplication(db, app, clock());
  await directory.setConnectivityParameters(db, servicePrincipalId, {
    baseAddress: `http://127.0.0.1:${port}/scim/v2`,
    secretToken: 'secret-token',
  });
  await directory.setProvisioningSettings(db, servicePrincipalId, { syncAll: true });
  const job = await directory.createJob(db, { servicePrincipalId, templateId: 'scim' }, clock());
  await directory.startJob(db, servicePrincipalId, job.id, clock());
  const service = new directory.Provisioning({
    ...{ db, clock, delivery: 'kept' },
    publicUrl: () => 'http://localhost:4100',
    onError: (error) => console.error(error),
    every: 3_600_000,
  });
  service.start();
  const cycle = () => service.runCycle(servicePrincipalId, job.id);
  const close = async () => {
    await service.stop();
    await db.destroy();
  };
  return { directory, db, ids, jobId: job.id, cycle, close };
}

async function initialCycle(folder: string, server: ServerProcess): Promise<Row> {
  const lab = await started(join(folder, 'initial.db'), CREATED, server);
  const [boss = ''] = lab.ids;
  for (const id of lab.ids.slice(1, 1_001)) await lab.directory.setManager(lab.db, id, boss);
  const begin = performance.now();
  const { kind, execution } = await lab.cycle();
  const seconds = (performance.now() - begin) / 1_000;
  await lab.close();
  const wanted = CREATED + 1_000;
  if (kind !== 'initial' || execution.countExported !== wanted)
    throw new Error(`The cycle wrote ${execution.countExported} times instead of ${wanted}.`);
  return atMost('Provisioning: 10,000 users in an initial cycle', 's', seconds, 60);
}

async function incrementalCycle(folder: string, server: ServerProcess): Promise<Row> {
  const lab = await started(join(folder, 'incremental.db'), KNOWN, server);
  const { directory, db, ids, jobId } = lab;
  // As after an initial cycle, which would take minutes.
  const link = { objectType: 'User', state: 'provisioned', references: {} } as const;
  const links = ids.map((sourceId) => ({ ...link, sourceId, targetId: `target-${sourceId}` }));
  await directory.writeLinks(db, jobId, links);
  const watermark = await directory.endOfChanges(db);
  await db.updateTable('synchronizationJob').set({ watermark }).where('id', '=', jobId).execute();
  const times: number[] = [];
  for (const [turn, id] of ids.slice(40_000, 40_005).entries()) {
    await directory.updateUser(db, id, { department: `Bench ${turn}` });
    const begin = performance.now();
    const { kind, execution } = await lab.cycle();
    times.push((performance.now() - begin) / 1_000);
    if (kind !== 'incremental' || execution.countImportedDeltas !== 1)
      throw new Error(`The cycle looked at ${execution.countImportedDeltas} users instead of 1.`);
  }
  await lab.close();
  return atMost('Provisioning: one change among 100,000 users', 's', median(times), 1);
}
