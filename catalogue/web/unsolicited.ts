import type { CatalogueCase } from '../case.ts';
import { observe } from '../observe.ts';
import { anyRequest } from '../proto/in-response-to.ts';
import { assertShown } from '../shown.ts';

export const unsolicited: CatalogueCase = {
  id: 'web-unsolicited',
  group: 'web',
  title: 'A valid Response without a request',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.5'],
  risk: 'The attacker signs the victim in as the attacker, and can read what the victim enters.',
  fix: 'Refuse a Response without InResponseTo unless you need IdP-initiated sign-in.',
  runs: [
    {
      needs: ['unsolicited-refused'],
      play: async (stage) => {
        const victim = await stage.newUserAgent();
        const spec = await victim.unsolicited();
        const answer = await victim.post(spec, await stage.honest(spec));
        return observe(victim, answer, 'A fresh browser posted a Response without InResponseTo.');
      },
      check: 'in_response_to',
    },
  ],
};

export const loginCsrf: CatalogueCase = {
  id: 'web-login-csrf',
  group: 'web',
  title: 'The attacker’s own valid Response, posted by a browser without a request',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.3', 'CWE-352'],
  risk: 'A self-posting page signs the victim in as the attacker.',
  fix: 'Bind each request to the browser that started it, and check that before opening a session.',
  runs: [
    {
      needs: ['solicited'],
      play: async (stage) => {
        const spec = await (await stage.newUserAgent()).begin();
        const victim = await stage.newUserAgent();
        const answer = await victim.post(spec, await stage.honest(spec));
        const seen = await observe(
          victim,
          answer,
          'A browser without a pending request posted the Response.',
        );
        await assertShown(stage, { withoutTrick: anyRequest }, 'reject', seen.outcome);
        return seen;
      },
      check: 'in_response_to',
    },
  ],
};
