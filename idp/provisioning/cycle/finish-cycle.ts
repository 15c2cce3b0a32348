import { requireApplication } from '../../directory/applications/application-details.ts';
import { recordAudit } from '../../directory/logs/audit-log.ts';
import { writeMail } from '../../directory/mails/write-mail.ts';
import { countFailures } from '../../directory/provisioning/escrows.ts';
import { intervalOf, jobOf, REAL_INTERVAL } from '../../directory/provisioning/jobs.ts';
import { countLinks } from '../../directory/provisioning/links.ts';
import { provisioningService } from '../../directory/provisioning/logs.ts';
import { provisioningSettingsOf } from '../../directory/provisioning/provisioning-settings.ts';
import {
  NEVER,
  type QuarantineReason,
  type StoredStatus,
  type SynchronizationError,
  type SynchronizationQuarantine,
  type SynchronizationTaskExecution,
} from '../../directory/provisioning/status.ts';
import type { Database, SynchronizationJobRow } from '../../directory/tables.ts';
import { provisioningAudit } from '../activities.ts';
import { quarantineMail } from '../quarantine/quarantine-mail.ts';
import { FAILED_CYCLES, isGivenUp, quarantined, thresholdReached } from '../quarantine/rules.ts';
import type { CycleOptions } from './cycle-options.ts';
import { type CycleUnderWay, requireCycle } from './cycle-state.ts';
import { TooManyDeletes } from './deletions.ts';
import type { CycleFailed } from './stop-cycle.ts';
import type { Tally } from './tally.ts';

interface Finish extends CycleOptions {
  readonly tally: Tally;
  /** Why it failed as a whole; absent: it went through, though objects may have failed. */
  readonly failure: CycleFailed | TooManyDeletes | undefined;
}

/**
 * Writes down how a cycle ended: watermark, status, quarantine with its mail, and when the next one is due. A cycle that failed keeps its
 * watermark, and goes on where it was.
 *
 * @throws {CycleEnded} when an administrator restarted, changed or deleted the job meanwhile
 */
export async function finishCycle(
  db: Database,
  { id: jobId }: SynchronizationJobRow,
  cycle: CycleUnderWay,
  options: Finish,
): Promise<SynchronizationTaskExecution> {
  const now = options.clock();
  return db.transaction().execute(async (tx) => {
    const row = await requireCycle(tx, jobId, cycle.cycleId);
    const interval = intervalOf(jobOf(row, true).settings);
    const before = JSON.parse(row.status) as StoredStatus;
    const waiting = await countFailures(tx, jobId);
    const links = await countLinks(tx, jobId);
    const toRetry = waiting.objects + waiting.references;
    const execution = executionOf(cycle, options, { now, waiting: toRetry });
    const verdict = judge(before, options, { now, interval, links, failed: waiting.objects });
    const status = statusAfter(before, execution, { ...verdict, links, waiting, now });
    const next = verdict.quarantine?.nextAttempt ?? instant(now, interval);
    const isOver = !options.failure || options.failure instanceof TooManyDeletes;
    await tx
      .updateTable('synchronizationJob')
      .set({
        status: JSON.stringify(status),
        nextRunDateTime: row.state === 'Active' && !verdict.isGivenUp ? next : null,
        ...(isOver && { cycle: null }),
        ...(!options.failure && { watermark: cycle.upTo, deletionsAllowed: 0 }),
        ...(verdict.isGivenUp && { state: 'Disabled' }),
      })
      .where('id', '=', jobId)
      .execute();
    if (verdict.quarantine && !before.quarantine)
      await announce(tx, row, verdict.quarantine, options);
    return execution;
  });
}

const instant = (now: Date, seconds: number): string =>
  new Date(now.getTime() + seconds * 1_000).toISOString();

/** What an administrator can do something about: everything but a server that is not there now. */
function errorOf(failure: CycleFailed | TooManyDeletes): SynchronizationError {
  if (failure instanceof TooManyDeletes)
    return { code: 'TooManyDeletes', message: failure.message, tenantActionable: true };
  const { errorCode, message, scope } = failure.problem;
  return { code: errorCode, message, tenantActionable: scope === 'credentials' };
}

function executionOf(
  cycle: CycleUnderWay,
  { tally, failure }: Finish,
  { now, waiting }: { now: Date; waiting: number },
): SynchronizationTaskExecution {
  const failed = tally.failedObjects + tally.failedReferences;
  return {
    activityIdentifier: cycle.cycleId,
    countEntitled: tally.entitled,
    countEntitledForProvisioning: tally.entitled,
    countEscrowed: waiting,
    countEscrowedRaw: failed,
    countExported: tally.exported,
    countExports: tally.exported + failed,
    countImported: tally.imported,
    countImportedDeltas: cycle.kind === 'incremental' ? tally.imported : 0,
    countImportedReferenceDeltas: tally.references,
    error: failure ? errorOf(failure) : null,
    state: failure ? 'Failed' : failed > 0 ? 'EntryLevelErrors' : 'Succeeded',
    timeBegan: cycle.timeBegan,
    timeEnded: now.toISOString(),
  };
}

interface Verdict {
  readonly quarantine: SynchronizationQuarantine | null;
  readonly failures: number;
  readonly isGivenUp: boolean;
}

type Counted = readonly { readonly key: string; readonly value: number }[];

function judge(
  before: StoredStatus,
  { failure }: Finish,
  { now, interval, links, failed }: { now: Date; interval: number; links: Counted; failed: number },
): Verdict {
  const speed = REAL_INTERVAL / interval;
  const failures = failure ? before.countSuccessiveCompleteFailures + 1 : 0;
  const known = before.quarantine ?? undefined;
  const enter = (reason: QuarantineReason, error: SynchronizationError): Verdict => {
    const quarantine = quarantined(known, { reason, error, now, speed });
    return { quarantine, failures, isGivenUp: isGivenUp(quarantine, now, speed) };
  };
  if (failure instanceof TooManyDeletes) return enter('TooManyDeletes', errorOf(failure));
  if (failure) {
    const atOnce = failure.problem.scope === 'credentials' || known !== undefined;
    return atOnce || failures >= FAILED_CYCLES
      ? enter('EncounteredQuarantineException', errorOf(failure))
      : { quarantine: null, failures, isGivenUp: false };
  }
  const total = failed + links.reduce((sum, { value }) => sum + value, 0);
  const reason = thresholdReached({ failed, total });
  if (!reason) return { quarantine: null, failures, isGivenUp: false };
  const message = `${failed.toLocaleString('en')} of ${total.toLocaleString('en')} objects failed. Look into the provisioning logs for the reasons.`;
  return enter(reason, { code: reason, message, tenantActionable: true });
}

function statusAfter(
  before: StoredStatus,
  execution: SynchronizationTaskExecution,
  {
    quarantine,
    failures,
    links,
    waiting,
    now,
  }: Verdict & { links: Counted; waiting: { objects: number }; now: Date },
): StoredStatus {
  const worked = execution.state !== 'Failed';
  const isSteady = worked && waiting.objects === 0;
  const { steadyStateFirstAchievedTime: first, steadyStateLastAchievedTime: last } = before;
  return {
    ...before,
    quarantine,
    countSuccessiveCompleteFailures: failures,
    lastExecution: execution,
    ...(worked && { lastSuccessfulExecution: execution }),
    ...(worked && execution.countExported > 0 && { lastSuccessfulExecutionWithExports: execution }),
    steadyStateFirstAchievedTime: isSteady && first === NEVER ? now.toISOString() : first,
    steadyStateLastAchievedTime: isSteady ? now.toISOString() : last,
    synchronizedEntryCountByType: links,
  };
}

/** A line of the audit log, and one mail, when the job goes into quarantine (entra-admin.md 4.4). */
async function announce(
  tx: Database,
  { tenantId, servicePrincipalId }: SynchronizationJobRow,
  quarantine: SynchronizationQuarantine,
  { publicUrl, delivery, clock }: CycleOptions,
): Promise<void> {
  const { servicePrincipal } = await requireApplication(tx, tenantId, servicePrincipalId);
  const { id, displayName } = provisioningService;
  const actor = { tenantId, id, displayName, userPrincipalName: displayName };
  const modified = [{ displayName: 'Reason', newValue: quarantine.reason }];
  const entry = provisioningAudit('quarantine', servicePrincipal, modified);
  await recordAudit(tx, { actor, ...entry }, clock());
  const { notificationEmail, sendNotification } = await provisioningSettingsOf(
    tx,
    servicePrincipalId,
  );
  if (!sendNotification || notificationEmail === null) return;
  await writeMail(tx, {
    ...quarantineMail(servicePrincipal, quarantine, publicUrl()),
    ...{ tenantId, servicePrincipalId, delivery },
    to: [notificationEmail],
    sentDateTime: quarantine.currentBegan,
  });
}
