import { NotShown, type Stage, type UserAgent } from '../stage.ts';
import { type SignedIn, signIn } from './sign-in.ts';

/**
 * Signs in, and keeps copies of the browser from before the response: the same pending request, no session.
 *
 * @throws {NotShown} as `mustNotShareSession` does.
 */
export async function signInKeeping(
  stage: Stage,
  count: number,
): Promise<SignedIn & { copies: readonly UserAgent[] }> {
  const agent = await stage.newUserAgent();
  const copies: UserAgent[] = [];
  const signedIn = await signIn(stage, agent, async (spec) => {
    while (copies.length < count) copies.push(await agent.fork());
    return stage.honest(spec);
  });
  for (const copy of copies.slice(0, 1)) await mustNotShareSession(copy);
  return { ...signedIn, copies };
}

/** @throws {NotShown} when a copy of the browser from before the sign-in is signed in too: then their sessions cannot be told apart */
export async function mustNotShareSession(copy: UserAgent): Promise<void> {
  if (!(await copy.whoami()).signedIn) return;
  throw new NotShown(
    'The session id does not change at sign-in, so two sessions cannot be told apart: see web-session-fixation.',
    'web-session-fixation',
  );
}
