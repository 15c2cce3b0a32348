import { endOfChanges } from '../../directory/provisioning/changes.ts';
import type { StoredStatus, SynchronizationProgress } from '../../directory/provisioning/status.ts';
import type { Database, SynchronizationJobRow } from '../../directory/tables.ts';
import { CycleEnded } from './stop-cycle.ts';

/** A cycle that has begun and not ended; stored, so that a cycle that is killed goes on. */
export interface CycleUnderWay {
  readonly cycleId: string;
  readonly kind: 'initial' | 'incremental';
  /** First change that is looked at; null in an initial cycle. */
  readonly from: number | null;
  /** First change that is left to the next cycle: the watermark after this one. */
  readonly upTo: number;
  /** Of an initial cycle: users up to this id are done. */
  readonly after: string | null;
  readonly timeBegan: string;
}

/** The cycle that a job has begun, or a new one. */
export async function beginCycle(
  db: Database,
  row: SynchronizationJobRow,
  { cycleId, now }: { cycleId: string; now: Date },
): Promise<{ cycle: CycleUnderWay; isResumed: boolean }> {
  const end = await endOfChanges(db);
  const stored = row.cycle === null ? undefined : (JSON.parse(row.cycle) as CycleUnderWay);
  // A watermark of the future is that of another database, whose copy this is.
  const isKnown = row.watermark !== null && row.watermark <= end;
  const cycle: CycleUnderWay = stored
    ? { ...stored, upTo: stored.kind === 'initial' ? stored.upTo : end }
    : {
        cycleId,
        kind: isKnown ? 'incremental' : 'initial',
        from: isKnown ? row.watermark : null,
        upTo: end,
        after: null,
        timeBegan: now.toISOString(),
      };
  await db
    .updateTable('synchronizationJob')
    .set({ cycle: JSON.stringify(cycle) })
    .where('id', '=', row.id)
    .execute();
  return { cycle, isResumed: stored !== undefined };
}

/** The job with the cycle that this process is at. @throws {CycleEnded} when an administrator restarted, changed or deleted it meanwhile */
export async function requireCycle(
  db: Database,
  jobId: string,
  cycleId: string,
): Promise<SynchronizationJobRow> {
  const row = await db
    .selectFrom('synchronizationJob')
    .selectAll()
    .where('id', '=', jobId)
    .executeTakeFirst();
  const stored = row?.cycle && (JSON.parse(row.cycle) as CycleUnderWay);
  if (!row || !stored || stored.cycleId !== cycleId) throw new CycleEnded();
  return row;
}

/** Notes how far a cycle is. @throws {CycleEnded} */
export async function noteProgress(
  db: Database,
  jobId: string,
  cycle: CycleUnderWay,
  progress: readonly SynchronizationProgress[],
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await requireCycle(tx, jobId, cycle.cycleId);
    const status = JSON.parse(row.status) as StoredStatus;
    await tx
      .updateTable('synchronizationJob')
      .set({ cycle: JSON.stringify(cycle), status: JSON.stringify({ ...status, progress }) })
      .where('id', '=', jobId)
      .execute();
  });
}
