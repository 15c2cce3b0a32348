import {
  type ApplicationDetails,
  allApplications,
  findApplication,
  requireApplication,
} from '../directory/applications/application-details.ts';
import { badRequest, listQuery, sendCollection } from './collection.ts';
import { type Comparison, readFilter } from './filter.ts';
import type { GraphHandler, GraphRoutes, GraphVisit } from './graph-routes.ts';

type AddRoute = GraphRoutes['route'];

/** Routes below one servicePrincipal, which the path names by its id, or as `servicePrincipals(appId='...')`. */
export function ofServicePrincipal(routes: GraphRoutes): AddRoute {
  return (method, path, permissions, handler) => {
    for (const prefix of [
      '/servicePrincipals/:id',
      String.raw`/servicePrincipals:id(^\(appId='[^']*'\)$)`,
    ])
      routes.route(method, `${prefix}${path}`, permissions, handler);
  };
}

/** The servicePrincipal that the path names, in the tenant of the token. @throws {NotFound} when the tenant has none */
export async function servicePrincipalOf(visit: GraphVisit): Promise<ApplicationDetails> {
  const { context, tenantId } = visit;
  const key = visit.param('id');
  const [, appId] = /^\(appId='([^']*)'\)$/i.exec(key) ?? [];
  const found =
    appId === undefined ? undefined : await findApplication(context.db, tenantId, { appId });
  return found ?? requireApplication(context.db, tenantId, appId ?? key);
}

/** `/servicePrincipals`: finds applications by name or appId; nothing is changed here. */
export function servicePrincipals(routes: GraphRoutes): void {
  routes.route('GET', '/servicePrincipals', ['Application.Read.All'], list);
  const read: GraphHandler = async (visit) => {
    const found = shown(await servicePrincipalOf(visit));
    const context = `${visit.base}/$metadata#servicePrincipals/$entity`;
    return visit.reply.send({ '@odata.context': context, ...found });
  };
  ofServicePrincipal(routes)('GET', '', ['Application.Read.All'], read);
}

async function list(visit: GraphVisit) {
  const query = listQuery(visit, { usual: 100, most: 999 });
  const wanted = query.filter === undefined ? [] : readFilter(query.filter).map(condition);
  const from = Number(query.skipToken ?? 0);
  if (!Number.isSafeInteger(from) || from < 0) throw badRequest('The $skiptoken is not one.');
  const all = (await allApplications(visit.context.db, visit.tenantId)).map(shown);
  const found = all.filter((one) => wanted.every((holds) => holds(one)));
  const end = from + query.pageSize;
  return sendCollection(visit, {
    context: 'servicePrincipals',
    value: found.slice(from, end),
    query,
    next: end < found.length ? String(end) : undefined,
  });
}

const shown = ({ servicePrincipal: sp, identifierUris, replyUrls }: ApplicationDetails) => ({
  id: sp.id,
  accountEnabled: sp.accountEnabled === 1,
  appDisplayName: sp.displayName,
  appId: sp.appId,
  applicationTemplateId: sp.applicationTemplateId,
  appRoleAssignmentRequired: sp.appRoleAssignmentRequired === 1,
  createdDateTime: sp.createdDateTime,
  displayName: sp.displayName,
  loginUrl: sp.loginUrl,
  preferredSingleSignOnMode: sp.preferredSingleSignOnMode,
  replyUrls,
  servicePrincipalNames: [...identifierUris, sp.appId],
  servicePrincipalType: 'Application',
});

type Shown = ReturnType<typeof shown>;

/** Directory objects compare text in any letter case. */
function condition({ property, operator, value }: Comparison): (one: Shown) => boolean {
  if (property !== 'displayName' && property !== 'appId' && property !== 'id')
    throw badRequest(`Filtering on '${property}' is not supported here.`);
  const wanted = value.toLowerCase();
  if (operator === 'eq') return (one) => one[property].toLowerCase() === wanted;
  if (operator === 'startswith') return (one) => one[property].toLowerCase().startsWith(wanted);
  throw badRequest(`'${operator}' on '${property}' is not supported here.`);
}
