import type { Message } from '../message.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { type Answer, Inconclusive, type Stage, type UserAgent } from '../stage.ts';

export interface SignedIn {
  readonly agent: UserAgent;
  /** What the request asked for, and the honest answer to it. */
  readonly spec: ResponseSpec;
  readonly message: Message;
  readonly answer: Answer;
}

/**
 * An honest sign-in, the ground on which a played run stands.
 *
 * @param message the answer that it takes; the honest one by default.
 * @throws {Inconclusive} when it opens no session.
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
    throw new Inconclusive(
      `The honest sign-in opened no session: ${answer.status} at ${answer.url}, "${answer.title}".`,
    );
  return { agent, spec, message: sent, answer };
}
