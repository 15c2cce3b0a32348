import type { CatalogueCase } from '../case.ts';
import { observe } from '../observe.ts';
import { assertShown } from '../shown.ts';
import { signedAssertion } from '../sign-xml.ts';
import { NotShown } from '../stage.ts';
import { withConfirmation } from './change.ts';
import { anyRequest } from './in-response-to.ts';

export const irtOtherSession: CatalogueCase = {
  id: 'proto-irt-other-session',
  group: 'proto',
  title: 'A response to a request from another browser',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.3'],
  risk: 'The attacker starts a sign-in and makes the victim finish it, signed in as the attacker.',
  fix: 'Bind each request to the browser that started it with a cookie, and check the cookie when the response arrives.',
  runs: [
    {
      needs: ['solicited'],
      play: async (stage) => {
        const attacker = await stage.newUserAgent();
        const spec = await attacker.begin();
        const victim = await stage.newUserAgent();
        await victim.begin();
        const answer = await victim.post(spec, await stage.honest(spec));
        const seen = await observe(
          victim,
          answer,
          'The response went to a browser with a different pending request.',
        );
        await assertShown(stage, { withoutTrick: anyRequest }, 'reject', seen.outcome);
        return seen;
      },
      check: 'in_response_to',
    },
  ],
};

export const irtConflict: CatalogueCase = {
  id: 'proto-irt-conflict',
  group: 'proto',
  title: 'Response and Assertion for two different pending requests',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2'],
  risk: 'An Assertion from one sign-in can be put into the unsigned Response of another.',
  fix: 'Require the same InResponseTo in the Response and in SubjectConfirmationData.',
  runs: [
    {
      needs: ['solicited'],
      play: async (stage) => {
        const browser = await stage.newUserAgent();
        const other = await browser.begin();
        const spec = await browser.begin();
        const untouched = await browser.fork();
        const mixed = withConfirmation(spec, { InResponseTo: other.inResponseTo });
        const answer = await browser.post(spec, { xml: signedAssertion(mixed) });
        const seen = await observe(browser, answer, 'The confirmation named the other request.');
        await assertShown(stage, { withoutTrick: anyRequest }, 'reject', seen.outcome);
        if (seen.outcome === 'none') {
          await untouched.post(other, await stage.honest(other));
          if (!(await untouched.whoami()).signedIn)
            throw new NotShown(
              'It forgets the first request of a browser when the second one starts, so the confirmation named an unknown request.',
            );
        }
        return seen;
      },
      check: 'in_response_to_agrees',
    },
  ],
};
