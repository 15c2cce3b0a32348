import type { CatalogueCase } from '../case.ts';
import { observe } from '../observe.ts';
import { type Answer, Inconclusive } from '../stage.ts';

/** Told by the page, since the browser is signed in before the second answer comes. */
const welcomedLike = (answer: Answer, other: Answer) =>
  answer.check === undefined &&
  answer.status === other.status &&
  (answer.title === other.title || answer.url === other.url);

export const concurrentLogins: CatalogueCase = {
  id: 'web-concurrent-logins',
  group: 'web',
  title: 'Two tabs sign in at once and finish in reverse order',
  severity: 'med',
  verdict: 'accept',
  basis: ['SAML Profiles 4.1.4.3'],
  risk: 'People with two tabs, or an impatient second click, are sent back to the start.',
  fix: 'Remember several waiting requests for one browser, each by its ID.',
  runs: [
    {
      needs: ['solicited'],
      play: async (stage) => {
        const agent = await stage.newUserAgent();
        const first = await agent.begin();
        const second = await agent.begin();
        const late = await agent.post(second, await stage.honest(second));
        if (!(await agent.whoami()).signedIn)
          throw new Inconclusive('The answer to the second request did not sign in.');
        const early = await agent.post(first, await stage.honest(first));
        if (!welcomedLike(early, late))
          return {
            outcome: 'none',
            check: early.check,
            note: `The answer to the first request was refused: ${early.status} at ${early.url}.`,
          };
        return observe(agent, early, 'Both requests were answered.');
      },
    },
  ],
};
