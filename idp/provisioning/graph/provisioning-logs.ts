import { listProvisioning, type ProvisioningFilter } from '../../directory/provisioning/logs.ts';
import { badRequest, listQuery, sendCollection } from '../../graph/collection.ts';
import { type Comparison, readFilter } from '../../graph/filter.ts';
import type { GraphRoutes, GraphVisit } from '../../graph/graph-routes.ts';

/** `/auditLogs/provisioning`: the provisioning logs, newest first. */
export function provisioningLogs(routes: GraphRoutes): void {
  routes.route('GET', '/auditLogs/provisioning', ['AuditLog.Read.All'], list);
}

async function list(visit: GraphVisit) {
  const query = listQuery(visit, { usual: 100, most: 1000 }, 'activityDateTime desc');
  const wanted = query.filter === undefined ? {} : filterOf(readFilter(query.filter));
  const at = query.skipToken === undefined ? { page: 1 } : positionOf(query.skipToken);
  const filter = { ...wanted, ...(at.to !== undefined && { to: earlier(wanted.to, at.to) }) };
  const found = await listProvisioning(visit.context.db, {
    ...filter,
    tenantId: visit.tenantId,
    page: at.page,
    pageSize: query.pageSize,
  });
  const to = at.to ?? found.rows[0]?.activityDateTime;
  const more = at.page * query.pageSize < found.total;
  return sendCollection(visit, {
    context: 'auditLogs/provisioning',
    value: found.rows,
    query,
    next: more && to !== undefined ? tokenOf({ page: at.page + 1, to }) : undefined,
  });
}

/** Later pages end where the first one began, so that what is logged in between moves nothing. */
interface Position {
  page: number;
  to?: string;
}

const tokenOf = (position: Position): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** @throws {GraphError} 400 for a token that `nextLink` did not give out */
function positionOf(token: string): Position {
  try {
    const read = JSON.parse(Buffer.from(token, 'base64url').toString()) as Partial<Position>;
    const { page = 0, to } = read;
    if (Number.isSafeInteger(page) && page >= 1 && typeof to === 'string') return { page, to };
  } catch {
    // Not one of ours: answered below.
  }
  throw badRequest('The $skiptoken is not one that this list gave out.');
}

const earlier = (one: string | undefined, other: string): string =>
  one !== undefined && one < other ? one : other;

type Wanted = Omit<ProvisioningFilter, 'tenantId'>;

/** The property of `listProvisioning` for each property that `$filter` can compare by `eq`. */
const byEquality: ReadonlyMap<string, keyof Wanted> = new Map([
  ['jobId', 'jobId'],
  ['cycleId', 'cycleId'],
  ['changeId', 'changeId'],
  ['provisioningAction', 'action'],
  ['servicePrincipal/id', 'servicePrincipalId'],
  ['provisioningStatusInfo/status', 'status'],
]);

function filterOf(comparisons: readonly Comparison[]): Wanted {
  const filter: Record<string, string> = {};
  for (const { property, operator, value } of comparisons) {
    const name = operator === 'eq' ? byEquality.get(property) : undefined;
    if (name) filter[name] = value;
    else if (property === 'activityDateTime') Object.assign(filter, period(operator, value));
    else if (
      operator === 'contains' &&
      /^(?:source|target)Identity\/(?:displayName|id)$/.test(property)
    )
      filter.identity = value;
    else throw badRequest(`'${operator}' on '${property}' is not supported here.`);
  }
  return filter as Wanted;
}

/** Instants have milliseconds, so "later than" begins with the next one. */
function period(operator: string, value: string): { from?: string; to?: string } {
  const moved = (by: number) => {
    const instant = new Date(new Date(value).getTime() + by);
    // The first and the last instant have no neighbour.
    if (Number.isNaN(instant.getTime())) throw badRequest(`'${value.slice(0, 40)}' is no instant.`);
    return instant.toISOString();
  };
  if (operator === 'ge') return { from: moved(0) };
  if (operator === 'gt') return { from: moved(1) };
  if (operator === 'le') return { to: moved(0) };
  if (operator === 'lt') return { to: moved(-1) };
  throw badRequest(`'${operator}' on 'activityDateTime' is not supported here.`);
}
