import type { CatalogueCase, Observation } from '../case.ts';
import { observe } from '../observe.ts';
import { requireLogout } from '../slo/log-out.ts';
import { type Answer, Inconclusive, type Stage } from '../stage.ts';
import { signIn } from './sign-in.ts';

export const replayAfterLogout: CatalogueCase = {
  id: 'web-replay-after-logout',
  group: 'web',
  title: 'The same Response after logout, in a fresh browser',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.5'],
  risk: 'On a shared computer the back button, or whoever reads the history, undoes the logout.',
  fix: 'Keep the IDs of accepted Assertions until they expire, whatever becomes of the session.',
  runs: [
    {
      needs: ['logout'],
      play: async (stage) => {
        const { agent, spec, message } = await signIn(stage, await stage.newUserAgent());
        await requireLogout(stage, agent, spec);
        const fresh = await stage.newUserAgent();
        const answer = await fresh.post(spec, message);
        return observe(fresh, answer, 'The session was ended, then its Response came again.');
      },
      check: ['replay', 'in_response_to'],
    },
  ],
};

/** Copies of one browser post the same Response; `post` says how. A session in exactly one of them is right. */
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
  if (sessions === 0) throw new Inconclusive('Not even the first of them signed in.');
  if ((await agent.whoami()).signedIn)
    throw new Inconclusive(
      'The session has the id that was known before sign-in, so two cannot be told apart; see web-session-fixation.',
    );
  return {
    outcome: sessions > 1 ? 'session' : 'none',
    check: answers.find((_, i) => !people[i]?.signedIn)?.check,
    note: `${sessions} session(s) came of ${count} posts.`,
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
  risk: 'A stolen Response works beside the honest one, if it only comes at the same moment.',
  fix: 'Let a unique constraint of the database decide which of several equal Responses opens the session.',
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
  ],
};
