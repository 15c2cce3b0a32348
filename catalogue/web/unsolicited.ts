import type { CatalogueCase } from '../case.ts';
import { observe } from '../observe.ts';
import { answering } from '../proto/change.ts';
import { signedAssertion } from '../sign-xml.ts';

export const unsolicited: CatalogueCase = {
  id: 'web-unsolicited',
  group: 'web',
  title: 'A valid Response that nobody asked for',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.5'],
  risk: 'The attacker signs the victim in as the attacker, and reads what the victim enters there.',
  fix: 'Unless IdP-initiated sign-in is wanted, refuse a Response without InResponseTo.',
  runs: [
    {
      needs: ['unsolicited-refused'],
      play: async (stage) => {
        const honest = await (await stage.newUserAgent()).begin();
        const victim = await stage.newUserAgent();
        const xml = signedAssertion(answering(honest, undefined));
        const answer = await victim.post(honest, { xml, relayState: null });
        return observe(victim, answer, 'A fresh browser brought a Response without InResponseTo.');
      },
      check: 'in_response_to',
    },
  ],
};

export const loginCsrf: CatalogueCase = {
  id: 'web-login-csrf',
  group: 'web',
  title: 'The attacker’s own valid Response, posted from a browser without a request',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.3', 'CWE-352'],
  risk: 'A page that posts by itself signs the victim in as the attacker.',
  fix: 'Bind each request to the browser that started it, and check that before the session is opened.',
  runs: [
    {
      needs: ['solicited'],
      play: async (stage) => {
        const spec = await (await stage.newUserAgent()).begin();
        const victim = await stage.newUserAgent();
        const answer = await victim.post(spec, await stage.honest(spec));
        return observe(
          victim,
          answer,
          'A browser that had asked for nothing brought the Response.',
        );
      },
      check: 'in_response_to',
    },
  ],
};
