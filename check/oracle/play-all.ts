import { setTimeout } from 'node:timers/promises';
import { CheckFault, ExchangeError } from '../errors.ts';
import type { RunReport } from '../report/report.ts';
import { awaitAnswer } from './await-answer.ts';
import { ControlCount, notShown, unlessControlFails } from './failed-controls.ts';
import { assess, type Job, nameOf, playsAlone } from './jobs.ts';
import { type PlayOptions, playRun } from './play-run.ts';

/** A process that an error ends is gone by then (ms). */
const SETTLE = 150;

export interface PlayAllOptions extends PlayOptions {
  /** Runs at the same time; some run alone. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** How long to wait for a service provider that ended, in ms; 30 seconds by default. */
  readonly patience?: number | undefined;
  /** May be called again for a run that is repeated. */
  readonly onReport: (report: RunReport) => void;
}

/**
 * Plays several runs at a time, then those that run alone, one by one. When the service provider gives no answer, all runs that were in
 * flight are repeated one by one, to find the message that it does not survive; the check goes on once it answers again.
 *
 * @returns the fault that ended the check early, if any
 */
export async function playAll(
  jobs: readonly Job[],
  given: PlayAllOptions,
): Promise<CheckFault | undefined> {
  const reported = new Set<string>();
  const options: PlayAllOptions = {
    ...given,
    onReport: (report) => {
      reported.add(report.id);
      given.onReport(report);
    },
  };
  const isReported = ({ id }: Job) => reported.has(id);
  const alone = jobs.filter((job) => playsAlone(job, options.target));
  const shared = jobs.filter((job) => !playsAlone(job, options.target));
  const controls = new ControlCount();
  try {
    while (shared.length > 0 && !options.signal.aborted) {
      const loss = await playTogether(shared, options, controls);
      if (!loss) continue;
      await outage(loss.inFlight, options);
      await playOneByOne([...loss.justEnded, ...loss.inFlight], options, {
        suspects: true,
        controls,
        isReported,
      });
    }
    await playOneByOne(alone, options, { suspects: false, controls, isReported });
    return undefined;
  } catch (error) {
    if (error instanceof CheckFault) return error;
    if (error instanceof ExchangeError && error.code === 'stopped') return undefined;
    throw error;
  }
}

/** The runs that may be the reason why the service provider gives no answer. */
interface Loss {
  readonly inFlight: readonly Job[];
  /** A process may end a moment after it answered. */
  readonly justEnded: readonly Job[];
}

/** Takes jobs from the queue until it is empty or the service provider is lost. */
async function playTogether(
  queue: Job[],
  options: PlayAllOptions,
  controls: ControlCount,
): Promise<Loss | undefined> {
  const { concurrency, signal, onReport } = options;
  const inFlight = new Set<Job>();
  const ended: Job[] = [];
  const state: { loss?: Loss | undefined } = {};
  let fault: unknown;
  const lose = () => {
    state.loss ??= { inFlight: [...inFlight], justEnded: ended.slice(-concurrency - 4) };
  };
  const work = async () => {
    for (;;) {
      if (state.loss || fault || signal.aborted) return;
      const job = queue.shift();
      if (!job) return;
      inFlight.add(job);
      try {
        const { report, lost } = await playRun(job, options);
        if (report) controls.worked();
        if (lost) lose();
        // What ended while others got no answer is repeated; the only one in flight is blamed even if that is not possible.
        const loss = state.loss as Loss | undefined;
        if (report && (!loss || (lost && loss.inFlight.length === 1))) onReport(report);
      } catch (error) {
        // A sign-in that began before the service provider ended is refused after it started again. It is repeated, like those in flight.
        if (error instanceof CheckFault && error.code === 'control_failed') lose();
        else fault ??= error;
      }
      inFlight.delete(job);
      ended.push(job);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
  if (fault) throw fault;
  if (!state.loss && !signal.aborted && (await lostAfter(SETTLE, options))) lose();
  return state.loss;
}

interface OneByOne {
  /**
   * Whether to wait after each run for a process that ends a moment after it answered; otherwise the next control sign-in notices that.
   */
  readonly suspects: boolean;
  readonly controls: ControlCount;
  readonly isReported: (job: Job) => boolean;
}

/** Plays jobs one after the other; a run after which the service provider gives no answer is the reason. */
async function playOneByOne(
  jobs: readonly Job[],
  options: PlayAllOptions,
  { suspects, controls, isReported }: OneByOne,
): Promise<void> {
  const { signal, onReport } = options;
  let before: Finished | undefined;
  const blame = async ({ job, report }: Finished, error: ExchangeError) => {
    onReport(report); // the wait may end the check
    onReport(withoutAnswer(report, job, error, await outage([job], options)));
  };
  for (const job of jobs) {
    if (signal.aborted) return;
    const played = await unlessControlFails(playRun(job, repeated(options, 'one by one')));
    if (played instanceof CheckFault) {
      controls.failed(played);
      // A suspect that was reported before keeps its verdict.
      if (!isReported(job)) onReport(notShown(job, played, options.clock()));
      before = undefined;
      continue;
    }
    let { report, lost } = played;
    if (lost && !report) {
      // Not even the control got an answer, so the run before it is the reason.
      if (before) await blame(before, lost);
      else await outage([job], options);
      ({ report, lost } = await playRun(job, repeated(options, 'once more')));
    }
    if (!report) throw new CheckFault('control_failed', `The check stopped: ${lost?.message}`);
    controls.worked();
    if (!lost && (suspects || job === jobs.at(-1))) lost = await lostAfter(SETTLE, options);
    before = undefined;
    if (lost) await blame({ job, report }, lost);
    else {
      onReport(report);
      before = { job, report };
    }
  }
}

interface Finished {
  readonly job: Job;
  readonly report: RunReport;
}

/** A service provider that remembers IDs refuses them the second time. */
const repeated = (options: PlayAllOptions, word: string): PlayOptions => ({
  ...options,
  seed: `${options.seed} ${word}`,
});

async function lostAfter(
  settle: number,
  options: PlayAllOptions,
): Promise<ExchangeError | undefined> {
  await setTimeout(settle);
  return probe(options).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof ExchangeError && error.code !== 'stopped') return error;
      throw error;
    },
  );
}

/** Sends a request that every service provider answers while it runs. */
async function probe({ target, browsers }: PlayOptions): Promise<void> {
  const setup = await target.setUp([]);
  const browser = await browsers.problem.open(target.origins);
  try {
    await browser.send({ method: 'GET', url: setup.loginUrl ?? setup.probe.url });
  } finally {
    await browser.close();
    await setup.release();
  }
}

/**
 * Waits until the service provider answers again.
 *
 * @returns how long that took, in ms; 0 if it had never been down.
 * @throws {CheckFault} `unreachable` when it does not answer any more
 */
async function outage(suspects: readonly Job[], options: PlayAllOptions): Promise<number> {
  const { patience = 30_000 } = options;
  if (!(await lostAfter(0, options))) return 0;
  const waited = await awaitAnswer(() => probe(options), patience);
  if (waited !== undefined) return Math.max(1, waited);
  throw new CheckFault(
    'unreachable',
    `The service provider gave no answer any more after ${suspects.map(nameOf).join(', ')}, and did not come back within ${patience / 1000} seconds. Let something restart it when it ends${suspects.length > 1 ? ', or run the check with --concurrency 1 to see which of them ended it' : ''}.`,
  );
}

/** The report of a run that got no answer, or after which there was none. @param down how long, in ms */
function withoutAnswer(
  report: RunReport,
  job: Job,
  { code, message }: ExchangeError,
  down: number,
): RunReport {
  if (down === 0) return { ...report, verdict: 'error', reason: message };
  const what = code === 'timeout' ? 'hung' : 'ended';
  return {
    ...report,
    ...assess(job, {
      severity: 'high',
      basis: ['CWE-248', 'CWE-400'],
      risk: 'Anyone can stop the service provider for all users with one request.',
      fix: 'Catch every error of reading a message and answer with a refusal; a request must not end the process or block it.',
    }),
    verdict: 'error',
    reason: `The service provider ${what} on ${nameOf(job)}. ${message} It answered again after ${(down / 1000).toFixed(1)} seconds.`,
  };
}
