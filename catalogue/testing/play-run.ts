import type { CatalogueCase, Observation, Run, Verdict } from '../case.ts';
import { observe, outcomeOf } from '../observe.ts';
import { hostileIdentity } from '../response-spec.ts';
import { present } from '../shown.ts';
import type { Stage } from '../stage.ts';

export interface NamedRun {
  /** Verdict of the case. */
  readonly id: string;
  readonly name: string;
  readonly run: Run;
  readonly verdict: Verdict;
  /** Names of checks, one of which must refuse; empty if any may, or none does. */
  readonly checks: readonly string[];
}

/** One row for each run, for `test.each`. */
export const runsOf = (cases: readonly CatalogueCase[]): NamedRun[] =>
  cases.flatMap(({ id, runs, verdict }) =>
    runs.map((run, index) => ({
      name: `${id}#${index + 1}${run.title === undefined ? '' : ` (${run.title})`}`,
      id,
      run,
      verdict: run.verdict ?? verdict,
      checks: [run.check ?? []].flat(),
    })),
  );

/** Plays one run in new user agents. */
export async function playRun(stage: Stage, run: Run): Promise<Observation> {
  if (run.play) return run.play(stage);
  const { agent, honest: answering, answer } = await present(stage, run);
  const { signedIn, text } = await agent.whoami();
  const honest = text.includes(answering.assertion.nameIdValue);
  const hostile = text.includes(hostileIdentity);
  return {
    outcome: outcomeOf({ signedIn, honest, hostile }, run),
    check: answer.check,
    note: `${answer.status} "${answer.title}"`,
  };
}

/** The control sign-in: the valid response, in the setting of the run. */
export async function playControl(stage: Stage): Promise<Observation> {
  const agent = await stage.newUserAgent();
  const answering = await agent.begin();
  const answer = await agent.post(answering, await stage.honest(answering));
  return observe(agent, answer, `${answer.status} "${answer.title}"`);
}
