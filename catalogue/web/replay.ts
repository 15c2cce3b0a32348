import type { CatalogueCase, Observation } from '../case.ts';
import { anyRequest } from '../proto/in-response-to.ts';
import { assertShown } from '../shown.ts';
import { requireLogout } from '../slo/log-out.ts';
import { type Answer, NotShown, type Stage } from '../stage.ts';
import { mustNotShareSession } from './copy-before.ts';
import { solicitedTwice, unsolicitedTwice } from './present-twice.ts';

export const replayAfterLogout: CatalogueCase = {
  id: 'web-replay-after-logout',
  group: 'web',
  title: 'A Response replayed after logout',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.5'],
  risk: 'On a shared computer, the next person can undo the logout with the back button or the history.',
  fix: 'Keep the IDs of accepted Assertions until they expire, even after the session has ended.',
  runs: [
    solicitedTwice({ needs: ['logout'], between: requireLogout }),
    unsolicitedTwice({ needs: ['logout'], between: requireLogout }),
  ],
};

/** Copies of one browser post the same Response; `post` says how. Exactly one may get a session. */
async function countSessions(
  stage: Stage,
  count: number,
  post: (posts: readonly (() => Promise<Answer>)[]) => Promise<Answer[]>,
): Promise<Observation> {
  const agent = await stage.newUserAgent();
  const spec = await agent.begin();
  const message = await stage.honest(spec);
  const copies = await Promise.all(Array.from({ length: count }, () => agent.fork()));
  const answers = await post(copies.map((copy) => () => copy.post(spec, message)));
  const people = await Promise.all(copies.map((copy) => copy.whoami()));
  const sessions = people.filter(({ signedIn }) => signedIn).length;
  if (sessions === 0) throw new NotShown('Not even the first post opened a session.');
  await mustNotShareSession(agent);
  const outcome = sessions > 1 ? 'session' : 'none';
  await assertShown(stage, { withoutTrick: anyRequest }, 'reject', outcome);
  return {
    outcome,
    check: answers.find((_, i) => !people[i]?.signedIn)?.check,
    note: `${count} posts opened ${sessions} session(s).`,
  };
}

const oneByOne = async (posts: readonly (() => Promise<Answer>)[]) => {
  const answers: Answer[] = [];
  for (const post of posts) answers.push(await post());
  return answers;
};

const allAtOnce = (posts: readonly (() => Promise<Answer>)[]) =>
  Promise.all(posts.map((post) => post()));

export const doublePost: CatalogueCase = {
  id: 'web-double-post',
  group: 'web',
  title: 'One Response, posted several times',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.5'],
  risk: 'A stolen Response opens a second session if it arrives at the same moment.',
  fix: 'Let a unique constraint in the database decide which of several identical Responses opens the session.',
  runs: [
    {
      title: 'twice',
      play: (stage) => countSessions(stage, 2, oneByOne),
      check: ['replay', 'in_response_to'],
    },
    {
      title: 'twenty times at once',
      play: (stage) => countSessions(stage, 20, allAtOnce),
      check: ['replay', 'in_response_to'],
    },
    unsolicitedTwice(),
  ],
};
