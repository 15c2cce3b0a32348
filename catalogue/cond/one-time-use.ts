import type { CatalogueCase } from '../case.ts';
import { withConditions } from '../change-spec.ts';
import { observe } from '../observe.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signedAssertion } from '../sign-xml.ts';
import { unsolicitedTwice } from '../web/replay-unsolicited.ts';
import { signIn } from '../web/sign-in.ts';

const oneTimeUse = (spec: ResponseSpec) =>
  withConditions(spec, { content: `${spec.assertion.conditions.content}<OneTimeUse/>` });

export const oneTimeUseReplay: CatalogueCase = {
  id: 'cond-one-time-use-replay',
  group: 'cond',
  title: 'A OneTimeUse Assertion, presented twice',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 2.5.1.5', 'SAML Profiles 4.1.4.5'],
  risk: 'Anyone who reads the Response in transit or in a browser history can sign in as its subject.',
  fix: 'Remember the ID of each accepted Assertion until it expires, and refuse it the second time.',
  runs: [
    {
      title: 'in a new browser',
      play: async (stage) => {
        const { spec, message } = await signIn(stage, await stage.newUserAgent(), (honest) => ({
          xml: signedAssertion(oneTimeUse(honest)),
        }));
        const thief = await stage.newUserAgent();
        const answer = await thief.post(spec, message);
        return observe(thief, answer, 'The Assertion had been accepted before.');
      },
      check: ['replay', 'in_response_to'],
    },
    unsolicitedTwice(oneTimeUse),
  ],
};
