import { randomBytes } from 'node:crypto';
import type { CheckReport, RunReport } from '../report/report.ts';
import type { ScimCase } from './case.ts';
import { HttpSender, type SenderOptions } from './http-sender.ts';
import { NoAnswer, Unshown, Wrong } from './outcomes.ts';
import { OwnResources } from './own-resources.ts';
import { type Dialects, type Has, type Job, jobsOf, type Played, whySkipped } from './plan.ts';
import { preflight } from './preflight.ts';
import type { SignInDoor } from './sign-in-door.ts';
import { Silence } from './silence.ts';
import { type Match, ScimStage, type Setup } from './stage.ts';
import { toScimReport, toScimRun } from './to-report.ts';

export interface ScimCheckOptions extends Omit<SenderOptions, 'now'> {
  readonly cases: readonly ScimCase[];
  readonly dialects: Dialects;
  readonly match: Match;
  readonly groups: 'auto' | 'on' | 'off';
  readonly targets: readonly string[];
  readonly customAttribute?: string | undefined;
  readonly existing?: string | undefined;
  readonly rate: boolean;
  readonly signIn?: SignInDoor | undefined;
  readonly concurrency: number;
  readonly clock: () => Date;
  /** Of samlab. */
  readonly version: string;
  readonly onRun?: (run: RunReport, done: number, total: number) => void;
}

export interface ScimCheckResult {
  readonly report: CheckReport;
  /** What could not be removed, as `Users/1`. */
  readonly leftovers: readonly string[];
}

/**
 * Plays the cases at a SCIM server, and removes what they made, also after an interruption.
 *
 * @throws {CheckFault} as `preflight` does
 */
export async function runScimCheck(options: ScimCheckOptions): Promise<ScimCheckResult> {
  const { clock, signal, tenantUrl } = options;
  const startedAt = clock();
  const own = new OwnResources();
  const now = () => clock().getTime();
  const sender = new HttpSender({ ...options, now }, own);
  try {
    const found = await preflight(sender, { match: options.match, baseUrl: tenantUrl.base });
    const setup: Setup = {
      match: options.match,
      groups: options.groups === 'auto' ? found.groups : options.groups === 'on',
      customAttribute: options.customAttribute ?? found.customAttribute,
      existing: options.existing,
      targets: options.targets,
      userAgent: found.userAgent,
      signIn: options.signIn,
      grants: options.grants,
    };
    const mark = `samlab-${randomBytes(3).toString('hex')}`;
    let count = 0;
    let limited: string | undefined;
    const silence = new Silence();
    const newStage = (more: { readonly silence?: Silence } = { silence }) =>
      new ScimStage(setup, {
        ...more,
        sender,
        name: () => {
          count += 1;
          return `${mark}-${count}`;
        },
        judges: true,
        onLimited: (sentence) => {
          limited ??= sentence;
        },
      });
    const runs = await playAll(options, setup, newStage);
    const partial = signal.aborted ? 'It was interrupted.' : limited;
    sender.beginCleanUp();
    const send = newStage({});
    const leftovers = await own.remove((request) => send.send(request));
    const report = toScimReport({
      cases: options.cases,
      runs,
      address: tenantUrl.base,
      userAgent: found.userAgent,
      startedAt,
      durationMs: clock().getTime() - startedAt.getTime(),
      version: options.version,
      ...(partial !== undefined && { partial }),
      leftovers,
    });
    return { report, leftovers };
  } finally {
    sender.close();
  }
}

async function playAll(
  options: ScimCheckOptions,
  setup: Setup,
  newStage: () => ScimStage,
): Promise<RunReport[]> {
  const { signal, clock, onRun } = options;
  const jobs = jobsOf(options.cases);
  const has = hasOf(options, setup);
  const reports: RunReport[] = [];
  const play = async (job: Job) => {
    if (signal.aborted) return;
    const played = await playOne(job, { has, newStage, clock });
    if (signal.aborted) return;
    const report = toScimRun(job, played);
    reports.push(report);
    onRun?.(report, reports.length, jobs.length);
  };
  const together = jobs.filter(({ of }) => of.alone !== true);
  let next = 0;
  const worker = async () => {
    for (let job = together[next++]; job; job = together[next++]) await play(job);
  };
  await Promise.all(Array.from({ length: options.concurrency }, worker));
  for (const job of jobs.filter(({ of }) => of.alone === true)) await play(job);
  return reports;
}

async function playOne(
  job: Job,
  {
    has,
    newStage,
    clock,
  }: { readonly has: Has; readonly newStage: () => ScimStage; readonly clock: () => Date },
): Promise<Played> {
  const at = clock();
  const skipped = whySkipped(job, has);
  if (skipped !== undefined)
    return { verdict: 'not-applicable', reason: skipped, exchanges: [], at, durationMs: 0 };
  const stage = newStage();
  const outcome = await job.run.play(stage).then(
    () => ({ verdict: 'pass' as const, reason: 'It does as expected.' }),
    (error: unknown) => outcomeOf(error, job),
  );
  return {
    ...outcome,
    exchanges: stage.exchanges,
    at,
    durationMs: clock().getTime() - at.getTime(),
  };
}

export function outcomeOf(
  error: unknown,
  { of, run }: Job,
): Pick<Played, 'verdict' | 'reason' | 'by'> {
  // A sentence may begin with an attribute, whose name stays as it is.
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Wrong)
    return { verdict: (run.level ?? of.level) === 'must' ? 'fail' : 'warn', reason, by: error.by };
  if (error instanceof NoAnswer) return { verdict: 'error', reason, by: error.by };
  if (error instanceof Unshown) return { verdict: 'not-shown', reason };
  return { verdict: 'not-played', reason };
}

/** What the check has for the needs of cases. */
export function hasOf(
  {
    dialects,
    tokenB,
    rate,
    match,
    grants,
  }: Pick<ScimCheckOptions, 'dialects' | 'tokenB' | 'rate' | 'match' | 'grants'>,
  { groups, customAttribute, existing, signIn }: Setup,
): Has {
  return {
    groups,
    default: dialects !== 'optscim',
    aadOptscim062020: dialects !== 'default',
    'custom-urn': customAttribute !== undefined,
    existing: existing !== undefined,
    'token-b': tokenB !== undefined,
    rate,
    mail: match === 'mail',
    'sign-in': signIn !== undefined,
    'client-secret': grants?.secret !== undefined,
    'client-assertion': grants?.assertion !== undefined,
  };
}
