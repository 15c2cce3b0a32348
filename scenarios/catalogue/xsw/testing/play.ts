import type { CatalogueCase, Observation, Run } from '../../case.ts';
import { observe } from '../../observe.ts';
import type { OurSp } from './our-sp.ts';

/** `id#1` and what belongs to it, one row for each run, for `test.each`. */
export const runsOf = (cases: readonly CatalogueCase[]) =>
  cases.flatMap((one) =>
    one.runs.map((run, index) => ({
      name: `${one.id}#${index + 1}${run.title === undefined ? '' : ` (${run.title})`}`,
      ...{ id: one.id, run, verdict: run.verdict ?? one.verdict },
    })),
  );

/** Plays one run in a fresh user agent. */
export async function play(under: OurSp, run: Run): Promise<Observation & { status?: number }> {
  if (run.play) return run.play(under.stage);
  const agent = under.newUserAgent();
  const answering = await agent.begin();
  const answer = await agent.post(answering, await run.message(answering));
  return { ...(await observe(agent, answer, 'posted')), status: answer.status };
}
