import { required } from '../../../input/not-found.ts';
import { sendCollection } from '../../graph/collection.ts';
import type { GraphRoutes, GraphVisit } from '../../graph/graph-routes.ts';
import { ofServicePrincipal, servicePrincipalOf } from '../../graph/service-principals.ts';
import { templatesFor } from '../templates/index.ts';
import type { SynchronizationTemplate } from '../templates/template.ts';
import { mayRead } from './permissions.ts';

/** `synchronization/templates`: what a job can be made from. */
export function templatesRoutes(routes: GraphRoutes): void {
  const route = ofServicePrincipal(routes);
  route('GET', '/synchronization/templates', mayRead, async (visit) => {
    const { servicePrincipal } = await servicePrincipalOf(visit);
    return sendCollection(visit, {
      context: `servicePrincipals('${servicePrincipal.id}')/synchronization/templates`,
      value: templatesFor(servicePrincipal.applicationTemplateId).map(shown),
    });
  });
  route('GET', '/synchronization/templates/:template', mayRead, async (visit) => {
    const { servicePrincipal } = await servicePrincipalOf(visit);
    const context = `${visit.base}/$metadata#servicePrincipals('${servicePrincipal.id}')/synchronization/templates/$entity`;
    return visit.reply.send({ '@odata.context': context, ...shown(await templateOf(visit)) });
  });
  route('GET', '/synchronization/templates/:template/schema', mayRead, async (visit) => {
    const { schema } = await templateOf(visit);
    return visit.reply.send(schema);
  });
}

/** The template that the path names, among those of the application. @throws {NotFound} */
export async function templateOf(visit: GraphVisit): Promise<SynchronizationTemplate> {
  const { servicePrincipal } = await servicePrincipalOf(visit);
  const id = visit.param('template');
  const all = templatesFor(servicePrincipal.applicationTemplateId);
  const found = all.find((one) => one.id === id);
  return required(found, 'synchronization template', id);
}

/** Without its schema, which has its own address. */
const shown = ({ schema: _, ...template }: SynchronizationTemplate) => template;
