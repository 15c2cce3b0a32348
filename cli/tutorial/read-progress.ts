import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { askLab, notLabHome } from '../running-lab.ts';

const Shape = Type.Object({
  steps: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      done: Type.Boolean(),
      why: Type.Optional(Type.String()),
    }),
    { minItems: 1 },
  ),
});

/** The steps of the tutorial in order, as in `/api/tutorial` of a lab. */
export type Progress = Type.Static<typeof Shape>;

/**
 * Reads from a running lab which steps are done.
 *
 * @param lab URL of the lab home, http or https.
 * @throws {NoLab} when no lab answers there
 */
export async function readProgress(lab: string): Promise<Progress> {
  const answer = await askLab(lab, '/api/tutorial');
  try {
    if (!answer.ok) throw new TypeError(`status ${answer.status}`);
    const { steps } = Value.Parse(Shape, await answer.json());
    return {
      steps: steps.map(({ id, title, done, why }) => ({
        id,
        title,
        done,
        ...(why !== undefined && { why }),
      })),
    };
  } catch {
    throw notLabHome(lab);
  }
}
