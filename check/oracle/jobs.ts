import {
  type Assessment,
  type CatalogueCase,
  checksOf,
  needs,
  type Run,
} from '../../catalogue/index.ts';
import type { Target } from '../subject/target.ts';

/** One run of one case. */
export interface Job {
  readonly of: CatalogueCase;
  readonly run: Run;
  /** `id`, or `id#n`. */
  readonly id: string;
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

/** Why a run cannot be played at this service provider: one sentence; undefined if it can. */
export function whyNotApplicable({ run }: Pick<Job, 'run'>, target: Target): string | undefined {
  const [unmet] = target.unmet(run.needs ?? []);
  return unmet && (target.reasonFor?.(unmet) ?? needs[unmet]);
}

/** How bad a failure is: as the case says, unless the run, or what was seen in it, says otherwise. */
export function assess({ of, run }: Pick<Job, 'of' | 'run'>, seen: Partial<Assessment> = {}) {
  return {
    severity: seen.severity ?? run.severity ?? of.severity,
    basis: seen.basis ?? run.basis ?? of.basis,
    risk: seen.risk ?? run.risk ?? of.risk,
    fix: seen.fix ?? run.fix ?? of.fix,
  } satisfies Assessment;
}

/** What a report says of a run, whatever happened in it. */
export const describeRun = ({ of, run, id }: Job) => ({
  id,
  ...(run.title !== undefined && { title: run.title }),
  expected: run.verdict ?? of.verdict,
  checks: checksOf(run),
});

/** A run in a sentence. */
export const nameOf = ({ of, run, id }: Job): string =>
  `${id} ("${of.title}"${run.title === undefined ? '' : `, ${run.title}`})`;
