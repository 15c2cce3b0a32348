import type { FastifyReply } from 'fastify';
import { PAGE_SIZE, pageNumber } from '../../../../web/components/pager.tsx';
import type { AdminRoutes } from '../../../admin-center/admin-routes.ts';
import { AdminError } from '../../../admin-center/errors.ts';
import { dayOrNone, readFilter } from '../../../admin-center/logs/filter-form.tsx';
import type { Visit } from '../../../admin-center/visit.ts';
import {
  type ApplicationDetails,
  findApplication,
} from '../../../directory/applications/application-details.ts';
import {
  findProvisioning,
  listProvisioning,
  type ProvisioningFilter,
} from '../../../directory/provisioning/logs.ts';
import { logFiles, provisioningCsv, provisioningJson } from '../../logs/export.ts';
import { provisioningLogsPath } from './address.ts';
import { ListPage, type LogFilter } from './list-page.tsx';
import { SummaryPage } from './summary-page.tsx';

const names = [
  'application',
  'identity',
  'status',
  'action',
  'from',
  'to',
  'jobId',
  'cycleId',
  'changeId',
] as const;

/** No id; an empty one would not narrow the list. */
const NONE = 'none';

/** Lines of one download. */
const MOST = 5000;

/** `/admin/provisioning-logs`: what was done for whom, newest first, and its downloads (entra-admin.md 4.5). */
export function provisioningLogs(routes: AdminRoutes): void {
  routes.get(provisioningLogsPath, 'log.read', async (visit) => {
    const { filter, app, wanted } = await asked(visit);
    const page = pageNumber(visit.query('page'));
    const { db } = visit.context;
    const found = await listProvisioning(db, { ...wanted, page, pageSize: PAGE_SIZE });
    return visit.page((shell) => (
      <ListPage {...{ shell, found, filter, page }} app={app?.servicePrincipal} />
    ));
  });
  routes.get(`${provisioningLogsPath}/download/:file`, 'log.read', download);
  routes.get(`${provisioningLogsPath}/:id`, 'log.read', async (visit) => {
    const found = await findProvisioning(visit.context.db, visit.tenantId, visit.param('id'));
    if (!found)
      throw new AdminError('object_gone', 'The log has no such line; old ones are removed.');
    const app = await findApplication(visit.context.db, visit.tenantId, {
      id: found.servicePrincipal.id,
    });
    return visit.page((shell) => (
      <SummaryPage shell={shell} summary={found} app={app?.servicePrincipal} />
    ));
  });
}

interface Asked {
  /** As typed. */
  filter: LogFilter;
  app: ApplicationDetails | undefined;
  wanted: ProvisioningFilter;
}

async function asked({ context, tenantId, query }: Visit): Promise<Asked> {
  const typed = readFilter(names, query);
  const filter = { ...typed, from: dayOrNone(typed.from), to: dayOrNone(typed.to) };
  const named = filter.application;
  const app = named
    ? ((await findApplication(context.db, tenantId, { appId: named })) ??
      (await findApplication(context.db, tenantId, { displayName: named })))
    : undefined;
  const { application, ...rest } = filter;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
  return {
    filter,
    app,
    // An unknown application finds nothing.
    wanted: {
      ...given,
      tenantId,
      ...(application && { servicePrincipalId: app?.servicePrincipal.id ?? NONE }),
    },
  };
}

/** The newest lines that the filters find: one of the three CSV files, or JSON as Graph answers it. */
async function download(visit: Visit): Promise<FastifyReply> {
  const { wanted } = await asked(visit);
  const file = visit.param('file');
  const csv = logFiles.find((name) => `${name}.csv` === file);
  if (!csv && file !== 'ProvisioningLogs.json')
    throw new AdminError('object_gone', 'There is no such download.');
  const { rows } = await listProvisioning(visit.context.db, { ...wanted, page: 1, pageSize: MOST });
  return visit.reply
    .type(csv ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${file}"`)
    .send(csv ? provisioningCsv(rows, csv) : provisioningJson(rows));
}
