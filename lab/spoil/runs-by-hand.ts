import {
  type CatalogueCase,
  caseById,
  type MessageRun,
  type Need,
  needs as needSentences,
  type Run,
} from '../../catalogue/index.ts';
import { SpoilError } from './errors.ts';

/** A run that one sign-in by hand can show. */
export interface RunByHand {
  /** `xsw3`, or `xsw1#2` where a case has several runs. */
  readonly id: string;
  readonly of: CatalogueCase;
  readonly run: MessageRun;
}

/** What a person can see to: signing in from My Apps, at a service provider that allows it. */
const seenTo: readonly Need[] = ['unsolicited-allowed'];

/** Why a run does not go by hand: one sentence; undefined when it does. */
export function whyNotByHand(run: Run): string | undefined {
  if (run.play)
    return 'It takes more than one message, or a browser that does something special: "samlab check" plays it.';
  const missing = run.needs?.find((need) => !seenTo.includes(need));
  if (missing === 'load')
    return 'It is a denial-of-service case: "samlab check --allow-load" plays it.';
  return missing && needSentences[missing];
}

/** The id under which a run is armed and reported. */
export const runId = ({ id, runs }: CatalogueCase, n: number): string =>
  runs.length > 1 ? `${id}#${n + 1}` : id;

/** The runs of a case that go by hand; none when it takes more. */
export function runsByHand(of: CatalogueCase): RunByHand[] {
  return of.runs.flatMap((run, n) =>
    run.message && whyNotByHand(run) === undefined ? [{ id: runId(of, n), of, run }] : [],
  );
}

/**
 * The run of this id.
 *
 * @throws {SpoilError} `unknown_case`, `not_by_hand`
 */
export function findRun(id: string): RunByHand {
  const of = caseById(id.split('#')[0] ?? '');
  const n = of ? of.runs.findIndex((_, each) => runId(of, each) === id) : -1;
  const run = of?.runs[n];
  if (!of || !run)
    throw new SpoilError('unknown_case', `The catalogue has no case "${id.slice(0, 60)}".`);
  const found = runsByHand(of).find((each) => each.id === id);
  if (found) return found;
  throw new SpoilError('not_by_hand', `${id} cannot be shown by one sign-in. ${whyNotByHand(run)}`);
}
