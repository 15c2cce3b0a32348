import { authnContextClass } from '../../saml/names.ts';
import type { CatalogueCase, Run } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { observe } from '../observe.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { authnStatementXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import { NotPlayable } from '../stage.ts';
import { contentText } from '../xml-text.ts';
import { assertMeetable } from './wish.ts';

/** The class that the request asked for, in which the valid response answers. */
const askedClass = ({ assertion }: ResponseSpec) =>
  contentText(assertion.authnStatements, 'AuthnContextClassRef').trim();

/** Not weaker than the class, as far as anyone can say (SAML Authentication Context 3.4). */
const asWeakAs: Readonly<Record<string, readonly string[]>> = {
  [authnContextClass.password]: [
    authnContextClass.password,
    authnContextClass.passwordProtectedTransport,
    authnContextClass.unspecified,
  ],
  [authnContextClass.unspecified]: [authnContextClass.unspecified],
};

const inClass = (spec: ResponseSpec, classRef: string) => {
  const { id, issueInstant = '' } = spec.assertion;
  return withAssertion(spec, {
    authnStatements: authnStatementXml({ authnInstant: issueInstant, sessionIndex: id, classRef }),
  });
};

/** The response says something weaker than the request asked for, X509 if the service provider lets us choose. */
const weaker = (title: string, classRef: string): Run => ({
  title,
  needs: ['solicited', 'requested-authn-context'],
  play: async (stage) => {
    const wish = { authnContext: authnContextClass.x509 };
    const agent = await stage.newUserAgent();
    const spec = await agent.begin(wish);
    const asked = askedClass(spec);
    if (asWeakAs[classRef]?.includes(asked))
      throw new NotPlayable(`The request asks for ${asked}, and ${title} is not weaker than that.`);
    const answer = await agent.post(spec, { xml: signedAssertion(inClass(spec, classRef)) });
    const seen = await observe(
      agent,
      answer,
      `The request asked for ${asked}; the response says ${title}.`,
    );
    if (seen.outcome === 'none') await assertMeetable(stage, wish);
    return seen;
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
