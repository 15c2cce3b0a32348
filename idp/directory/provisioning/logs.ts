import { type SqlBool, sql } from 'kysely';
import { anyContains } from '../../../store/any-contains.ts';
import { idsOf } from '../../../store/ids.ts';
import { type Found, pageInSlices } from '../../../store/slices.ts';
import type { ScimExchange } from '../../provisioning/client/exchange.ts';
import type { Database, ProvisioningLogRow } from '../tables.ts';

export const provisioningActions = [
  'create',
  'update',
  'delete',
  'stageddelete',
  'disable',
  'other',
] as const;
export type ProvisioningAction = (typeof provisioningActions)[number];

export const provisioningResults = ['success', 'failure', 'skipped', 'warning'] as const;
export type ProvisioningResult = (typeof provisioningResults)[number];

/** Graph, resource type provisioningStep. */
export interface ProvisioningStep {
  readonly name: string;
  readonly provisioningStepType:
    | 'import'
    | 'scoping'
    | 'matching'
    | 'processing'
    | 'referenceResolution'
    | 'export';
  readonly status: ProvisioningResult;
  readonly description: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Graph, resource type modifiedProperty: values are text (scim.md a.4). */
export interface ModifiedAttribute {
  readonly displayName: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** Graph, resource type provisioningErrorInfo. */
export interface ProvisioningErrorInfo {
  readonly errorCode: string;
  readonly reason: string;
  readonly additionalDetails: string | null;
  readonly errorCategory: 'failure' | 'nonServiceFailure' | 'success';
  readonly recommendedAction: string | null;
}

/** Graph, resource type provisionedIdentity. */
export interface ProvisionedIdentity {
  /** Empty while it does not exist. */
  readonly id: string;
  readonly displayName: string;
  readonly identityType: string;
  readonly details: Readonly<Record<string, string>>;
}

export interface ProvisioningSystem {
  readonly id: string;
  readonly displayName: string;
  readonly details: Readonly<Record<string, string>>;
}

/** One line of the provisioning logs (Graph, resource type provisioningObjectSummary). */
export interface ProvisioningObjectSummary {
  readonly id: string;
  readonly activityDateTime: string;
  readonly tenantId: string;
  readonly jobId: string;
  readonly cycleId: string;
  readonly changeId: string;
  readonly provisioningAction: ProvisioningAction;
  readonly durationInMilliseconds: number;
  readonly initiatedBy: {
    readonly id: string;
    readonly displayName: string;
    readonly initiatorType: string;
  };
  readonly servicePrincipal: { readonly id: string; readonly displayName: string };
  readonly sourceSystem: ProvisioningSystem;
  readonly targetSystem: ProvisioningSystem;
  readonly sourceIdentity: ProvisionedIdentity;
  readonly targetIdentity: ProvisionedIdentity;
  readonly provisioningStatusInfo: {
    readonly status: ProvisioningResult;
    readonly errorInformation: ProvisioningErrorInfo | null;
  };
  readonly provisioningSteps: readonly ProvisioningStep[];
  readonly modifiedProperties: readonly ModifiedAttribute[];
}

/** Who writes them (scim.md a.4). */
export const provisioningService = {
  id: '',
  displayName: 'Azure AD Provisioning Service',
  initiatorType: 'system',
};

/** A line with what was sent and answered. */
export interface LoggedChange {
  readonly summary: ProvisioningObjectSummary;
  readonly exchanges: readonly ScimExchange[];
}

/** Of a body that was sent or answered, in characters; the rest is cut. */
const LONGEST_BODY = 4_096;

const cut = (body: string): string =>
  body.length <= LONGEST_BODY ? body : `${body.slice(0, LONGEST_BODY)}… (cut)`;

const shortened = ({ json: _, ...exchange }: ScimExchange) => ({
  ...exchange,
  request: {
    ...exchange.request,
    ...(exchange.request.body !== undefined && { body: cut(exchange.request.body) }),
  },
  ...(exchange.answer && { answer: { ...exchange.answer, body: cut(exchange.answer.body) } }),
});

/** A new id for a line of the log. */
export const newChangeId = (db: Database): string => idsOf(db).uuid('provisioningLog');

/** Adds lines to the log. */
export async function writeProvisioning(
  db: Database,
  changes: readonly LoggedChange[],
): Promise<void> {
  const rows = changes.map(({ summary }) => rowOf(summary));
  const exchanges = changes
    .filter((one) => one.exchanges.length > 0)
    .map(({ summary, exchanges: all }) => ({
      logId: summary.id,
      activityDateTime: summary.activityDateTime,
      exchanges: JSON.stringify(all.map(shortened)),
    }));
  if (rows.length > 0) await db.insertInto('provisioningLog').values(rows).execute();
  if (exchanges.length > 0) await db.insertInto('provisioningExchange').values(exchanges).execute();
}

const rowOf = (summary: ProvisioningObjectSummary): ProvisioningLogRow => ({
  id: summary.id,
  tenantId: summary.tenantId,
  activityDateTime: summary.activityDateTime,
  servicePrincipalId: summary.servicePrincipal.id,
  jobId: summary.jobId,
  cycleId: summary.cycleId,
  changeId: summary.changeId,
  provisioningAction: summary.provisioningAction,
  status: summary.provisioningStatusInfo.status,
  sourceId: summary.sourceIdentity.id,
  sourceName: summary.sourceIdentity.displayName,
  targetId: summary.targetIdentity.id,
  targetName: summary.targetIdentity.displayName,
  summary: JSON.stringify(summary),
});

/** Filter of the provisioning logs; an absent or empty value means any. */
export interface ProvisioningFilter {
  readonly tenantId: string;
  readonly servicePrincipalId?: string | undefined;
  readonly jobId?: string | undefined;
  readonly cycleId?: string | undefined;
  readonly changeId?: string | undefined;
  /** Part of a name in the tenant or in the application, or an id there. */
  readonly identity?: string | undefined;
  readonly status?: ProvisioningResult | undefined;
  readonly action?: ProvisioningAction | undefined;
  /** Instants in ISO 8601, or days in UTC, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Lines of the provisioning logs, newest first. @param page from 1 */
export async function listProvisioning(
  db: Database,
  { page, pageSize, ...filter }: ProvisioningFilter & { page: number; pageSize: number },
): Promise<Found<ProvisioningObjectSummary>> {
  const newest = {
    all: matching(db, filter),
    keys: ['activityDateTime', 'id'],
    descending: true,
    matches: identityMatches(filter.identity),
  };
  const { rows, total } = await pageInSlices(newest, { page, pageSize });
  return { rows: rows.map(summaryOf), total };
}

const summaryOf = ({ summary }: Pick<ProvisioningLogRow, 'summary'>) =>
  JSON.parse(summary) as ProvisioningObjectSummary;

function identityMatches(identity = '') {
  const text = identity.trim();
  if (text === '') return undefined;
  return sql<SqlBool>`(${anyContains(text, ['sourceName', 'targetName'])}
    or ${sql.ref('sourceId')} = ${text} or ${sql.ref('targetId')} = ${text})`;
}

function matching(db: Database, filter: ProvisioningFilter) {
  const { tenantId, from = '', to = '' } = filter;
  const equal: [
    column:
      | 'servicePrincipalId'
      | 'jobId'
      | 'cycleId'
      | 'changeId'
      | 'status'
      | 'provisioningAction',
    value: string | undefined,
  ][] = [
    ['servicePrincipalId', filter.servicePrincipalId],
    ['jobId', filter.jobId],
    ['cycleId', filter.cycleId],
    ['changeId', filter.changeId],
    ['status', filter.status],
    ['provisioningAction', filter.action],
  ];
  let query = db.selectFrom('provisioningLog').selectAll().where('tenantId', '=', tenantId);
  for (const [column, value] of equal) if (value) query = query.where(column, '=', value);
  if (from !== '') query = query.where('activityDateTime', '>=', from);
  const end = to.includes('T') ? to : `${to}T23:59:59.999Z`;
  return to === '' ? query : query.where('activityDateTime', '<=', end);
}

/** A line with what was sent and answered, as long as that is kept; `undefined` when the tenant has no such line. */
export async function findProvisioning(
  db: Database,
  tenantId: string,
  id: string,
): Promise<(ProvisioningObjectSummary & { exchanges: readonly ScimExchange[] }) | undefined> {
  const row = await db
    .selectFrom('provisioningLog')
    .select('summary')
    .where('id', '=', id)
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
  if (!row) return undefined;
  const kept = await db
    .selectFrom('provisioningExchange')
    .select('exchanges')
    .where('logId', '=', id)
    .executeTakeFirst();
  return { ...summaryOf(row), exchanges: JSON.parse(kept?.exchanges ?? '[]') as ScimExchange[] };
}
