import { sql } from 'kysely';
import type { Found } from '../../../store/slices.ts';
import { pageInSlices } from '../../../store/slices.ts';
import type { Database, DirectoryAuditRow } from '../tables.ts';
import type { ModifiedProperty } from './audit-log.ts';

/** Filter of the audit log; empty means any. */
export interface AuditFilter {
  activity: string;
  category: string;
  /** `success` or `failure` */
  status: string;
  /** Both match the beginning, case-sensitive (entra-admin.md 6). */
  target: string;
  initiatedBy: string;
  /** Object id of the target. */
  targetId: string;
  /** Days in UTC, `2026-03-01`, both included. */
  from: string;
  to: string;
}

export interface AuditLine extends Omit<DirectoryAuditRow, 'modifiedProperties'> {
  modified: readonly ModifiedProperty[];
}

const read = ({ modifiedProperties, ...row }: DirectoryAuditRow): AuditLine => ({
  ...row,
  modified: JSON.parse(modifiedProperties) as ModifiedProperty[],
});

/** Lines of the audit log, newest first. @param page from 1 */
export async function listAudits(
  db: Database,
  {
    tenantId,
    page,
    pageSize,
    ...filter
  }: AuditFilter & { tenantId: string; page: number; pageSize: number },
): Promise<Found<AuditLine>> {
  const beginsWith = (column: 'targetDisplayName' | 'initiatedBy', text: string) =>
    sql<boolean>`substr(${sql.ref(column)}, 1, ${text.length}) = ${text}`;
  const matching = db
    .selectFrom('directoryAudit')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .$if(filter.activity !== '', (query) => query.where('activity', '=', filter.activity))
    .$if(filter.category !== '', (query) => query.where('category', '=', filter.category))
    .$if(filter.status !== '', (query) => query.where('result', '=', filter.status))
    .$if(filter.target !== '', (query) =>
      query.where(beginsWith('targetDisplayName', filter.target)),
    )
    .$if(filter.initiatedBy !== '', (query) =>
      query.where(beginsWith('initiatedBy', filter.initiatedBy)),
    )
    .$if(filter.targetId !== '', (query) =>
      query.where('targetId', '=', filter.targetId.toLowerCase()),
    )
    .$if(filter.from !== '', (query) => query.where('activityDateTime', '>=', filter.from))
    .$if(filter.to !== '', (query) =>
      query.where('activityDateTime', '<=', `${filter.to}T23:59:59.999Z`),
    );
  const newest = { all: matching, keys: ['activityDateTime', 'id'], descending: true };
  const { rows, total } = await pageInSlices(newest, { page, pageSize });
  return { rows: rows.map(read), total };
}

export async function findAudit(
  db: Database,
  tenantId: string,
  id: string,
): Promise<AuditLine | undefined> {
  const row = await db
    .selectFrom('directoryAudit')
    .selectAll()
    .where('id', '=', id)
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
  return row && read(row);
}

/** The activities and categories in the log, as choices of the filter. */
export async function auditWords(
  db: Database,
  tenantId: string,
): Promise<{ activities: string[]; categories: string[] }> {
  const words = (column: 'activity' | 'category') =>
    db
      .selectFrom('directoryAudit')
      .select(`${column} as word`)
      .distinct()
      .where('tenantId', '=', tenantId)
      .orderBy(column)
      .execute();
  const [activities, categories] = await Promise.all([words('activity'), words('category')]);
  return {
    activities: activities.map(({ word }) => word),
    categories: categories.map(({ word }) => word),
  };
}
