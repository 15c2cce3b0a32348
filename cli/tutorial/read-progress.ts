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

/** The steps of the tutorial in order, as in `/api/tutorial` of a lab. */
export type Progress = Type.Static<typeof Shape>;

/** Nothing answers at the URL, or something that is not a lab. `message` is one sentence for the user. */
export class NoLab extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoLab';
  }
}

/** How long to wait for an answer (ms). A lab on this machine answers in milliseconds. */
const TIMEOUT = 10_000;

/**
 * Reads from a running lab which steps are done.
 *
 * @param lab URL of the lab home, http or https.
 * @throws {NoLab} when no lab answers there
 */
export async function readProgress(lab: string): Promise<Progress> {
  const address = new URL('/api/tutorial', lab);
  const answer = await fetch(address, {
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT),
  }).catch(() => {
    throw new NoLab(
      `No lab answers at ${lab}. Start one with "samlab start", or set --lab to the URL of its lab home.`,
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
    throw new NoLab(`${lab} is not a lab home. Its URL is the first that "samlab start" prints.`);
  }
}
