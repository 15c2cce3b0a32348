import { PAGE_SIZE, pageNumber } from '../../../web/components/pager.tsx';
import { findApplication } from '../../directory/applications/application-details.ts';
import {
  type AuditFilter,
  auditWords,
  findAudit,
  listAudits,
} from '../../directory/logs/audit-list.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { AdminError } from '../errors.ts';
import { AuditPage, AuditsPage, auditPath } from './audit-pages.tsx';
import { dayOrNone, readFilter } from './filter-form.tsx';

const names = [
  'activity',
  'category',
  'status',
  'target',
  'initiatedBy',
  'targetId',
  'from',
  'to',
] as const satisfies readonly (keyof AuditFilter)[];

/** `/admin/audit` */
export function auditLogs(routes: AdminRoutes): void {
  routes.get(auditPath, 'log.read', async (visit) => {
    const { tenantId } = visit;
    const { db } = visit.context;
    const asked = readFilter(names, visit.query);
    const filter = { ...asked, from: dayOrNone(asked.from), to: dayOrNone(asked.to) };
    const page = pageNumber(visit.query('page'));
    const [found, words, app] = await Promise.all([
      listAudits(db, { ...filter, tenantId, page, pageSize: PAGE_SIZE }),
      auditWords(db, tenantId),
      findApplication(db, tenantId, { id: filter.targetId }),
    ]);
    return visit.page((shell) => (
      <AuditsPage
        shell={shell}
        found={found}
        filter={filter}
        words={words}
        page={page}
        app={app?.servicePrincipal}
      />
    ));
  });

  routes.get(`${auditPath}/:auditId`, 'log.read', async (visit) => {
    const line = await findAudit(visit.context.db, visit.tenantId, visit.param('auditId'));
    if (!line) throw new AdminError('object_gone', 'The audit log has no such entry.');
    return visit.page((shell) => <AuditPage shell={shell} line={line} />);
  });
}
