import { resetSchema, saveSchema, schemaOf } from '../../directory/provisioning/schemas.ts';
import { objectBody } from '../../graph/body.ts';
import type { GraphRoutes } from '../../graph/graph-routes.ts';
import { ofServicePrincipal } from '../../graph/service-principals.ts';
import { provisioningAudit } from '../activities.ts';
import { jobOf } from './jobs.ts';
import { mayRead, mayWrite } from './permissions.ts';

const SCHEMA = '/synchronization/jobs/:job/schema';

/** `schema` of a job: read, replace as a whole, and go back to the template's. */
export function schemas(routes: GraphRoutes): void {
  const route = ofServicePrincipal(routes);
  route('GET', SCHEMA, mayRead, async (visit) => {
    const { app, job } = await jobOf(visit);
    const schema = await schemaOf(visit.context.db, app.id, job.id);
    const context = `${visit.base}/$metadata#servicePrincipals('${app.id}')/synchronization/jobs('${job.id}')/schema/$entity`;
    return visit.reply.send({ '@odata.context': context, ...schema });
  });
  route('PUT', SCHEMA, mayWrite, async (visit) => {
    const { app, job } = await jobOf(visit);
    const { '@odata.context': _, ...schema } = objectBody(visit.request.body);
    await saveSchema(visit.context.db, app.id, job.id, schema);
    await visit.audit(provisioningAudit('mappings', app));
    return visit.reply.code(204).send();
  });
  route('DELETE', SCHEMA, mayWrite, async (visit) => {
    const { app, job } = await jobOf(visit);
    await resetSchema(visit.context.db, app.id, job.id);
    await visit.audit(provisioningAudit('mappings', app));
    return visit.reply.code(204).send();
  });
}
