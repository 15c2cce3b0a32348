import {
  type CatalogueCase,
  checksOf,
  Inconclusive,
  type MessageRun,
  type Milder,
  NotPlayable,
  needs as needSentences,
  type Observation,
  outcomeOf,
  type Run,
} from '../../catalogue/index.ts';
import type { BrowserMaker, Wanted } from '../agent/browser.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import type { RunReport } from '../report/report.ts';
import type { Sighting } from '../subject/session-probe.ts';
import type { Target } from '../subject/target.ts';
import { playControl } from './control.ts';
import { type Expectation, type Judgement, judge } from './judge.ts';
import { recordExchanges } from './record-run.ts';
import { RunStage } from './run-stage.ts';

/** One run of one case. */
export interface Job {
  readonly of: CatalogueCase;
  readonly run: Run;
  /** `id`, or `id#n`. */
  readonly id: string;
}

export interface PlayOptions {
  readonly target: Target;
  /** `page` for runs that look at pages, `problem` for all others. */
  readonly browsers: Readonly<Record<Wanted, BrowserMaker>>;
  /** Differs from check to check: a target that remembers IDs would refuse them the second time. */
  readonly seed: string;
  readonly honestValue: string | undefined;
  readonly keepMessages: boolean;
  readonly clock: () => Date;
}

/**
 * A control sign-in, then the same with one change, each with fresh cookies; judged.
 *
 * @throws {CheckFault} `control_failed` when the control fails twice; `rate_limited`
 * @throws {ExchangeError} `stopped`
 */
export async function playRun(job: Job, options: PlayOptions): Promise<RunReport> {
  const { target, clock } = options;
  const needs = job.run.needs ?? [];
  const began = performance.now();
  const at = clock().toISOString();
  const finish = (played: Played): RunReport => ({
    id: job.id,
    ...(job.run.title !== undefined && { title: job.run.title }),
    expected: job.run.verdict ?? job.of.verdict,
    checks: checksOf(job.run),
    ...played,
    at,
    durationMs: Math.round(performance.now() - began),
  });

  const [unmet] = target.unmet(needs);
  if (unmet)
    return finish({ verdict: 'not-applicable', reason: needSentences[unmet], exchanges: [] });
  const ground = await target.lend(needs);
  try {
    const browsers = options.browsers[job.run.looksAtPages ? 'page' : 'problem'];
    const parts = { ground, browsers, origins: target.origins, honestValue: options.honestValue };
    await control(job, parts, options.seed);
    await using stage = new RunStage({ ...parts, seed: `${options.seed} ${job.id}` });
    return finish(await playAndJudge(job, stage, options));
  } finally {
    await ground.release();
  }
}

type Played = Pick<RunReport, 'verdict' | 'reason' | 'exchanges'> & Partial<RunReport>;
type Parts = Omit<ConstructorParameters<typeof RunStage>[0], 'seed'>;

/** Once more after a failure: on a busy machine one answer may come too late. */
async function control({ id }: Job, parts: Parts, seed: string): Promise<void> {
  let failure: string | undefined;
  for (const attempt of [1, 2]) {
    await using stage = new RunStage({ ...parts, seed: `${seed} ${id} control ${attempt}` });
    try {
      failure = (await playControl(stage)).failure;
    } catch (error) {
      if (!(error instanceof ExchangeError) || error.code === 'stopped') throw error;
      failure = error.message;
    }
    if (!failure) return;
  }
  throw new CheckFault(
    'control_failed',
    `The control sign-in before ${id} failed, so the check stopped. ${failure}`,
  );
}

async function playAndJudge(job: Job, stage: RunStage, options: PlayOptions): Promise<Played> {
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
    return { ...failed(error), exchanges: exchanges() };
  }
  const { outcome, check, note, milder } = seen;
  const { crash } = stage.recorder;
  const judged: Judgement =
    crash && outcome !== 'hostile'
      ? {
          verdict: 'error',
          reason: `The service provider broke down (status ${crash.status}); a refusal by crash is not one.`,
        }
      : judge(expected, seen);
  return {
    ...judged,
    ...(judged.verdict === 'fail' && outcome === 'session' && milder && asMilder(milder)),
    outcome,
    note,
    ...(check !== undefined && { namedCheck: check }),
    exchanges: exchanges(),
  };
}

const asMilder = ({ severity, risk, reason }: Milder) => ({ reason, milder: { severity, risk } });

async function playMessage(
  run: MessageRun,
  expected: Expectation,
  stage: RunStage,
): Promise<Observation> {
  const agent = await stage.newUserAgent();
  const honest = await agent.begin();
  const answer = await agent.post(honest, await run.message(honest));
  const sighting = await agent.sight();
  const { signedIn } = sighting;
  if (tellsNothing(sighting, expected))
    throw new Inconclusive(
      'Somebody is signed in, and the whoami answer does not tell whether it is the one who was signed: let it show the name, or give --success a JSON pointer to it.',
    );
  return {
    outcome: outcomeOf(sighting, run),
    check: answer.check,
    note: `The answer had status ${answer.status}${signedIn ? ', and somebody is signed in' : ', and nobody is signed in'}.`,
  };
}

/** Where a session may be right or the worst there is, it matters whose it is. */
const tellsNothing = ({ signedIn, honest, hostile }: Sighting, { forged, verdict }: Expectation) =>
  signedIn && !honest && !hostile && forged && verdict !== 'reject';

/** A run that came to no observation. @throws what ends the whole check */
function failed(error: unknown): Pick<RunReport, 'verdict' | 'reason'> {
  if (error instanceof NotPlayable) return { verdict: 'not-applicable', reason: error.message };
  if (error instanceof Inconclusive) return { verdict: 'inconclusive', reason: error.message };
  if (error instanceof ExchangeError && error.code !== 'stopped')
    return { verdict: 'error', reason: error.message };
  if (error instanceof CheckFault && error.code !== 'rate_limited')
    return { verdict: 'inconclusive', reason: error.message };
  if (error instanceof CheckFault || error instanceof ExchangeError) throw error;
  const what = error instanceof Error ? error.message : String(error);
  return { verdict: 'error', reason: `samlab could not play this run: ${what}` };
}

/** The runs of cases in their order, those that are played alone at the end. */
export function jobsOf(cases: readonly CatalogueCase[]): Job[] {
  const jobs = cases.flatMap((of) =>
    of.runs.map((run, n) => ({ of, run, id: of.runs.length > 1 ? `${of.id}#${n + 1}` : of.id })),
  );
  return [...jobs.filter((job) => !playsAlone(job)), ...jobs.filter(playsAlone)];
}

/** Runs that must not share the target with others: those that measure time, move its clock, or put load on it. */
export const playsAlone = ({ run: { alone, needs = [] } }: Job): boolean =>
  alone ?? needs.some((need) => need === 'load' || need === 'clock');
