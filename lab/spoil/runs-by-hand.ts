import {
  type CatalogueCase,
  caseById,
  type MessageRun,
  type Need,
  needs as needSentences,
  type Run,
} from '../../catalogue/index.ts';
import { SpoilError } from './errors.ts';

/** A run that can be shown with a single sign-in by hand. */
export interface RunByHand {
  /** `xsw3`, or `xsw1#2` where a case has several runs. */
  readonly id: string;
  readonly of: CatalogueCase;
  readonly run: MessageRun;
}

/** How an exchange names a case. @param id of a case or a run that exists */
export const caseInWords = (id: string): string =>
  `the case ${id} (${caseById(id.replace(/#.*/, ''))?.title})`;

/** Needs that the person can meet: by signing in IdP-initiated, at a service provider that allows it, with any RelayState. */
const metByHand: readonly Need[] = ['unsolicited-allowed', 'any-relay-state'];

/** One sentence that says why a run cannot be shown by hand; undefined when it can. */
export function whyNotByHand(run: Run): string | undefined {
  if (run.play)
    return 'It takes more than one message, a special browser, or a look at what the service provider sends: run it with "samlab check".';
  const missing = run.needs?.find((need) => !metByHand.includes(need));
  if (missing === 'load')
    return 'It is a denial-of-service case: run it with "samlab check --allow-load".';
  return missing && needSentences[missing];
}

/** The id that a run is armed and reported by. */
export const runId = ({ id, runs }: CatalogueCase, n: number): string =>
  runs.length > 1 ? `${id}#${n + 1}` : id;

/** The runs of a case that can be shown by hand. */
export function runsByHand(of: CatalogueCase): RunByHand[] {
  return of.runs.flatMap((run, n) =>
    run.message && whyNotByHand(run) === undefined ? [{ id: runId(of, n), of, run }] : [],
  );
}

/**
 * Returns the run with this id.
 *
 * @throws {SpoilError} `unknown_case`
 * @throws {SpoilError} `not_by_hand`
 */
export function findRun(id: string): RunByHand {
  const of = caseById(id.split('#')[0] ?? '');
  const n = of ? of.runs.findIndex((_, each) => runId(of, each) === id) : -1;
  const run = of?.runs[n];
  if (!of || !run)
    throw new SpoilError('unknown_case', `The catalogue has no case "${id.slice(0, 60)}".`);
  const found = runsByHand(of).find((each) => each.id === id);
  if (found) return found;
  throw new SpoilError(
    'not_by_hand',
    `${id} cannot be shown with a single sign-in. ${whyNotByHand(run)}`,
  );
}
