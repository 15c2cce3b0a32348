import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../../input/invalid-input.ts';
import { required } from '../../../input/not-found.ts';
import { idsOf } from '../../../store/ids.ts';
import { templatesFor } from '../../provisioning/templates/index.ts';
import { requireApplication } from '../applications/application-details.ts';
import { inTransaction } from '../in-transaction.ts';
import type { Database, SynchronizationJobRow } from '../tables.ts';
import { isConfigured, requireConfigured } from './secrets.ts';
import { newStatus, type StoredStatus, type SynchronizationStatus, statusOf } from './status.ts';

/** A job of provisioning (Graph, resource type synchronizationJob). */
export interface SynchronizationJob {
  /** `{templateId}.{tenant id without hyphens}.{GUID}` */
  readonly id: string;
  readonly tenantId: string;
  readonly servicePrincipalId: string;
  readonly templateId: string;
  readonly createdDateTime: string;
  readonly schedule: SynchronizationSchedule;
  readonly status: SynchronizationStatus;
  readonly settings: JobSettings;
  /** When the next cycle is due, by the clock of the lab; null: never. */
  readonly nextRunDateTime: string | null;
  readonly version: number;
}

/** Graph, resource type synchronizationSchedule. */
export interface SynchronizationSchedule {
  readonly expiration: null;
  /** ISO 8601: `PT40M`, the interval of Entra; that of a job that was never started is longer than any life. */
  readonly interval: string;
  readonly state: 'Disabled' | 'Active' | 'Paused';
}

/** What a lab can set and Entra cannot. */
export interface JobSettings {
  /** Seconds between two cycles, on the clock of the lab; null: the real 40 minutes. */
  readonly acceleratedInterval: number | null;
  /** Whether a 429 with Retry-After is waited for; what Entra does is told both ways (scim.md a.1). */
  readonly honorRetryAfter: boolean;
}

/** Entra runs a job every 40 minutes (entra-admin.md 4.3). In seconds. */
export const REAL_INTERVAL = 2_400;

/** As a new job shows it (entra-admin.md 3.4). */
const NO_INTERVAL = 'P10675199DT2H48M5.4775807S';

const newSettings: JobSettings = { acceleratedInterval: null, honorRetryAfter: true };

/** Seconds between two cycles. */
export const intervalOf = ({ acceleratedInterval }: JobSettings): number =>
  acceleratedInterval ?? REAL_INTERVAL;

/** What a restart forgets (Graph, "synchronizationJob: restart"). */
export const resetScopes = [
  'None',
  'ConnectorDataStore',
  'Escrows',
  'Watermark',
  'QuarantineState',
  'Full',
  'ForceDeletes',
] as const;
export type ResetScope = (typeof resetScopes)[number];

const settingsOf = ({ settings }: SynchronizationJobRow): JobSettings => ({
  ...newSettings,
  ...(JSON.parse(settings) as Partial<JobSettings>),
});

export function jobOf(row: SynchronizationJobRow, configured: boolean): SynchronizationJob {
  const { id, tenantId, servicePrincipalId, templateId, createdDateTime, version } = row;
  const state = row.state as SynchronizationSchedule['state'];
  return {
    ...{ id, tenantId, servicePrincipalId, templateId, createdDateTime, version },
    schedule: {
      expiration: null,
      interval: state === 'Disabled' ? NO_INTERVAL : 'PT40M',
      state,
    },
    status: statusOf(JSON.parse(row.status) as StoredStatus, state, configured),
    settings: settingsOf(row),
    nextRunDateTime: row.nextRunDateTime,
  };
}

/**
 * Creates a job, which does nothing until it is started.
 *
 * @throws {InvalidInput} `unknown` on `templateId` when the application does not offer the template
 * @throws {NotFound} when the application does not exist
 */
export async function createJob(
  db: Database,
  job: { servicePrincipalId: string; templateId: string },
  now: Date,
): Promise<SynchronizationJob> {
  requireTypes(job, { servicePrincipalId: 'string', templateId: 'string' });
  const { servicePrincipal } = await requireApplication(db, undefined, job.servicePrincipalId);
  const offered = templatesFor(servicePrincipal.applicationTemplateId);
  refuseFaults([
    templateFault(
      job.templateId,
      offered.map(({ id }) => id),
    ),
  ]);
  const { tenantId } = servicePrincipal;
  const guid = idsOf(db).uuid('synchronizationJob');
  const row: SynchronizationJobRow = {
    id: `${job.templateId}.${tenantId.replaceAll('-', '')}.${guid}`,
    tenantId,
    servicePrincipalId: servicePrincipal.id,
    templateId: job.templateId,
    createdDateTime: now.toISOString(),
    state: 'Disabled',
    schema: null,
    schemaVersion: 1,
    settings: JSON.stringify(newSettings),
    status: JSON.stringify(newStatus),
    watermark: null,
    cycle: null,
    deletionsAllowed: 0,
    nextRunDateTime: null,
    version: 1,
  };
  await db.insertInto('synchronizationJob').values(row).execute();
  return jobOf(row, await isConfigured(db, servicePrincipal.id));
}

function templateFault(templateId: string, offered: readonly string[]): Fault | undefined {
  if (offered.includes(templateId)) return undefined;
  const message = `The application offers no template "${templateId.slice(0, 80)}"; it offers ${offered.join(' and ')}.`;
  return { property: 'templateId', code: 'unknown', message };
}

/** The jobs of an application, the oldest first. */
export async function listJobs(
  db: Database,
  servicePrincipalId: string,
): Promise<SynchronizationJob[]> {
  const rows = await db
    .selectFrom('synchronizationJob')
    .selectAll()
    .where('servicePrincipalId', '=', servicePrincipalId)
    .orderBy('createdDateTime')
    .orderBy('id')
    .limit(100)
    .execute();
  const configured = await isConfigured(db, servicePrincipalId);
  return rows.map((row) => jobOf(row, configured));
}

/** @throws {NotFound} when the application has no such job */
export async function requireJobRow(
  db: Database,
  servicePrincipalId: string,
  jobId: string,
): Promise<SynchronizationJobRow> {
  requireTypes({ servicePrincipalId, jobId }, { servicePrincipalId: 'string', jobId: 'string' });
  const row = await db
    .selectFrom('synchronizationJob')
    .selectAll()
    .where('id', '=', jobId)
    .where('servicePrincipalId', '=', servicePrincipalId)
    .executeTakeFirst();
  return required(row, 'synchronization job', jobId);
}

/** @throws {NotFound} when the application has no such job */
export async function requireJob(
  db: Database,
  servicePrincipalId: string,
  jobId: string,
): Promise<SynchronizationJob> {
  const row = await requireJobRow(db, servicePrincipalId, jobId);
  return jobOf(row, await isConfigured(db, servicePrincipalId));
}

/**
 * Deletes a job, and what it knew: its links, what waited to be tried again. The application keeps its users.
 *
 * @throws {NotFound} when the application has no such job
 */
export async function deleteJob(
  db: Database,
  servicePrincipalId: string,
  jobId: string,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { id } = await requireJobRow(tx, servicePrincipalId, jobId);
    await tx.deleteFrom('synchronizationJob').where('id', '=', id).execute();
  });
}

/** Changes a job by an administrator. @throws {NotFound} when the application has no such job */
async function changeJob(
  db: Database,
  servicePrincipalId: string,
  jobId: string,
  change: (row: SynchronizationJobRow, tx: Database) => Promise<Partial<SynchronizationJobRow>>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await requireJobRow(tx, servicePrincipalId, jobId);
    const columns = { ...(await change(row, tx)), version: row.version + 1 };
    await tx.updateTable('synchronizationJob').set(columns).where('id', '=', jobId).execute();
  });
}

/**
 * Changes the settings that are given.
 *
 * @throws {InvalidInput} on `acceleratedInterval` `range` unless it is null or from 1 to 86,400 whole seconds
 * @throws {NotFound} when the application has no such job
 */
export async function setJobSettings(
  db: Database,
  servicePrincipalId: string,
  jobId: string,
  changes: Partial<JobSettings>,
): Promise<void> {
  requireTypes({ settings: changes }, { settings: 'object' });
  const { acceleratedInterval, honorRetryAfter, ...unknown } = changes;
  requireTypes(
    { acceleratedInterval: acceleratedInterval ?? undefined, honorRetryAfter, ...unknown },
    { acceleratedInterval: 'number?', honorRetryAfter: 'boolean?' },
  );
  if (typeof acceleratedInterval === 'number') refuseFaults([intervalFault(acceleratedInterval)]);
  await changeJob(db, servicePrincipalId, jobId, async (row) => {
    const settings = {
      ...settingsOf(row),
      ...(acceleratedInterval !== undefined && { acceleratedInterval }),
      ...(honorRetryAfter !== undefined && { honorRetryAfter }),
    };
    const { lastExecution } = JSON.parse(row.status) as StoredStatus;
    const last = lastExecution && Date.parse(lastExecution.timeEnded);
    const next = last && new Date(last + intervalOf(settings) * 1_000).toISOString();
    return {
      settings: JSON.stringify(settings),
      ...(row.nextRunDateTime !== null && next && { nextRunDateTime: next }),
    };
  });
}

function intervalFault(seconds: number): Fault | undefined {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400) return undefined;
  const message =
    'The accelerated interval is a whole number of seconds, from 1 to 86,400 (a day).';
  return { property: 'acceleratedInterval', code: 'range', message };
}

/**
 * "Start provisioning": the first cycle is due at once, and a quarantine ends (Graph, "synchronizationJob: start").
 *
 * @throws {InvalidInput} `credentials` when the Tenant URL, or how to sign in there, is missing
 * @throws {NotFound} when the application has no such job
 */
export async function startJob(
  db: Database,
  servicePrincipalId: string,
  jobId: string,
  now: Date,
): Promise<void> {
  await changeJob(db, servicePrincipalId, jobId, async (row, tx) => {
    await requireConfigured(tx, servicePrincipalId);
    return { state: 'Active', nextRunDateTime: now.toISOString(), status: released(row) };
  });
}

/** The status without quarantine. */
const released = ({ status }: SynchronizationJobRow): string =>
  JSON.stringify({
    ...(JSON.parse(status) as StoredStatus),
    quarantine: null,
    countSuccessiveCompleteFailures: 0,
  });

/** "Pause": a cycle under way goes on to its end (entra-admin.md 4.3). @throws {NotFound} when the application has no such job */
export async function pauseJob(
  db: Database,
  servicePrincipalId: string,
  jobId: string,
): Promise<void> {
  await changeJob(db, servicePrincipalId, jobId, async (row) => ({
    state: row.state === 'Disabled' ? 'Disabled' : 'Paused',
    nextRunDateTime: null,
  }));
}

/**
 * "Restart provisioning": forgets what the scopes name; the next cycle is an initial one where the watermark is among it. A job that is paused
 * stays so. `Full` forgets everything, the links too (entra-admin.md 4.3); matching finds the objects again.
 *
 * @throws {InvalidInput} `unknown` on `resetScope` for another scope
 * @throws {NotFound} when the application has no such job
 */
export async function restartJob(
  db: Database,
  servicePrincipalId: string,
  jobId: string,
  criteria: { resetScope: readonly string[] },
  now: Date,
): Promise<void> {
  requireTypes({ criteria }, { criteria: 'object' });
  const { resetScope } = criteria;
  requireTypes({ resetScope }, { resetScope: 'string[]' });
  const unknown = resetScope.find((one) => !resetScopes.some((scope) => scope === one));
  if (unknown !== undefined) {
    const message = `There is no reset scope "${unknown.slice(0, 80)}"; they are ${resetScopes.join(', ')}.`;
    throw new InvalidInput([{ property: 'resetScope', code: 'unknown', message }]);
  }
  const has = (...scopes: ResetScope[]) => scopes.some((scope) => resetScope.includes(scope));
  await changeJob(db, servicePrincipalId, jobId, async (row, tx) => {
    if (has('Full', 'Escrows'))
      await tx.deleteFrom('synchronizationEscrow').where('jobId', '=', jobId).execute();
    if (has('Full', 'ConnectorDataStore')) {
      await tx.deleteFrom('synchronizationLink').where('jobId', '=', jobId).execute();
      await tx.deleteFrom('synchronizationMember').where('jobId', '=', jobId).execute();
    }
    const again = has('Full', 'Watermark', 'ConnectorDataStore');
    return {
      ...(again && { watermark: null, cycle: null }),
      ...(has('Full', 'QuarantineState', 'ForceDeletes') && { status: released(row) }),
      ...(has('ForceDeletes') && { deletionsAllowed: 1 }),
      ...(row.state === 'Active' && { nextRunDateTime: now.toISOString() }),
    };
  });
}

/** "Allow deletes" after the protection against accidental deletions stopped a cycle. @throws {NotFound} when the application has no such job */
export const allowDeletions = (
  db: Database,
  servicePrincipalId: string,
  jobId: string,
  now: Date,
): Promise<void> =>
  restartJob(db, servicePrincipalId, jobId, { resetScope: ['ForceDeletes'] }, now);
