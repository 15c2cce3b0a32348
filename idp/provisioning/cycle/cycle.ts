import { InvalidInput } from '../../../input/invalid-input.ts';
import { idsOf } from '../../../store/ids.ts';
import { takeDueFailures } from '../../directory/provisioning/escrows.ts';
import type {
  StoredStatus,
  SynchronizationTaskExecution,
} from '../../directory/provisioning/status.ts';
import type { Database, SynchronizationJobRow } from '../../directory/tables.ts';
import { errorDetail } from '../client/error-detail.ts';
import { problemOf } from '../connection/judge-answer.ts';
import { probeConnection } from '../connection/test-connection.ts';
import { allCandidates, type Candidates, changedCandidates } from '../source/candidates.ts';
import type { CycleOptions } from './cycle-options.ts';
import { beginCycle, type CycleUnderWay } from './cycle-state.ts';
import { requireFewDeletions, TooManyDeletes } from './deletions.ts';
import { finishCycle } from './finish-cycle.ts';
import { groupPass, referencePass, userPass } from './passes.ts';
import { openRun, type Run } from './run.ts';
import { Ledger } from './settle.ts';
import { CycleFailed } from './stop-cycle.ts';
import { Tally } from './tally.ts';

/** What came of a cycle. */
export interface CycleResult {
  readonly cycleId: string;
  readonly kind: 'initial' | 'incremental';
  readonly execution: SynchronizationTaskExecution;
}

/**
 * Runs one cycle of a job to its end (entra-admin.md 4.3). An initial one looks at everything in scope, in two passes, as references can only be written
 * once both sides exist; an incremental one at what changed since the watermark. What fails is tried again in later cycles. A cycle that is killed goes
 * on with the next one: users that were created without a note are found by their matching attribute.
 *
 * @throws {CycleEnded} when the process stops, or an administrator restarted, changed or deleted the job
 */
export async function runCycle(
  db: Database,
  row: SynchronizationJobRow,
  options: CycleOptions,
): Promise<CycleResult> {
  const { clock } = options;
  const { cycle, isResumed } = await beginCycle(db, row, {
    cycleId: idsOf(db).uuid('provisioningCycle'),
    now: clock(),
  });
  const tally = new Tally(clock);
  const failure = await failureOf(() => work(db, row, cycle, { ...options, tally, isResumed }));
  const execution = await finishCycle(db, row, cycle, { ...options, tally, failure });
  return { cycleId: cycle.cycleId, kind: cycle.kind, execution };
}

/** Why the whole cycle failed; undefined when it went through. */
async function failureOf(
  act: () => Promise<void>,
): Promise<CycleFailed | TooManyDeletes | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof CycleFailed || error instanceof TooManyDeletes) return error;
    if (!(error instanceof InvalidInput)) throw error;
    // The Tenant URL or the token was removed since the start.
    const problem = { errorCode: 'InvalidCredentials', message: error.message } as const;
    return new CycleFailed({ ...problem, scope: 'credentials' });
  }
}

async function work(
  db: Database,
  row: SynchronizationJobRow,
  cycle: CycleUnderWay,
  options: CycleOptions & { tally: Tally; isResumed: boolean },
): Promise<void> {
  const { clock, clientSettings, signal, tally, isResumed } = options;
  const run = await openRun(db, row, { clock, cycleId: cycle.cycleId, clientSettings, signal });
  try {
    await probe(run);
    const due = await takeDueFailures(db, row.id, { isNewCycle: !isResumed });
    const found = await candidatesOf(run, cycle);
    const ids = (type: string, kind: string) =>
      due
        .filter((one) => one.objectType === type && one.kind === kind)
        .map(({ objectId }) => objectId);
    const users = merged(found.users, ids('User', 'object'));
    const groups = merged(found.groups, [...ids('Group', 'object'), ...ids('Group', 'reference')]);
    const { quarantine } = JSON.parse(row.status) as StoredStatus;
    const isLogged = quarantine?.reason !== 'TooManyDeletes';
    if (row.deletionsAllowed === 0) await requireFewDeletions(run, { users, groups }, { isLogged });
    const ledger = new Ledger(run);
    const pass = { run, ledger, tally, signal };
    const created = await userPass(pass, cycle, users);
    const references = merged(users, ids('User', 'reference'));
    await referencePass(pass, cycle, references, created);
    await groupPass(pass, cycle, groups);
    await ledger.flush();
  } finally {
    run.connection.client.close();
  }
}

const merged = (some: readonly string[], others: readonly string[]): string[] =>
  [...new Set([...some, ...others])].toSorted();

function candidatesOf(run: Run, { from, upTo }: CycleUnderWay): Promise<Candidates> {
  const job = { id: run.jobId, ...run.scope, syncAll: run.settings.syncAll };
  if (from === null) return allCandidates(run.db, job);
  return changedCandidates(run.db, job, { from, to: upTo });
}

/** Asks for somebody who does not exist before anything is written: a server that fails here would fail for everyone. @throws {CycleFailed} */
async function probe(run: Run): Promise<void> {
  const [first] = run.user.matching;
  const attribute = first?.mapping.targetAttributeName ?? 'userName';
  const test = await probeConnection(run.connection, attribute, run.guid());
  if (test.ok) return;
  const problem = test.exchange && problemOf(test.exchange);
  const isTransient =
    problem?.scope === 'connection' || ['too_many_requests', 'server_error'].includes(test.code);
  throw new CycleFailed({
    errorCode:
      problem?.errorCode ?? 'SystemForCrossDomainIdentityManagementCredentialValidationUnavailable',
    message: bothOf(test.message, problem && test.exchange ? errorDetail(test.exchange) : ''),
    scope: isTransient ? 'connection' : 'credentials',
  });
}

/** A detail may begin with the sentence already. */
const bothOf = (sentence: string, detail: string): string =>
  detail.startsWith(sentence) ? detail : `${sentence} ${detail}`.trimEnd();
