import { required } from '../../../input/not-found.ts';
import { sendCollection } from '../../graph/collection.ts';
import type { GraphRoutes } from '../../graph/graph-routes.ts';
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
    const id = visit.param('template');
    const found = templatesFor(servicePrincipal.applicationTemplateId).find((one) => one.id === id);
    const context = `${visit.base}/$metadata#servicePrincipals('${servicePrincipal.id}')/synchronization/templates/$entity`;
    const template = shown(required(found, 'synchronization template', id));
    return visit.reply.send({ '@odata.context': context, ...template });
  });
  route('GET', '/synchronization/templates/:template/schema', mayRead, async (visit) => {
    const { servicePrincipal } = await servicePrincipalOf(visit);
    const id = visit.param('template');
    const found = templatesFor(servicePrincipal.applicationTemplateId).find((one) => one.id === id);
    return visit.reply.send(required(found, 'synchronization template', id).schema);
  });
}

/** Without its schema, which has its own address. */
const shown = ({ schema: _, ...template }: SynchronizationTemplate) => template;
