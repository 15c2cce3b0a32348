import type { CatalogueCase } from '../../catalogue/index.ts';
import type { CaseCounts } from '../report/counts.ts';
import type { Target } from '../subject/target.ts';
import { type Job, jobsOf, whyNotApplicable } from './jobs.ts';

/** What a check would play, run by run. */
export interface Plan {
  /** In the order of the catalogue. */
  readonly runs: readonly PlannedRun[];
  /** Requests that will be sent at least, redirects and further messages of a run not counted. */
  readonly requests: number;
}

export interface PlannedRun {
  /** The case. */
  readonly of: CatalogueCase;
  /** `id`, or `id#n`. */
  readonly id: string;
  /** Why it would be skipped; undefined if it would be played. */
  readonly skipped: string | undefined;
}

/** How many cases a plan has, in the words of the reports. */
export function countPlan({ runs }: Plan): Omit<CaseCounts, 'notShown'> {
  const cases = new Set(runs.map(({ of }) => of)).size;
  const sent = runs.filter(({ skipped }) => skipped === undefined);
  const played = new Set(sent.map(({ of }) => of)).size;
  return { cases, played, messages: sent.length, skipped: cases - played, notPlayed: 0 };
}

/** Plans a check without sending anything. */
export function planCheck(cases: readonly CatalogueCase[], target: Target): Plan {
  const startsSignIns = target.unmet(['solicited']).length === 0;
  const jobs = jobsOf(cases, target).map((job) => ({
    job,
    skipped: whyNotApplicable(job, target),
  }));
  const played = jobs.filter(({ skipped }) => skipped === undefined);
  return {
    runs: cases.flatMap((of) =>
      jobs
        .filter(({ job }) => job.of === of)
        .map(({ job: { id }, skipped }) => ({ of, id, skipped })),
    ),
    requests: played.reduce((sum, { job }) => sum + requestsOf(job, startsSignIns), 0),
  };
}

/** A sign-in is the login URL, unless it is IdP-initiated, then the response and the question who is signed in. */
function requestsOf({ run }: Job, startsSignIns: boolean): number {
  const control = startsSignIns ? 3 : 2;
  if (run.play) return control + 1; // what it sends, only the run knows
  return control + (startsSignIns && !run.unsolicited ? 3 : 2);
}
