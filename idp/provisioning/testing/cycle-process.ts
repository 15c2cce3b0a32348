/**
 * Runs cycles of a job in a separate process, so that a test can kill it: `node cycle-process.ts FILE SERVICE_PRINCIPAL JOB`. It says `begun`, and
 * how a cycle ended.
 */
import { openStore } from '../../../store/open-store.ts';
import { migrations } from '../../directory/migrations.ts';
import type { DirectoryTables } from '../../directory/tables.ts';
import { Provisioning } from '../provisioning.ts';

const [file = '', servicePrincipalId = '', jobId = ''] = process.argv.slice(2);
const db = await openStore<DirectoryTables>({ file, name: 'idp', migrations, existing: true });
const provisioning = new Provisioning({
  db,
  clock: () => new Date(),
  publicUrl: () => 'http://localhost:4100',
  delivery: 'kept',
  onError: (error) => console.error(error),
  every: 3_600_000,
});
provisioning.start();
console.log('begun');
const { kind, execution } = await provisioning.runCycle(servicePrincipalId, jobId);
console.log(`${kind} ${execution.state} ${execution.countEscrowed}`);
await provisioning.stop();
await db.destroy();
