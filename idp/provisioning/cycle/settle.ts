import { clearFailure, noteFailure } from '../../directory/provisioning/escrows.ts';
import { removeLinks, writeLinks } from '../../directory/provisioning/links.ts';
import {
  type LoggedChange,
  type ProvisioningErrorInfo,
  writeProvisioning,
} from '../../directory/provisioning/logs.ts';
import type { Database } from '../../directory/tables.ts';
import type { Outcome } from './outcome.ts';
import type { Run } from './run.ts';

/** What was sent and answered is kept for failures, and for so many other lines of a cycle: a first cycle has tens of thousands. */
const EXCHANGES_KEPT = 500;

/** Outcomes are written so many at a time: a commit costs more than the rest. */
const BATCH = 50;

/** Writes down what came of objects: links, failures that are tried again, and the log, together. */
export class Ledger {
  readonly #run: Run;
  #waiting: Outcome[] = [];
  #writing: Promise<void> = Promise.resolve();
  #exchangesLeft = EXCHANGES_KEPT;

  constructor(run: Run) {
    this.#run = run;
  }

  /** @returns a promise only when there is so much to be written that the caller should wait */
  add(outcome: Outcome): Promise<void> | undefined {
    this.#waiting.push(outcome);
    return this.#waiting.length >= BATCH ? this.flush() : undefined;
  }

  /** Resolves once everything is written. */
  flush(): Promise<void> {
    const outcomes = this.#waiting;
    this.#waiting = [];
    if (outcomes.length > 0) this.#writing = this.#writing.then(() => this.#write(outcomes));
    return this.#writing;
  }

  #write(outcomes: readonly Outcome[]): Promise<void> {
    return writeOutcomes(this.#run, outcomes, (line, outcome) => this.#kept(line, outcome));
  }

  #kept(line: LoggedChange, { problem }: Outcome): LoggedChange {
    if (problem || this.#exchangesLeft > 0) {
      if (!problem) this.#exchangesLeft -= 1;
      return line;
    }
    return { ...line, exchanges: [] };
  }
}

/** Writes down what came of objects, in one transaction. @returns their lines in the log */
export async function settleOutcomes(
  run: Run,
  outcomes: readonly Outcome[],
): Promise<LoggedChange[]> {
  const lines: LoggedChange[] = [];
  await writeOutcomes(run, outcomes, (line) => {
    lines.push(line);
    return line;
  });
  return lines;
}

async function writeOutcomes(
  run: Run,
  outcomes: readonly Outcome[],
  logged: (line: LoggedChange, outcome: Outcome) => LoggedChange,
): Promise<void> {
  const { db, jobId } = run;
  await db.transaction().execute(async (tx) => {
    // Of a job that was deleted meanwhile, only the log is kept.
    if (!(await jobExists(tx, jobId))) {
      const lines = outcomes.map((outcome) => logged(lineOf(outcome), outcome));
      return writeProvisioning(
        tx,
        lines.filter((_, at) => outcomes[at]?.isLogged),
      );
    }
    const links = outcomes.flatMap(({ link }) => (link && link !== 'removed' ? [link] : []));
    await writeLinks(tx, jobId, links);
    const removed = outcomes.filter(({ link }) => link === 'removed');
    await removeLinks(
      tx,
      jobId,
      removed.map(({ objectId }) => objectId),
    );
    const lines: LoggedChange[] = [];
    for (const outcome of outcomes) {
      const line = logged(await settle({ ...run, db: tx }, outcome), outcome);
      if (outcome.isLogged) lines.push(line);
    }
    await writeProvisioning(tx, lines);
  });
}

async function jobExists(tx: Database, jobId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('synchronizationJob')
    .select('id')
    .where('id', '=', jobId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The line of an object that is not tried again. */
function lineOf({ trail, status, problem, objectId }: Outcome): LoggedChange {
  if (!problem) return trail.finish(status);
  const { errorCode, message } = problem;
  trail.stepFailed(message, { ErrorCode: errorCode, ReportableIdentifier: objectId });
  return trail.finish('failure', failureOf(errorCode, message));
}

const failureOf = (errorCode: string, reason: string): ProvisioningErrorInfo => ({
  errorCode,
  reason,
  additionalDetails: null,
  errorCategory: 'failure',
  recommendedAction: null,
});

/** Notes whether an object is tried again. @returns its line in the log, with the words of Entra (scim.md a.4) */
async function settle(run: Run, outcome: Outcome): Promise<LoggedChange> {
  const { db, jobId, clock, interval } = run;
  const { objectId, objectType, kind, trail, status, problem } = outcome;
  if (!problem) {
    // An object that works or is gone needs no other attempt; its references may still.
    await clearFailure(db, jobId, objectId, outcome.link === 'removed' ? undefined : kind);
    return trail.finish(status);
  }
  const { errorCode, message } = problem;
  const failure = { objectId, objectType, kind, errorCode, message };
  const { attempts, nextAttemptDateTime } = await noteFailure(db, jobId, failure, {
    now: clock(),
    interval,
  });
  const reason = `${message} This operation was retried ${attempts - 1} times. It will be retried again after this date: ${nextAttemptDateTime}`;
  trail.stepFailed(reason, { ErrorCode: errorCode, ReportableIdentifier: objectId });
  return trail.finish('failure', failureOf(errorCode, reason));
}
