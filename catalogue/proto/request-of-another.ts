import type { CatalogueCase } from '../case.ts';
import { observe } from '../observe.ts';
import { signedAssertion } from '../sign-xml.ts';
import { withConfirmation } from './change.ts';

export const irtOtherSession: CatalogueCase = {
  id: 'proto-irt-other-session',
  group: 'proto',
  title: 'The answer to a request that waits in another browser',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.3'],
  risk: 'The attacker starts a sign-in, and has the victim finish it as the attacker.',
  fix: 'Bind each request to the user agent that started it, by a cookie, and check that on arrival.',
  runs: [
    {
      needs: ['solicited'],
      play: async (stage) => {
        const attacker = await stage.newUserAgent();
        const spec = await attacker.begin();
        const victim = await stage.newUserAgent();
        await victim.begin();
        const answer = await victim.post(spec, await stage.honest(spec));
        return observe(victim, answer, 'The answer went to a browser with a request of its own.');
      },
      check: 'in_response_to',
    },
  ],
};

export const irtConflict: CatalogueCase = {
  id: 'proto-irt-conflict',
  group: 'proto',
  title: 'Response and Assertion answer two different requests, both of them waiting',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2'],
  risk: 'The Assertion of one sign-in is put into the unsigned Response of another.',
  fix: 'Require the same InResponseTo in the Response and in the confirmation data.',
  runs: [
    {
      needs: ['solicited'],
      play: async (stage) => {
        const browser = await stage.newUserAgent();
        const other = await browser.begin();
        const spec = await browser.begin();
        const mixed = withConfirmation(spec, { InResponseTo: other.inResponseTo });
        const answer = await browser.post(spec, { xml: signedAssertion(mixed) });
        return observe(browser, answer, 'The confirmation named the other request.');
      },
      check: 'in_response_to_agrees',
    },
  ],
};
