import type { FastifyReply } from 'fastify';
import {
  type ApplicationDetails,
  findApplication,
} from '../../directory/applications/application-details.ts';
import { isOwner } from '../../directory/applications/application-owners.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { requireTask } from '../administrator.ts';
import { AdminError } from '../errors.ts';
import { mayDo, type Task, whatItTakes } from '../roles.ts';
import type { Visit } from '../visit.ts';

/** A request about one application of the tenant. */
export interface ApplicationVisit extends Visit {
  readonly app: ApplicationDetails;
  readonly id: string;
  /** Address of a page of this application: `''` is its Overview. */
  path(page: string): string;
  /** Why the person may look but not change; `undefined` when they may. */
  denial(task: Task): string | undefined;
  /** Writes to the audit log about this application. */
  auditApplication(
    activity: string,
    modified?: Parameters<Visit['audit']>[0]['modified'],
  ): Promise<void>;
}

type Handler = (visit: ApplicationVisit) => FastifyReply | Promise<FastifyReply>;

/** Routes below `/admin/apps/:id`. Any member may look; a change needs the role, or owning the application. */
export interface ApplicationRoutes {
  get(page: string, handler: Handler): void;
  post(page: string, task: Task, handler: Handler): void;
  upload(page: string, task: Task, handler: Handler): void;
}

export const applicationAddress = (id: string, page = ''): string =>
  `/admin/apps/${id}${page && `/${page}`}`;

/** @param base prefix of the addresses, before the application's id; default: the application's pages */
export function applicationRoutes(
  routes: AdminRoutes,
  base: string = '/admin/apps',
): ApplicationRoutes {
  const path = (page: string) => `${base}/:id${page && `/${page}`}`;
  const about =
    (handler: Handler, task: Task = 'app.read') =>
    async (visit: Visit) =>
      handler(await applicationVisit(visit, task));
  return {
    get: (page, handler) => routes.get(path(page), 'app.read', about(handler)),
    post: (page, task, handler) => routes.post(path(page), 'app.read', about(handler, task)),
    upload: (page, task, handler) => routes.upload(path(page), 'app.read', about(handler, task)),
  };
}

/** @throws {AdminError} `object_gone`, `role_missing` */
async function applicationVisit(visit: Visit, task: Task): Promise<ApplicationVisit> {
  const { context, administrator, tenantId } = visit;
  const id = visit.param('id');
  const app = await findApplication(context.db, tenantId, { id });
  if (!app) throw new AdminError('object_gone', 'This tenant has no such enterprise application.');
  const owns = await isOwner(context.db, id, administrator.user.id);
  requireTask(task, administrator, owns);
  const may = (wanted: Task) => mayDo(wanted, administrator.roles, owns);
  return {
    ...visit,
    app,
    id,
    may,
    require: (wanted) => requireTask(wanted, administrator, owns),
    path: (page) => applicationAddress(id, page),
    denial: (wanted) => (may(wanted) ? undefined : whatItTakes(wanted)),
    auditApplication: (activity, modified) =>
      visit.audit({
        activity,
        category: 'ApplicationManagement',
        target: { type: 'ServicePrincipal', id, displayName: app.servicePrincipal.displayName },
        modified,
      }),
  };
}
