import type { CatalogueCase } from '../case.ts';
import { observe } from '../observe.ts';
import { type Answer, NotShown } from '../stage.ts';

/** Judged by the page, since the browser is already signed in before the second response. */
const welcomedLike = (answer: Answer, other: Answer) =>
  answer.check === undefined &&
  answer.status === other.status &&
  (answer.title === other.title || answer.url === other.url);

export const concurrentLogins: CatalogueCase = {
  id: 'web-concurrent-logins',
  group: 'web',
  title: 'Two tabs that sign in at the same time and finish in reverse order',
  severity: 'med',
  verdict: 'accept',
  basis: ['SAML Profiles 4.1.4.3'],
  risk: 'Users with two tabs, or an impatient second click, cannot sign in.',
  fix: 'Keep several pending requests for one browser, each by its ID.',
  runs: [
    {
      needs: ['solicited'],
      play: async (stage) => {
        const agent = await stage.newUserAgent();
        const first = await agent.begin();
        const second = await agent.begin();
        const late = await agent.post(second, await stage.honest(second));
        if (!(await agent.whoami()).signedIn)
          throw new NotShown('The response to the second request opened no session.');
        const early = await agent.post(first, await stage.honest(first));
        if (!welcomedLike(early, late))
          return {
            outcome: 'none',
            check: early.check,
            note: `The response to the first request was refused: ${early.status} at ${early.url}.`,
          };
        return observe(agent, early, 'Both requests were answered.');
      },
    },
  ],
};
