import type { CatalogueCase } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { later } from '../honest.ts';
import { observe } from '../observe.ts';
import { signedAfter, withAuthnInstant } from '../proto/change.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signedAssertion } from '../sign-xml.ts';
import { assertMeetable } from './wish.ts';

const authenticatedAt = (spec: ResponseSpec, seconds: number) =>
  withAuthnInstant(spec, later(spec.now, seconds));

export const authnInstant: CatalogueCase = {
  id: 'cond-authn-instant',
  group: 'cond',
  title: 'An AuthnInstant that is too old or in the future',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 3.4.1', 'SAML2int SDP-IDP07'],
  risk: 'A fresh sign-in was requested, for example before a payment, and an old session at the identity provider satisfies it.',
  fix: 'After ForceAuthn, require an AuthnInstant no earlier than the request; never accept one in the future.',
  runs: [
    {
      title: 'an hour before a request with ForceAuthn',
      needs: ['solicited', 'force-authn'],
      play: async (stage) => {
        const agent = await stage.newUserAgent();
        const spec = await agent.begin({ forceAuthn: true });
        const stale = { xml: signedAssertion(authenticatedAt(spec, -60 * 60)) };
        const answer = await agent.post(spec, stale);
        const seen = await observe(
          agent,
          answer,
          'The request said ForceAuthn; the response did not honour it.',
        );
        if (seen.outcome === 'none') await assertMeetable(stage, { forceAuthn: true });
        return seen;
      },
      check: 'authn_instant',
    },
    {
      title: 'in the future',
      severity: 'low',
      basis: ['SAML Core 2.7.2', 'SAML2int SDP-G01'],
      risk: 'A session that is limited from AuthnInstant on lasts longer than it should.',
      fix: 'Refuse an AuthnInstant later than now plus the allowed clock skew.',
      message: signedAfter((honest) => authenticatedAt(honest, 60 * 60)),
      check: 'authn_instant',
    },
  ],
};

export const noAuthnStatement: CatalogueCase = {
  id: 'cond-no-authnstatement',
  group: 'cond',
  title: 'An Assertion with attributes but no AuthnStatement',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2', 'SAML Core 3.4.1.4'],
  risk: 'An Assertion from an attribute query, which is not about a sign-in, opens a session.',
  fix: 'Require at least one AuthnStatement.',
  runs: [
    {
      message: signedAfter((honest) => withAssertion(honest, { authnStatements: '' })),
      check: 'authn_statement',
    },
  ],
};
