import type { ProvisioningObjectSummary } from '../../directory/provisioning/logs.ts';

/** The three files of a download, which are joined on the change id (entra-admin.md 4.5). */
export const logFiles = [
  'ProvisioningLogs',
  'ProvisioningLogs_ProvisioningSteps',
  'ProvisioningLogs_ModifiedProperties',
] as const;
export type LogFile = (typeof logFiles)[number];

type Summary = ProvisioningObjectSummary;

/** One file of the provisioning logs as CSV (RFC 4180). */
export function provisioningCsv(summaries: readonly Summary[], file: LogFile): string {
  const { header, rows } = tables[file];
  return [header, ...summaries.flatMap(rows)]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('');
}

/** The provisioning logs as JSON, as Graph answers them. */
export const provisioningJson = (summaries: readonly Summary[]): string =>
  JSON.stringify({ value: summaries }, null, 2);

interface Table {
  readonly header: readonly string[];
  rows(summary: Summary): (string | number | null)[][];
}

const tables: Readonly<Record<LogFile, Table>> = {
  ProvisioningLogs: {
    header: [
      ...[
        'id',
        'activityDateTime',
        'tenantId',
        'jobId',
        'cycleId',
        'changeId',
        'provisioningAction',
      ],
      ...['status', 'errorCode', 'reason', 'durationInMilliseconds', 'initiatedBy'],
      ...['servicePrincipalId', 'servicePrincipalName', 'sourceSystem', 'targetSystem'],
      ...['sourceIdentityId', 'sourceIdentityName', 'sourceIdentityType'],
      ...['targetIdentityId', 'targetIdentityName', 'targetIdentityType'],
    ],
    rows(one) {
      const { status, errorInformation: error } = one.provisioningStatusInfo;
      const { sourceIdentity: source, targetIdentity: target } = one;
      return [
        [
          ...[one.id, one.activityDateTime, one.tenantId, one.jobId, one.cycleId, one.changeId],
          ...[one.provisioningAction, status, error?.errorCode ?? null, error?.reason ?? null],
          ...[one.durationInMilliseconds, one.initiatedBy.displayName],
          ...[one.servicePrincipal.id, one.servicePrincipal.displayName],
          ...[one.sourceSystem.displayName, one.targetSystem.displayName],
          ...[source.id, source.displayName, source.identityType],
          ...[target.id, target.displayName, target.identityType],
        ],
      ];
    },
  },
  ProvisioningLogs_ProvisioningSteps: {
    header: ['changeId', 'name', 'type', 'status', 'description', 'details'],
    rows: ({ changeId, provisioningSteps }) =>
      provisioningSteps.map(({ name, provisioningStepType, status, description, details }) => [
        ...[changeId, name, provisioningStepType, status, description],
        JSON.stringify(details),
      ]),
  },
  ProvisioningLogs_ModifiedProperties: {
    header: ['changeId', 'displayName', 'oldValue', 'newValue'],
    rows: ({ changeId, modifiedProperties }) =>
      modifiedProperties.map(({ displayName, oldValue, newValue }) => [
        ...[changeId, displayName, oldValue, newValue],
      ]),
  },
};

/** A text that a spreadsheet would take for a formula begins with an apostrophe: values come from other systems. */
function cell(value: string | number | null): string {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
