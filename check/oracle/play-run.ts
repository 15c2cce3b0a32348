import {
  type CatalogueCase,
  checksOf,
  hostileIdentity,
  Inconclusive,
  type MessageMaker,
  type MessageRun,
  type Milder,
  NotPlayable,
  NotShown,
  needs as needSentences,
  type Observation,
  outcomeOf,
  type Run,
} from '../../catalogue/index.ts';
import type { BrowserMaker, Wanted } from '../agent/browser.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import type { RunReport } from '../report/report.ts';
import type { SessionState } from '../subject/session-probe.ts';
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

/**
 * Plays a control sign-in, then the run, each with fresh cookies, and judges it.
 *
 * @throws {CheckFault} `control_failed` when the control fails twice
 * @throws {CheckFault} `rate_limited` when the target answers 429
 * @throws {ExchangeError} `stopped` when the check was interrupted
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
    return finish({
      verdict: 'not-applicable',
      reason: target.reasonFor?.(unmet) ?? needSentences[unmet],
      exchanges: [],
    });
  const setup = await target.setUp(needs);
  try {
    const browsers = options.browsers[job.run.looksAtPages ? 'page' : 'problem'];
    const parts = { setup, browsers, origins: target.origins, honestValue: options.honestValue };
    await control(job, parts, options.seed);
    await using stage = new RunStage({ ...parts, seed: `${options.seed} ${job.id}` });
    return finish(await playAndJudge(job, stage, options));
  } finally {
    await setup.release();
  }
}

type Played = Pick<RunReport, 'verdict' | 'reason' | 'exchanges'> & Partial<RunReport>;
type Parts = Omit<ConstructorParameters<typeof RunStage>[0], 'seed'>;

/** Tries twice: on a busy machine one response may come too late. */
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
    `The check stopped because the control sign-in before ${id} failed. ${failure}`,
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
  const crash = outcome === 'none' && (await crashOf(job, stage, options));
  const judged: Judgement = crash ? { verdict: 'error', reason: crash } : judge(expected, seen);
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

/**
 * Why a refusal was a crash. Many service providers refuse with status 500, so it is one only if they do not answer so to any bad response
 * and the next control sign-in fails.
 */
async function crashOf(
  job: Job,
  stage: RunStage,
  { refusalStatuses, seed }: PlayOptions,
): Promise<string | undefined> {
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
  return failure === undefined
    ? undefined
    : `The service provider broke down: it answered with status ${serverError.status}, and the valid sign-in after that failed. ${failure}`;
}

async function playMessage(
  run: MessageRun,
  expected: Expectation,
  stage: RunStage,
): Promise<Observation> {
  const agent = await stage.newUserAgent();
  const honest = await agent.begin();
  const answer = await agent.post(honest, await run.message(honest));
  const session = await agent.whoami();
  const { signedIn } = session;
  if (isAmbiguous(session, expected))
    throw new Inconclusive(
      'There is a session, but the whoami response does not show for which user: make it show the name, or set --success to a JSON pointer to it.',
    );
  const outcome = outcomeOf(session, run);
  await assertShown(run, expected, outcome, stage);
  const signersOwn = expected.forged && session.hostile && session.text.includes(hostileIdentity);
  return {
    outcome,
    ...(signersOwn && { milder: signersSession }),
    check: answer.check,
    note: `The service provider responded with status ${answer.status} and opened ${signedIn ? 'a' : 'no'} session.`,
  };
}

/**
 * Makes sure that the check that the run is about decided, and no other one.
 *
 * @throws {NotShown} when a neighbouring message shows that another check decided
 */
async function assertShown(
  { validTwin, withoutTrick }: MessageRun,
  { verdict }: Expectation,
  outcome: Observation['outcome'],
  stage: RunStage,
): Promise<void> {
  if (verdict !== 'reject') return;
  const opensSession = async (message: MessageMaker) => {
    const agent = await stage.newUserAgent();
    const honest = await agent.begin();
    await agent.post(honest, await message(honest));
    return (await agent.whoami()).signedIn;
  };
  if (outcome === 'none' && validTwin && !(await opensSession(validTwin)))
    throw new NotShown(
      'It also refuses a valid message with the same feature, so another check may have refused this one.',
    );
  if (outcome !== 'none' && withoutTrick && (await opensSession(withoutTrick.message)))
    throw new NotShown(
      `It accepts the same message without the trick as well: that is the finding of ${withoutTrick.of}.`,
      withoutTrick.of,
    );
}

/** A wrapping attack that only signed in the attacker, for whom the identity provider did sign. */
const signersSession: Milder = {
  severity: 'med',
  risk: 'Nobody was harmed: the session belongs to the user who was signed. A message that was tampered with should still be refused.',
  reason: 'Accepted a forged response, but the session belongs to the signer; nobody was harmed.',
};

/** Whether the session may be either right or the worst outcome, and nothing shows whose it is. */
const isAmbiguous = (
  { signedIn, honest, hostile }: SessionState,
  { forged, verdict }: Expectation,
) => signedIn && !honest && !hostile && forged && verdict !== 'reject';

/** The verdict of a run without an observation. Rethrows what ends the whole check. */
function failed(error: unknown): Pick<RunReport, 'verdict' | 'reason' | 'findingOf'> {
  if (error instanceof NotPlayable) return { verdict: 'not-applicable', reason: error.message };
  if (error instanceof NotShown)
    return {
      verdict: 'not-shown',
      reason: error.message,
      ...(error.of !== undefined && { findingOf: error.of }),
    };
  if (error instanceof Inconclusive) return { verdict: 'inconclusive', reason: error.message };
  if (error instanceof ExchangeError && error.code !== 'stopped')
    return { verdict: 'error', reason: error.message };
  if (error instanceof CheckFault && error.code !== 'rate_limited')
    return { verdict: 'inconclusive', reason: error.message };
  if (error instanceof CheckFault || error instanceof ExchangeError) throw error;
  const what = error instanceof Error ? error.message : String(error);
  return { verdict: 'not-played', reason: `samlab could not run this: ${what}` };
}

/** The runs of cases in order, with those that run alone at the end. */
export function jobsOf(cases: readonly CatalogueCase[], target: Pick<Target, 'sharesUser'>): Job[] {
  const jobs = cases.flatMap((of) =>
    of.runs.map((run, n) => ({ of, run, id: of.runs.length > 1 ? `${of.id}#${n + 1}` : of.id })),
  );
  const alone = (job: Job) => playsAlone(job, target);
  return [...jobs.filter((job) => !alone(job)), ...jobs.filter(alone)];
}

/**
 * Whether a run must not share the target with others: it measures time, moves its clock, puts load on it, or logs out a user whose other
 * sessions belong to other runs.
 */
export const playsAlone = (
  { run: { alone, needs = [] } }: Job,
  { sharesUser }: Pick<Target, 'sharesUser'>,
): boolean =>
  alone ??
  needs.some((need) => need === 'load' || need === 'clock' || (need === 'logout' && sharesUser));
