import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../input/invalid-input.ts';
import type { ApplicationRoutes } from '../../../admin-center/enterprise-apps/application-routes.ts';
import { findPrincipals } from '../../../directory/applications/principals.ts';
import { deleteProvisioning } from '../../../directory/provisioning/configuration.ts';
import { listEscrows } from '../../../directory/provisioning/escrows.ts';
import {
  allowDeletions,
  pauseJob,
  restartJob,
  startJob,
} from '../../../directory/provisioning/jobs.ts';
import { provisioningSettingsOf } from '../../../directory/provisioning/provisioning-settings.ts';
import { connectivityParametersOf } from '../../../directory/provisioning/secrets.ts';
import { tagOf } from '../../../directory/stale-version.ts';
import type { CycleResult } from '../../cycle/cycle.ts';
import {
  auditProvisioning,
  type JobRoutes,
  type JobVisit,
  jobOf,
  provisioningPage,
} from '../provisioning-routes.ts';
import { Runs } from '../runs.ts';
import { NoConfigurationPage, OverviewPage, type OverviewState } from './page.tsx';

/** In ms: how long "Run cycle now" waits for the end; a longer cycle goes on. */
const PATIENCE = 1500;

/** How many objects that fail are listed. */
const ESCROWS = { page: 1, pageSize: 10 };

/** "Overview": the state of the job, and the commands. */
export function overview(routes: ApplicationRoutes, pages: JobRoutes): void {
  const cycles = new Runs<CycleResult>();

  routes.get(provisioningPage, async (visit) => {
    const job = await jobOf(visit);
    if (!job) return visit.page((shell) => <NoConfigurationPage shell={shell} visit={visit} />);
    const state = await stateOf({ ...visit, job }, cycles);
    // Without scripts, the page looks for the end of the cycle by itself.
    if (state.running) visit.reply.header('refresh', '5');
    return visit.page((shell) => <OverviewPage shell={shell} visit={visit} state={state} />);
  });
  pages.get('versions', async (visit) => {
    const { version } = await stateOf(visit, cycles);
    return visit.reply
      .header('cache-control', 'no-store')
      .send({ versions: { provisioningState: version } });
  });
  pages.post('start', (visit) =>
    act(visit, 'start', 'Provisioning started.', () =>
      startJob(visit.context.db, visit.id, visit.job.id, visit.context.clock()),
    ),
  );
  pages.post('stop', (visit) =>
    act(visit, 'pause', 'Provisioning stopped. A running cycle goes on to its end.', () =>
      pauseJob(visit.context.db, visit.id, visit.job.id),
    ),
  );
  pages.post('restart', (visit) =>
    act(visit, 'restart', 'Provisioning restarts with an initial cycle.', () =>
      restartJob(
        visit.context.db,
        visit.id,
        visit.job.id,
        { resetScope: ['Full'] },
        visit.context.clock(),
      ),
    ),
  );
  pages.post('allow-deletions', (visit) =>
    act(visit, 'restart', 'The deletions are allowed; the next cycle makes them.', () =>
      allowDeletions(visit.context.db, visit.id, visit.job.id, visit.context.clock()),
    ),
  );
  pages.post('delete', (visit) =>
    act(visit, 'settings', 'The provisioning configuration was deleted.', () =>
      deleteProvisioning(visit.context.db, visit.id),
    ),
  );
  pages.post('run', (visit) => runCycle(visit, cycles));
}

async function act(
  visit: JobVisit,
  activity: Parameters<typeof auditProvisioning>[1],
  said: string,
  write: () => Promise<unknown>,
): Promise<FastifyReply> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return visit.done(visit.path(provisioningPage), { tone: 'warning', text: error.message });
  }
  visit.context.provisioning.wake();
  await auditProvisioning(visit, activity);
  return visit.done(visit.path(provisioningPage), said);
}

/** A cycle that takes long, or waits for a server, goes on while the page shows that it runs. */
async function runCycle(visit: JobVisit, cycles: Runs<CycleResult>): Promise<FastifyReply> {
  const { context, id, job } = visit;
  if (cycles.find(job.id)?.state !== 'running')
    cycles.begin(job.id, () => context.provisioning.runCycle(id, job.id));
  const run = await cycles.waitFor(job.id, PATIENCE);
  const overviewPage = visit.path(provisioningPage);
  if (run?.state === 'running')
    return visit.done(overviewPage, { tone: 'info', text: 'The cycle is running.' });
  if (run?.state !== 'failed')
    return visit.done(overviewPage, saidOf(run?.state === 'done' ? run.result : undefined));
  if (!(run.error instanceof InvalidInput)) throw run.error;
  return visit.done(overviewPage, { tone: 'warning', text: run.error.message });
}

/** How a cycle ended. */
function saidOf(result: CycleResult | undefined) {
  const state = result?.execution.state;
  if (state === 'Failed')
    return { tone: 'warning', text: 'The cycle has ended. It failed: see below.' } as const;
  if (state === 'EntryLevelErrors')
    return {
      tone: 'warning',
      text: 'The cycle has ended. Some objects failed: see Objects that fail.',
    } as const;
  return 'The cycle has ended.';
}

async function stateOf(visit: JobVisit, cycles: Runs<CycleResult>): Promise<OverviewState> {
  const { context, id, job } = visit;
  const [escrows, connectivity, settings] = await Promise.all([
    listEscrows(context.db, job.id, ESCROWS),
    connectivityParametersOf(context.db, id),
    provisioningSettingsOf(context.db, id),
  ]);
  const running = cycles.find(job.id)?.state === 'running';
  const objects = escrows.rows.map(({ objectId }) => objectId);
  const found = await findPrincipals(context.db, visit.tenantId, objects);
  const names = Object.fromEntries(
    found.map(({ id: object, type, displayName, detail }) => [
      object,
      type === 'User' ? detail : displayName,
    ]),
  );
  const shown = { job, escrows, names, connectivity, settings, running };
  return { ...shown, version: tagOf(shown) };
}
