import { InvalidInput } from '../../../input/invalid-input.ts';
import {
  createJob,
  deleteJob,
  listJobs,
  pauseJob,
  requireJob,
  restartJob,
  type SynchronizationJob,
  startJob,
} from '../../directory/provisioning/jobs.ts';
import { provisioningSettingsOf } from '../../directory/provisioning/provisioning-settings.ts';
import { objectBody } from '../../graph/body.ts';
import { sendCollection } from '../../graph/collection.ts';
import type { GraphRoutes, GraphVisit } from '../../graph/graph-routes.ts';
import { ofServicePrincipal, servicePrincipalOf } from '../../graph/service-principals.ts';
import { provisioningAudit } from '../activities.ts';
import type { OnDemandParameters } from '../on-demand/parameters.ts';
import { onDemandToGraph } from '../on-demand/to-graph.ts';
import { mayRead, mayWrite } from './permissions.ts';

const JOBS = '/synchronization/jobs';

/** `synchronization/jobs`: create, read, start, pause, restart, delete, and provision one object on demand. */
export function jobs(routes: GraphRoutes): void {
  const route = ofServicePrincipal(routes);
  route('GET', JOBS, mayRead, async (visit) => {
    const { servicePrincipal } = await servicePrincipalOf(visit);
    const list = await listJobs(visit.context.db, servicePrincipal.id);
    return sendCollection(visit, {
      context: `servicePrincipals('${servicePrincipal.id}')/synchronization/jobs`,
      value: await Promise.all(list.map((job) => shown(visit, job))),
    });
  });
  route('POST', JOBS, mayWrite, create);
  route('GET', `${JOBS}/:job`, mayRead, async (visit) => {
    const { job } = await jobOf(visit);
    return sendJob(visit, job);
  });
  route('DELETE', `${JOBS}/:job`, mayWrite, async (visit) => {
    const { app, job } = await jobOf(visit);
    await deleteJob(visit.context.db, app.id, job.id);
    await visit.audit(provisioningAudit('pause', app, [{ displayName: 'Job', oldValue: job.id }]));
    return visit.reply.code(204).send();
  });
  route('POST', `${JOBS}/:job/start`, mayWrite, async (visit) => {
    const { app, job } = await jobOf(visit);
    await startJob(visit.context.db, app.id, job.id, visit.context.clock());
    visit.context.provisioning.wake();
    await visit.audit(provisioningAudit('start', app));
    return visit.reply.code(204).send();
  });
  route('POST', `${JOBS}/:job/pause`, mayWrite, async (visit) => {
    const { app, job } = await jobOf(visit);
    await pauseJob(visit.context.db, app.id, job.id);
    await visit.audit(provisioningAudit('pause', app));
    return visit.reply.code(204).send();
  });
  route('POST', `${JOBS}/:job/restart`, mayWrite, restart);
  route('POST', `${JOBS}/:job/provisionOnDemand`, mayWrite, onDemand);
}

/** The job that the path names, and the application that it provisions. @throws {NotFound} */
export async function jobOf(visit: GraphVisit) {
  const { servicePrincipal: app } = await servicePrincipalOf(visit);
  const job = await requireJob(visit.context.db, app.id, visit.param('job'));
  return { app, job };
}

async function shown({ context }: GraphVisit, job: SynchronizationJob) {
  const { id, templateId, schedule, status, servicePrincipalId } = job;
  const { accidentalDeletionThreshold } = await provisioningSettingsOf(
    context.db,
    servicePrincipalId,
  );
  const settings =
    accidentalDeletionThreshold === null
      ? []
      : [
          { name: 'QuarantineTooManyDeletesEnabled', value: 'True' },
          {
            name: 'QuarantineTooManyDeletesThreshold',
            value: String(accidentalDeletionThreshold),
          },
        ];
  return { id, templateId, schedule, status, synchronizationJobSettings: settings };
}

async function sendJob(visit: GraphVisit, job: SynchronizationJob, status = 200) {
  const context = `${visit.base}/$metadata#servicePrincipals('${job.servicePrincipalId}')/synchronization/jobs/$entity`;
  return visit.reply.code(status).send({ '@odata.context': context, ...(await shown(visit, job)) });
}

async function create(visit: GraphVisit) {
  const { servicePrincipal: app } = await servicePrincipalOf(visit);
  const { templateId } = objectBody(visit.request.body);
  if (typeof templateId !== 'string') throw new InvalidInput([templateMissing]);
  const { db, clock } = visit.context;
  const job = await createJob(db, { servicePrincipalId: app.id, templateId }, clock());
  await visit.audit(provisioningAudit('settings', app, [{ displayName: 'Job', newValue: job.id }]));
  return sendJob(visit, job, 201);
}

const templateMissing = {
  property: 'templateId',
  code: 'required',
  message: 'A synchronization job is made from a template: give its templateId.',
};

async function restart(visit: GraphVisit) {
  const { app, job } = await jobOf(visit);
  const { criteria = {} } = objectBody(visit.request.body ?? {});
  const { resetScope = 'None' } = objectBody(criteria);
  const scopes = scopesOf(resetScope);
  const { db, clock } = visit.context;
  await restartJob(db, app.id, job.id, { resetScope: scopes }, clock());
  visit.context.provisioning.wake();
  await visit.audit(
    provisioningAudit('restart', app, [{ displayName: 'resetScope', newValue: scopes.join(', ') }]),
  );
  return visit.reply.code(204).send();
}

/** Graph's flags in one text: `Watermark, Escrows`. */
function scopesOf(given: unknown): string[] {
  if (typeof given === 'string') return given.split(',').map((name) => name.trim());
  const message = 'criteria.resetScope must be a string, such as "Watermark, Escrows".';
  throw new InvalidInput([{ property: 'criteria.resetScope', code: 'type', message }]);
}

async function onDemand(visit: GraphVisit) {
  const { app, job } = await jobOf(visit);
  const { parameters } = objectBody(visit.request.body);
  // Every shape is checked there.
  const given = { parameters: parameters as readonly OnDemandParameters[] };
  const result = await visit.context.provisioning.provisionOnDemand(app.id, job.id, given);
  const context = `${visit.base}/$metadata#microsoft.graph.stringKeyStringValuePair`;
  return visit.reply.send({ '@odata.context': context, ...onDemandToGraph(result) });
}
