import { NotShown, type Stage, type UserAgent } from '../stage.ts';

/**
 * Makes sure that a response that does what the request asked for opens a session.
 *
 * @throws {NotShown} when it does not: then every refusal may have that cause
 */
export async function assertMeetable(
  stage: Stage,
  wish: Parameters<UserAgent['begin']>[0],
): Promise<void> {
  const agent = await stage.newUserAgent();
  const spec = await agent.begin(wish);
  await agent.post(spec, await stage.honest(spec));
  if (!(await agent.whoami()).signedIn)
    throw new NotShown('It also refuses a response that does what this request asks for.');
}
