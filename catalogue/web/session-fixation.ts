import type { CatalogueCase } from '../case.ts';
import { observe } from '../observe.ts';
import { signIn } from './sign-in.ts';

export const sessionFixation: CatalogueCase = {
  id: 'web-session-fixation',
  group: 'web',
  title: 'A session id that does not change at sign-in',
  severity: 'high',
  verdict: 'reject',
  basis: [
    'CWE-384',
    'OWASP Session Management: renew the session id after any privilege level change',
  ],
  risk: 'Anyone who planted or saw the cookie before sign-in shares the session afterwards.',
  fix: 'Issue a new session id at sign-in, and invalidate the old one.',
  runs: [
    {
      play: async (stage) => {
        const agent = await stage.newUserAgent();
        await agent.begin();
        const attacker = await agent.fork();
        const { answer } = await signIn(stage, agent);
        const seen = await observe(
          attacker,
          answer,
          'Another browser had the cookies from before the sign-in.',
        );
        return { ...seen, check: undefined };
      },
    },
  ],
};
