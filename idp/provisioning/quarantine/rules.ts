import type {
  QuarantineReason,
  SynchronizationError,
  SynchronizationQuarantine,
} from '../../directory/provisioning/status.ts';

/** How many objects failed of how many that a cycle looked at; references do not count (entra-admin.md 4.4). */
interface Failures {
  readonly failed: number;
  readonly total: number;
}

const MINIMUM = 5_000;
const PROPORTION = 0.4;
const BASE = 40_000;
const TOTAL = 60_000;

/** Why so many failed objects put a job into quarantine; undefined when they do not. */
export function thresholdReached({ failed, total }: Failures): QuarantineReason | undefined {
  if (failed >= TOTAL) return 'EncounteredTotalEscrowThreshold';
  if (failed > BASE) return 'EncounteredBaseEscrowThreshold';
  if (failed >= MINIMUM && failed > total * PROPORTION)
    return 'EncounteredEscrowProportionThreshold';
  return undefined;
}

/** So many cycles in a row that reach no server put a job into quarantine; bad credentials and other faults of SCIM do at once (assumed; entra-admin.md 4.4 names no number). */
export const FAILED_CYCLES = 4;

const HOUR = 3_600_000;
/** Attempts after the first failure; daily from then on, and after 28 days no more (entra-admin.md 4.4). In ms. */
const FIRST_ATTEMPTS = [6 * HOUR, 12 * HOUR, 24 * HOUR];
const DAY = 24 * HOUR;
const END = 28 * DAY;

/**
 * A cycle failed: the job goes into quarantine, or stays in it.
 *
 * @param before undefined when it was not in quarantine
 * @param speed how much faster than every 40 minutes the job runs: its pauses are as much shorter
 */
export function quarantined(
  before: SynchronizationQuarantine | undefined,
  {
    reason,
    error,
    now,
    speed,
  }: {
    reason: QuarantineReason;
    error: SynchronizationError;
    now: Date;
    speed: number;
  },
): SynchronizationQuarantine {
  const seriesBegan = before?.seriesBegan ?? now.toISOString();
  const passed = (now.getTime() - Date.parse(seriesBegan)) * speed;
  const next =
    FIRST_ATTEMPTS.find((attempt) => attempt > passed) ?? (Math.floor(passed / DAY) + 1) * DAY;
  return {
    currentBegan: before?.currentBegan ?? now.toISOString(),
    nextAttempt: new Date(Date.parse(seriesBegan) + next / speed).toISOString(),
    reason,
    seriesBegan,
    seriesCount: (before?.seriesCount ?? 0) + 1,
    error,
  };
}

/** Whether a job has been in quarantine for so long that it is disabled. */
export const isGivenUp = ({ seriesBegan }: SynchronizationQuarantine, now: Date, speed: number) =>
  (now.getTime() - Date.parse(seriesBegan)) * speed >= END;
