import { randomUUID } from 'node:crypto';
import type { CatalogueCase } from '../../catalogue/index.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import {
  type CaseReport,
  type CheckReport,
  catalogueVersion,
  type RunReport,
} from '../report/report.ts';
import { severities } from '../report/summary.ts';
import { isFinding } from '../verdict.ts';
import { preflight } from './control.ts';
import { verdictOfCase } from './judge.ts';
import { type Job, jobsOf, type PlayOptions, playRun, playsAlone } from './play-run.ts';

export interface CheckOptions
  extends Omit<PlayOptions, 'seed' | 'honestValue' | 'refusalStatuses'> {
  readonly cases: readonly CatalogueCase[];
  /** Runs at the same time; some run alone. */
  readonly concurrency: number;
  /** Aborting it ends the check with a report of the finished runs. */
  readonly signal: AbortSignal;
  readonly userAgent: 'http' | 'chromium';
  /** Version of samlab. */
  readonly version: string;
  readonly onRun?: (run: RunReport, done: number, total: number) => void;
}

/**
 * Plays cases against a target.
 *
 * @returns the report; `stopped` is the fault that ended it early, if any: then the report is partial.
 * @throws {CheckFault} when it cannot start: the target does not answer, sends no request, or fails the first control sign-in
 */
export async function runCheck(
  options: CheckOptions,
): Promise<{ report: CheckReport; stopped: CheckFault | undefined }> {
  const { cases, clock, signal, target } = options;
  const startedAt = clock().toISOString();
  const began = performance.now();
  const seed = randomUUID();
  const { honestValue, acs, refusalStatuses } = await preflight(target, {
    browsers: options.browsers.problem,
    origins: target.origins,
    seed: `${seed} preflight`,
  });

  const refusalStatus = [...refusalStatuses].find((status) => status >= 500);

  const played = new Map<string, RunReport>();
  const jobs = jobsOf(cases, target);
  const stopped = await playAll(jobs, { ...options, seed, honestValue, refusalStatuses }, played);
  const partial = signal.aborted ? 'It was interrupted.' : stopped?.message;
  const report: CheckReport = {
    format: 'samlab-check/1',
    samlab: options.version,
    catalogue: catalogueVersion,
    target: {
      name: target.name,
      ...(target.metadataSource !== undefined && { metadata: target.metadataSource }),
      acs,
      ...(refusalStatus !== undefined && { refusalStatus }),
      userAgent: options.userAgent,
    },
    startedAt,
    durationMs: Math.round(performance.now() - began),
    ...(partial !== undefined && { partial }),
    cases: Object.fromEntries(
      cases.flatMap((each) => {
        const found = caseReport(each, jobs, played);
        return found ? [[each.id, found]] : [];
      }),
    ),
  };
  return { report, stopped };
}

/** Plays several runs at a time, then those that run alone, one by one. */
async function playAll(
  jobs: readonly Job[],
  options: CheckOptions & Pick<PlayOptions, 'seed' | 'honestValue' | 'refusalStatuses'>,
  played: Map<string, RunReport>,
): Promise<CheckFault | undefined> {
  let stopped: CheckFault | undefined;
  const work = async (queue: Job[]) => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      if (stopped || options.signal.aborted) return;
      try {
        const report = await playRun(job, options);
        played.set(job.id, report);
        options.onRun?.(report, played.size, jobs.length);
      } catch (error) {
        if (error instanceof CheckFault) stopped ??= error;
        else if (!(error instanceof ExchangeError && error.code === 'stopped')) throw error;
        return;
      }
    }
  };
  const shared = jobs.filter((job) => !playsAlone(job, options.target));
  await Promise.all(Array.from({ length: Math.max(1, options.concurrency) }, () => work(shared)));
  await work(jobs.filter((job) => playsAlone(job, options.target)));
  return stopped;
}

/** Undefined for a case without a finished run. */
function caseReport(
  of: CatalogueCase,
  jobs: readonly Job[],
  played: ReadonlyMap<string, RunReport>,
): CaseReport | undefined {
  const runs = jobs
    .filter((job) => job.of === of)
    .flatMap(({ id }) => {
      const report = played.get(id);
      return report ? [report] : [];
    });
  if (runs.length === 0) return undefined;
  const { id, group, title, severity, verdict, basis, risk, fix } = of;
  return {
    id,
    group,
    title,
    severity,
    expected: verdict,
    verdict: verdictOfCase(runs.map((run) => run.verdict)),
    basis,
    risk,
    fix,
    runs,
    ...milderOf(runs),
  };
}

/** The worst of the milder findings, unless a failed run is as bad as the case. */
function milderOf(runs: readonly RunReport[]): RunReport['milder'] {
  const failed = runs.filter(({ verdict }) => isFinding(verdict));
  const milder = failed.flatMap((run) => run.milder ?? []);
  if (milder.length < failed.length) return undefined;
  return severities.flatMap((level) => milder.filter(({ severity }) => severity === level))[0];
}
