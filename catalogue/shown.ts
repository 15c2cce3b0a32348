/** Whether a run shows what it is about, or another check decided. */
import type { MessageMaker, MessageRun, Neighbours, Verdict } from './case.ts';
import type { Outcome } from './outcome.ts';
import type { ResponseSpec } from './response-spec.ts';
import { type Answer, NotShown, type Stage, type UserAgent } from './stage.ts';

export interface Presented {
  readonly agent: UserAgent;
  /** The valid response from which the message was made. */
  readonly honest: ResponseSpec;
  readonly answer: Answer;
}

/** Sends a message in a fresh browser, after it has started a sign-in unless the message is unsolicited. */
export async function present(
  stage: Stage,
  { message, unsolicited }: Pick<MessageRun, 'message' | 'unsolicited'>,
): Promise<Presented> {
  const agent = await stage.newUserAgent();
  const honest = unsolicited ? await agent.unsolicited() : await agent.begin();
  return { agent, honest, answer: await agent.post(honest, await message(honest)) };
}

/** Whether a message opens a session in a fresh browser. */
export async function opensSession(
  stage: Stage,
  message: MessageMaker,
  unsolicited?: true,
): Promise<boolean> {
  const { agent } = await present(stage, { message, ...(unsolicited && { unsolicited }) });
  return (await agent.whoami()).signedIn;
}

/**
 * Makes sure that the check that a run is about decided, and no other one.
 *
 * @param expected the verdict of the run
 * @throws {NotShown} when a neighbouring message shows that another check decided
 */
export async function assertShown(
  stage: Stage,
  run: Neighbours & Pick<MessageRun, 'unsolicited'>,
  expected: Verdict,
  outcome: Outcome,
): Promise<void> {
  const { validTwin, withoutTrick = [], unsolicited } = run;
  const opens = (message: MessageMaker) => opensSession(stage, message, unsolicited);
  const refused = outcome === 'none';
  if (expected !== 'accept' && refused && validTwin && !(await opens(validTwin)))
    throw new NotShown(
      'It also refuses a valid message with the same feature, so another check may have refused this one.',
    );
  if (!isFault(expected, outcome)) return;
  for (const { of, message } of withoutTrick)
    if ((await opens(message)) !== refused)
      throw new NotShown(
        `It ${refused ? 'refuses' : 'accepts'} the message without what this run adds as well: see ${of}.`,
        of,
        outcome,
      );
}

const isFault = (expected: Verdict, outcome: Outcome): boolean =>
  ({
    accept: outcome === 'none',
    reject: outcome !== 'none',
    inert: outcome === 'hostile' || outcome === 'harm',
    policy: false,
  })[expected];
