import { authnContextClass } from '../../saml/names.ts';
import type { CatalogueCase, Run } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { observe } from '../observe.ts';
import { authnStatementXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';

/** The request asks for a certificate; the response says something weaker. */
const weaker = (title: string, classRef: string): Run => ({
  title,
  needs: ['solicited', 'requested-authn-context'],
  play: async (stage) => {
    const agent = await stage.newUserAgent();
    const spec = await agent.begin({ authnContext: authnContextClass.x509 });
    const { id, issueInstant = '' } = spec.assertion;
    const answered = withAssertion(spec, {
      authnStatements: authnStatementXml({
        authnInstant: issueInstant,
        sessionIndex: id,
        classRef,
      }),
    });
    const answer = await agent.post(spec, { xml: signedAssertion(answered) });
    return observe(agent, answer, `The request asked for X509; the response says ${title}.`);
  },
  check: 'authn_context',
});

export const authnContextWeaker: CatalogueCase = {
  id: 'cond-authncontext-weaker',
  group: 'cond',
  title: 'A weaker authentication than requested',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 3.3.2.2.1', 'Kantara IIP-SP07'],
  risk: 'A password is enough where a certificate or a second factor was required.',
  fix: 'Compare AuthnContextClassRef with the one that the request asked for.',
  runs: [
    weaker('Password', authnContextClass.password),
    weaker('unspecified', authnContextClass.unspecified),
  ],
};
