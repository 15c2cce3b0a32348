import type { Message } from '../message.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { type Answer, NotShown, type Stage, type UserAgent } from '../stage.ts';

export interface SignedIn {
  readonly agent: UserAgent;
  /** The valid response to the request. */
  readonly spec: ResponseSpec;
  readonly message: Message;
  readonly answer: Answer;
}

/**
 * A valid sign-in, from which a played run starts.
 *
 * @param message makes the response; a valid one by default.
 * @throws {NotShown} when it opens no session.
 */
export async function signIn(
  stage: Stage,
  agent: UserAgent,
  message: (spec: ResponseSpec) => Message | Promise<Message> = (spec) => stage.honest(spec),
): Promise<SignedIn> {
  const spec = await agent.begin();
  const sent = await message(spec);
  const answer = await agent.post(spec, sent);
  if (!(await agent.whoami()).signedIn)
    throw new NotShown(
      `The control sign-in opened no session: ${answer.status} at ${answer.url}, "${answer.title}".`,
    );
  return { agent, spec, message: sent, answer };
}
