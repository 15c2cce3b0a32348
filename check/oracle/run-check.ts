import { randomUUID } from 'node:crypto';
import { type CatalogueCase, caseById } from '../../catalogue/index.ts';
import type { CheckFault } from '../errors.ts';
import { withCauses } from '../report/causes.ts';
import {
  type CheckReport,
  catalogueVersion,
  type FailedControl,
  type RunReport,
  reportFormat,
} from '../report/report.ts';
import { caseReport, withFindings } from './case-report.ts';
import { ControlFailed } from './control-failed.ts';
import { jobsOf } from './jobs.ts';
import { type PlayAllOptions, playAll } from './play-all.ts';
import { preflight } from './preflight.ts';

/** Aborting the signal ends the check with a report of the finished runs. */
export interface CheckOptions
  extends Omit<PlayAllOptions, 'seed' | 'honestValue' | 'refusalStatuses' | 'onReport'> {
  readonly cases: readonly CatalogueCase[];
  readonly userAgent: 'http' | 'chromium';
  /** Version of samlab. */
  readonly version: string;
  readonly onRun?: (run: RunReport, done: number, total: number) => void;
}

/**
 * Plays cases against a target.
 *
 * @returns the report; `stopped` is the fault that ended it early, if any: then the report is partial. Without cases, the first control sign-in failed.
 * @throws {CheckFault} when it cannot start: the target does not answer, or sends no request
 */
export async function runCheck(
  options: CheckOptions,
): Promise<{ report: CheckReport; stopped: CheckFault | undefined }> {
  const { clock, signal, target } = options;
  const startedAt = clock().toISOString();
  const began = performance.now();
  const seed = randomUUID();
  const reportOf = (
    found: {
      readonly target: Pick<CheckReport['target'], 'acs' | 'refusalStatus'>;
      readonly cases: CheckReport['cases'];
    },
    stopped: CheckFault | undefined,
  ): CheckReport => {
    const partial = signal.aborted ? 'It was interrupted.' : stopped?.message;
    return {
      format: reportFormat,
      samlab: options.version,
      catalogue: catalogueVersion,
      target: {
        name: target.name,
        ...(target.metadataSource !== undefined && { metadata: target.metadataSource }),
        ...found.target,
        userAgent: options.userAgent,
      },
      startedAt,
      durationMs: Math.round(performance.now() - began),
      ...(partial !== undefined && { partial }),
      ...(stopped instanceof ControlFailed && { control: failedControl(stopped) }),
      cases: found.cases,
    };
  };

  const parts = {
    browsers: options.browsers.problem,
    origins: target.origins,
    seed: `${seed} preflight`,
  };
  const before = await preflight(target, parts, options.concurrency).catch(controlFailure);
  if (before instanceof ControlFailed) {
    const acs = before.signIn.exchange?.response?.address ?? '';
    return { report: reportOf({ target: { acs }, cases: {} }, before), stopped: before };
  }
  const { honestValue, acs, refusalStatuses, sameSiteOnly, oneByOne } = before;
  const cases = sameSiteOnly ? withCrossSite(options.cases) : options.cases;
  // The first is the one for an unsigned Response.
  const refusalStatus = [...refusalStatuses].slice(0, 1).find((status) => status >= 500);

  const played = new Map<string, RunReport>();
  const jobs = jobsOf(cases, target);
  const stopped = await playAll(jobs, {
    ...options,
    concurrency: oneByOne ? 1 : options.concurrency,
    seed,
    honestValue,
    refusalStatuses,
    onReport(run) {
      played.set(run.id, run);
      options.onRun?.(run, played.size, jobs.length);
    },
  });
  const found = withFindings(played);
  const reports = cases.flatMap((of) => {
    const runs = jobs.filter((job) => job.of === of).flatMap(({ id }) => found.get(id) ?? []);
    return runs.length > 0 ? [caseReport(of, runs)] : [];
  });
  const report = reportOf(
    {
      target: { acs, ...(refusalStatus !== undefined && { refusalStatus }) },
      cases: Object.fromEntries(withCauses(reports).map((each) => [each.id, each])),
    },
    stopped,
  );
  return { report, stopped };
}

/** A failed sign-in is a result; every other fault is thrown. */
function controlFailure(fault: unknown): ControlFailed {
  if (fault instanceof ControlFailed) return fault;
  throw fault;
}

const failedControl = ({ message, signIn: { exchange } }: ControlFailed): FailedControl => ({
  reason: message,
  ...(exchange && { exchange }),
});

/** Whatever was chosen, a service provider that works only on the same site is told so. */
function withCrossSite(cases: readonly CatalogueCase[]): readonly CatalogueCase[] {
  const found = caseById('web-cross-site-cookie');
  return !found || cases.includes(found) ? cases : [...cases, found];
}
