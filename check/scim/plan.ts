import type { RunVerdict } from '../verdict.ts';
import { type Need, needs, type ScimCase, type ScimRun } from './case.ts';
import type { CaseExchange } from './sender.ts';

/** Which dialects are played. */
export type Dialects = 'default' | 'optscim' | 'both';

/** What the check has, by need. */
export type Has = Readonly<Record<Need, boolean>>;

export interface Job {
  readonly of: ScimCase;
  readonly run: ScimRun;
  /** `LIF-55`, or `LIF-56#2`. */
  readonly id: string;
}

/** The runs of cases, in order, with those that run alone at the end. */
export function jobsOf(cases: readonly ScimCase[]): Job[] {
  const jobs = cases.flatMap((of) =>
    of.runs.map((run, n) => ({ of, run, id: of.runs.length > 1 ? `${of.id}#${n + 1}` : of.id })),
  );
  const isAlone = ({ of }: Job) => of.alone === true;
  return [...jobs.filter((job) => !isAlone(job)), ...jobs.filter(isAlone)];
}

/** Why a run is skipped; undefined if it is played. */
export function whySkipped({ of, run }: Pick<Job, 'of' | 'run'>, has: Has): string | undefined {
  const unmet = [...(of.needs ?? []), ...(run.needs ?? [])].find((need) => !has[need]);
  return unmet && needs[unmet];
}

/** What happened in a run. */
export interface Played {
  readonly verdict: RunVerdict;
  readonly reason: string;
  readonly exchanges: readonly CaseExchange[];
  /** The request whose answer decided, if the case says so. */
  readonly by?: CaseExchange | undefined;
  readonly at: Date;
  readonly durationMs: number;
}
