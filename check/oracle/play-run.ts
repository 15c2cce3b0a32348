import { setTimeout } from 'node:timers/promises';
import {
  checksOf,
  Inconclusive,
  NotPlayable,
  NotShown,
  type Observation,
} from '../../catalogue/index.ts';
import type { BrowserMaker, Wanted } from '../agent/browser.ts';
import { CheckFault, ExchangeError, isNoAnswer, isNoStart } from '../errors.ts';
import type { RunReport } from '../report/report.ts';
import type { Target } from '../subject/target.ts';
import { playControl } from './control.ts';
import { controlExchange } from './control-exchange.ts';
import { ControlFailed, type FailedSignIn } from './control-failed.ts';
import { assess, describeRun, type Job, whyNotApplicable } from './jobs.ts';
import { type Expectation, type Judgement, judge } from './judge.ts';
import { playMessage } from './play-message.ts';
import { recordExchanges } from './record-run.ts';
import { RunStage } from './run-stage.ts';

export interface PlayOptions {
  readonly target: Target;
  /** `page` for runs that judge pages, `problem` for all others. */
  readonly browsers: Readonly<Record<Wanted, BrowserMaker>>;
  /** Different for each check, because a target that remembers IDs refuses them the second time. */
  readonly seed: string;
  readonly honestValue: string | undefined;
  /** The statuses with which it refuses, learnt before the first case. */
  readonly refusalStatuses: ReadonlySet<number>;
  readonly keepMessages: boolean;
  readonly clock: () => Date;
}

/** A run that was judged, or the service provider that was lost on the way: it may be down, and not because of this run. */
export type Played =
  | { readonly report: RunReport; readonly lost?: undefined }
  | {
      readonly lost: ExchangeError;
      /** The report if it was this run; undefined if not even the control got an answer. */
      readonly report: RunReport | undefined;
    };

/**
 * Plays a control sign-in, then the run, each with fresh cookies, and judges it. A failure of samlab itself gets the verdict `not-played`.
 *
 * @throws {CheckFault} `control_failed` when the control is refused twice
 * @throws {CheckFault} `rate_limited` when the target answers 429
 * @throws {ExchangeError} `stopped` when the check was interrupted
 */
export async function playRun(job: Job, options: PlayOptions): Promise<Played> {
  const { target, clock } = options;
  const needs = job.run.needs ?? [];
  const began = performance.now();
  const at = clock().toISOString();
  const finish = (found: Found): RunReport => ({
    ...describeRun(job),
    ...assess(job),
    exchanges: [],
    ...found,
    at,
    durationMs: Math.round(performance.now() - began),
  });

  const reason = whyNotApplicable(job, target);
  if (reason !== undefined) return { report: finish({ verdict: 'not-applicable', reason }) };
  try {
    const setup = await target.setUp(needs);
    try {
      const browsers = options.browsers[job.run.looksAtPages ? 'page' : 'problem'];
      const parts = { setup, browsers, origins: target.origins, honestValue: options.honestValue };
      const lost = await control(job, parts, options);
      if (lost) return { lost, report: undefined };
      await using stage = new RunStage({ ...parts, seed: `${options.seed} ${job.id}` });
      const { noAnswer, ...found } = await playAndJudge(job, stage, options);
      return { report: finish(found), ...(noAnswer && { lost: noAnswer }) };
    } finally {
      await setup.release();
    }
  } catch (error) {
    return { report: finish(failed(error)) };
  }
}

type Found = Pick<RunReport, 'verdict' | 'reason'> & Partial<RunReport>;
type Parts = Omit<ConstructorParameters<typeof RunStage>[0], 'seed'>;

/** Before the second attempt, in ms: a service provider that is busy for a moment has recovered by then. */
const PAUSE = 500;

/**
 * Tries twice: on a busy machine one response may come too late.
 *
 * @returns why it got no answer, if it got none
 * @throws {CheckFault} `control_failed` when the service provider refuses it, or does not start it
 */
async function control(
  { id }: Job,
  parts: Parts,
  { seed, keepMessages, target }: Pick<PlayOptions, 'seed' | 'keepMessages' | 'target'>,
): Promise<ExchangeError | undefined> {
  let lost: ExchangeError | undefined;
  let failure: string | undefined;
  let signIn: FailedSignIn = { exchanges: [], exchange: undefined };
  for (const attempt of [1, 2]) {
    if (failure) await setTimeout(PAUSE); // but no pause after no answer: what ended must be noticed before it is back
    await using stage = new RunStage({ ...parts, seed: `${seed} ${id} control ${attempt}` });
    try {
      failure = (await playControl(stage)).failure;
      if (!failure) return undefined;
      const { name } = target;
      signIn = {
        exchanges: recordExchanges(stage.recorder, keepMessages),
        exchange: controlExchange(stage.recorder, { name, failure }),
      };
    } catch (error) {
      if (isNoStart(error)) failure = error.message;
      else if (error instanceof ExchangeError && error.code !== 'stopped') lost = error;
      else throw error;
    }
  }
  if (lost && isNoAnswer(lost)) return lost;
  throw new ControlFailed(
    `The control sign-in before ${id} failed. ${failure ?? lost?.message}`,
    signIn,
  );
}

async function playAndJudge(
  job: Job,
  stage: RunStage,
  options: PlayOptions,
): Promise<Found & { noAnswer?: ExchangeError }> {
  const expected: Expectation = {
    verdict: job.run.verdict ?? job.of.verdict,
    forged: job.run.forged ?? false,
    checks: checksOf(job.run),
    namesChecks: options.target.namesChecks,
  };
  const exchanges = () => recordExchanges(stage.recorder, options.keepMessages);
  let seen: Observation;
  try {
    seen = await (job.run.play ? job.run.play(stage) : playMessage(job.run, expected, stage));
  } catch (error) {
    // A valid sign-in would have failed just as well.
    const { notStarted } = stage.recorder;
    if (notStarted && error === notStarted)
      throw new ControlFailed(`No sign-in for ${job.id} could be started. ${notStarted.message}`, {
        exchanges: [],
        exchange: undefined,
      });
    const noAnswer = error instanceof ExchangeError && isNoAnswer(error) && { noAnswer: error };
    return { ...failed(error), ...noAnswer, exchanges: exchanges() };
  }
  const { outcome, check, note, milder } = seen;
  const crash = outcome === 'none' ? await crashOf(job, stage, options) : undefined;
  const judged = crash ?? judge(expected, seen);
  return {
    ...judged,
    ...(judged.verdict === 'fail' &&
      outcome === 'session' &&
      milder && { ...assess(job, milder), reason: milder.reason }),
    outcome,
    note,
    ...(check !== undefined && { namedCheck: check }),
    exchanges: exchanges(),
  };
}

/**
 * What a refusal with status 500 or above was. Many service providers refuse so; it is a crash only if they do not answer so to other bad
 * responses and the next control sign-in fails. If that succeeds, an exception refused the message, and perhaps no check.
 */
async function crashOf(
  job: Job,
  stage: RunStage,
  { refusalStatuses, seed }: PlayOptions,
): Promise<Judgement | undefined> {
  const { serverError } = stage.recorder;
  if (!serverError || refusalStatuses.has(serverError.status)) return undefined;
  await using next = stage.another(`${seed} ${job.id} control after`);
  const failure = await playControl(next).then(
    (played) => played.failure,
    (error: unknown) => {
      if (error instanceof ExchangeError && error.code !== 'stopped') return error.message;
      throw error;
    },
  );
  if (failure !== undefined)
    return {
      verdict: 'error',
      reason: `The service provider broke down: it answered with status ${serverError.status}, and the valid sign-in after that failed. ${failure}`,
    };
  if ((job.run.verdict ?? job.of.verdict) !== 'reject') return undefined;
  return {
    verdict: 'not-shown',
    reason: `An exception may have refused it, and not the check that this is about: it answered with status ${serverError.status}, and refuses other bad responses with ${[...refusalStatuses].join(' or ')}.`,
  };
}

/**
 * The verdict of a run without an observation. Anything that is neither the service provider's nor expected by the run is our own failure.
 * Rethrows what ends the whole check.
 */
function failed(error: unknown): Found {
  if (error instanceof NotPlayable) return { verdict: 'not-applicable', reason: error.message };
  if (error instanceof NotShown)
    return {
      verdict: 'not-shown',
      reason: error.message,
      ...(error.of !== undefined && { findingOf: error.of }),
      ...(error.outcome !== undefined && { outcome: error.outcome }),
    };
  if (error instanceof Inconclusive) return { verdict: 'inconclusive', reason: error.message };
  if (error instanceof ExchangeError && error.code !== 'stopped')
    return { verdict: 'error', reason: error.message };
  // A fresh browser could start one, so what no longer starts here shows nothing of the message.
  if (isNoStart(error)) return { verdict: 'not-shown', reason: error.message };
  if (error instanceof CheckFault || error instanceof ExchangeError) throw error;
  const what = error instanceof Error ? error.message : String(error);
  return { verdict: 'not-played', reason: `samlab could not play this: ${what}` };
}
