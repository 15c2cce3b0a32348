import { Type } from 'typebox';
import { Value } from 'typebox/value';

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

/** The steps of the tutorial in order, as `/api/tutorial` of a lab tells them. */
export type Progress = Type.Static<typeof Shape>;

/** Nothing answers there, or something that is no lab. `message` is one sentence for a person. */
export class NoLab extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoLab';
  }
}

/** A lab on this machine answers in milliseconds; one that hangs is given this long (ms). */
const PATIENCE = 10_000;

/**
 * Asks a lab how far it is.
 *
 * @param lab address of the lab home, http or https.
 * @throws {NoLab}
 */
export async function readProgress(lab: string): Promise<Progress> {
  const address = new URL('/api/tutorial', lab);
  const answer = await fetch(address, {
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => {
    throw new NoLab(
      `No lab answers at ${lab}. Start one with "samlab start", or name the address of its lab home with --lab.`,
    );
  });
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
    throw new NoLab(
      `What answers at ${lab} is not the home of a lab. Its address is the first that "samlab start" prints.`,
    );
  }
}
