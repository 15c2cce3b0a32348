import type { Found } from '../../../store/slices.ts';
import { pageOf } from '../paged-list.ts';
import type { Database, SynchronizationEscrowRow } from '../tables.ts';

/** An object that failed and is tried again, or only its references. */
export type EscrowKind = 'object' | 'reference';

/** A failure waits 1, 2, 4, 8 … cycles, and never longer than a day of them (the interval is not published; scim.md a.1). */
const LONGEST_WAIT = 36;

/** How many cycles pass until an object is tried again. @param attempts how often it failed, from 1 */
const cyclesUntilRetry = (attempts: number): number =>
  Math.min(LONGEST_WAIT, 2 ** Math.min(attempts - 1, 10));

export interface Failure {
  readonly objectId: string;
  readonly objectType: string;
  readonly kind: EscrowKind;
  readonly errorCode: string;
  readonly message: string;
}

/** Notes that an object failed. @param interval seconds between two cycles. @returns how often it failed, and when it is tried again */
export async function noteFailure(
  db: Database,
  jobId: string,
  { kind, objectId, ...failure }: Failure,
  { now, interval }: { now: Date; interval: number },
): Promise<Pick<SynchronizationEscrowRow, 'attempts' | 'nextAttemptDateTime'>> {
  const before = await db
    .selectFrom('synchronizationEscrow')
    .selectAll()
    .where('jobId', '=', jobId)
    .where('objectId', '=', objectId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  const attempts = (before?.attempts ?? 0) + 1;
  const cyclesLeft = cyclesUntilRetry(attempts);
  const row = {
    ...failure,
    attempts,
    cyclesLeft,
    firstFailedDateTime: before?.firstFailedDateTime ?? now.toISOString(),
    nextAttemptDateTime: new Date(now.getTime() + cyclesLeft * interval * 1_000).toISOString(),
  };
  await db
    .insertInto('synchronizationEscrow')
    .values({ jobId, objectId, kind, ...row })
    .onConflict((c) => c.columns(['jobId', 'objectId', 'kind']).doUpdateSet(row))
    .execute();
  return row;
}

/** Notes that an object works again. */
export async function clearFailure(
  db: Database,
  jobId: string,
  objectId: string,
  kind?: EscrowKind,
): Promise<void> {
  await db
    .deleteFrom('synchronizationEscrow')
    .where('jobId', '=', jobId)
    .where('objectId', '=', objectId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .execute();
}

/**
 * What a cycle tries again.
 *
 * @param isNewCycle what waits, waits one cycle less; a cycle that goes on after a kill has counted that already
 */
export async function takeDueFailures(
  db: Database,
  jobId: string,
  { isNewCycle = true }: { isNewCycle?: boolean } = {},
): Promise<Pick<SynchronizationEscrowRow, 'objectId' | 'objectType' | 'kind'>[]> {
  if (isNewCycle)
    await db
      .updateTable('synchronizationEscrow')
      .set((e) => ({ cyclesLeft: e('cyclesLeft', '-', 1) }))
      .where('jobId', '=', jobId)
      .where('cyclesLeft', '>', 0)
      .execute();
  return db
    .selectFrom('synchronizationEscrow')
    .select(['objectId', 'objectType', 'kind'])
    .where('jobId', '=', jobId)
    .where('cyclesLeft', '<=', 0)
    .orderBy('objectId')
    .execute();
}

/** How many objects of a job wait to be tried again. */
export async function countFailures(
  db: Database,
  jobId: string,
): Promise<{ objects: number; references: number }> {
  const rows = await db
    .selectFrom('synchronizationEscrow')
    .select((e) => ['kind', e.fn.countAll<number>().as('number')])
    .where('jobId', '=', jobId)
    .groupBy('kind')
    .execute();
  const of = (kind: EscrowKind) => Number(rows.find((row) => row.kind === kind)?.number ?? 0);
  return { objects: of('object'), references: of('reference') };
}

/** What waits to be tried again, the oldest failure first. */
export const listEscrows = (
  db: Database,
  jobId: string,
  page: { page: number; pageSize: number },
): Promise<Found<SynchronizationEscrowRow>> =>
  pageOf(
    db
      .selectFrom('synchronizationEscrow')
      .selectAll()
      .where('jobId', '=', jobId)
      .orderBy('firstFailedDateTime')
      .orderBy('objectId')
      .orderBy('kind'),
    page,
  );
