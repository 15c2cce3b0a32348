import { authnContextClass } from '../../saml/names.ts';
import type { CatalogueCase, Run } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { observe } from '../observe.ts';
import { authnStatementXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';

/** Asks for a certificate, gets something weaker. */
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
    return observe(agent, answer, `X509 was asked for, the answer says ${title}.`);
  },
  check: 'authn_context',
});

export const authnContextWeaker: CatalogueCase = {
  id: 'cond-authncontext-weaker',
  group: 'cond',
  title: 'A weaker authentication than the one asked for',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 3.3.2.2.1', 'Kantara IIP-SP07'],
  risk: 'A password opens what was meant for those with a certificate or a second factor.',
  fix: 'Compare AuthnContextClassRef with what the request asked for.',
  runs: [
    weaker('Password', authnContextClass.password),
    weaker('unspecified', authnContextClass.unspecified),
  ],
};
