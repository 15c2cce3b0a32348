import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../input/invalid-input.ts';
import { findPrincipals, searchPrincipals } from '../../../directory/applications/principals.ts';
import type { OnDemandResult } from '../../on-demand/provision-on-demand.ts';
import { TooManyRequests } from '../../on-demand/too-many-requests.ts';
import { provisionSubject } from '../../provision-subject.ts';
import { auditProvisioning, type JobRoutes, type JobVisit } from '../provisioning-routes.ts';
import { Runs } from '../runs.ts';
import { ChoosePage } from './choose-page.tsx';
import { ResultPage } from './result-page.tsx';

/** In ms: how long the page waits for the end. Entra's takes less than 30 s. */
const PATIENCE = 3000;

/** "Provision on demand": one user or group, with every step and what was sent. */
export function onDemand(pages: JobRoutes): void {
  const runs = new Runs<OnDemandResult>();
  pages.get('on-demand', (visit) => choose(visit));
  pages.post('on-demand', (visit) => provision(visit, runs));
  pages.get('on-demand/:run', (visit) => showResult(visit, runs));
}

async function choose(visit: JobVisit, fault?: string): Promise<FastifyReply> {
  const { context, tenantId } = visit;
  const search = visit.query('search');
  const found = await searchPrincipals(context.db, tenantId, search);
  return visit.page(
    (shell) => <ChoosePage {...{ shell, visit, search, found, fault }} />,
    fault === undefined ? 200 : 422,
  );
}

async function provision(visit: JobVisit, runs: Runs<OnDemandResult>): Promise<FastifyReply> {
  const { context, id, job, tenantId, form } = visit;
  const [chosen] = await findPrincipals(context.db, tenantId, [form.text('subject')]);
  if (!chosen) return choose(visit, 'Choose a user or a group of this tenant.');
  const subject = { objectId: chosen.id, objectTypeName: chosen.type };
  const run = randomUUID();
  runs.begin(keyOf(visit, run), () => provisionSubject(context, id, job.id, subject));
  const state = await runs.waitFor(keyOf(visit, run), PATIENCE);
  if (state?.state === 'failed') {
    const { error } = state;
    if (error instanceof InvalidInput) return choose(visit, error.message);
    if (error instanceof TooManyRequests)
      return choose(
        visit,
        `At most five objects are provisioned in ten seconds, as in Entra. Wait for ${error.retryAfter} seconds.`,
      );
    throw error;
  }
  await auditProvisioning(visit, 'start', [
    { displayName: 'ProvisionOnDemand', newValue: subject.objectId },
  ]);
  return visit.done(visit.path(`provisioning/on-demand/${run}`));
}

/** Of a run: another application, or another tenant, cannot name it. */
const keyOf = (visit: JobVisit, run: string) => `${visit.id} ${run}`;

function showResult(visit: JobVisit, runs: Runs<OnDemandResult>): FastifyReply {
  const run = runs.find(keyOf(visit, visit.param('run')));
  if (!run) return visit.done(visit.path('provisioning/on-demand'));
  if (run.state === 'running') visit.reply.header('refresh', '1');
  return visit.page((shell) => <ResultPage shell={shell} visit={visit} run={run} />);
}
