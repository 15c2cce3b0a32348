import { statusCode } from '../../saml/names.ts';
import type { CatalogueCase, Run } from '../case.ts';
import { withAssertion, withConditions, withResponse } from '../change-spec.ts';
import { later } from '../honest.ts';
import { observe } from '../observe.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { attributeXml, issuerXml, statusXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import { insertFirst } from '../xml-text.ts';

/** Escaped in the message; on a page it may only show as text. */
const markup = '<img src=x onerror=alert(1)>';

const reflected = (
  title: string,
  change: (honest: ResponseSpec) => ResponseSpec,
  check: string,
): Run => ({
  title,
  looksAtPages: true,
  play: async (stage) => {
    const agent = await stage.newUserAgent();
    const spec = await agent.begin();
    const answer = await agent.post(spec, { xml: signedAssertion(change(spec)) });
    if (/html|xml/i.test(answer.contentType) && answer.body.includes(markup))
      return { outcome: 'hostile', check: answer.check, note: 'The page runs the markup.' };
    return observe(agent, answer, 'The markup did not come through.');
  },
  check,
});

/** An error page that shows attributes needs an error, too: it has expired. */
function expiredWithAttribute(honest: ResponseSpec): ResponseSpec {
  const attribute = attributeXml('urn:example:note', markup);
  const attributes = insertFirst(honest.assertion.attributes, 'AttributeStatement', attribute);
  return withConditions(withAssertion(honest, { attributes }), {
    notBefore: later(honest.now, -75 * 60),
    notOnOrAfter: later(honest.now, -10 * 60),
  });
}

export const errorReflection: CatalogueCase = {
  id: 'web-error-reflection',
  group: 'web',
  title: 'An error page shows what the message says',
  severity: 'med',
  verdict: 'reject',
  basis: ['CWE-79'],
  risk: 'Anybody can post a Response that ends on an error page, and so run a script on this site.',
  fix: 'Escape everything from a message wherever a page shows it.',
  runs: [
    reflected(
      'StatusMessage',
      (honest) =>
        withResponse(honest, { status: statusXml(statusCode.responder, { message: markup }) }),
      'status',
    ),
    reflected('Issuer', (honest) => withAssertion(honest, { issuer: issuerXml(markup) }), 'issuer'),
    reflected('attribute', expiredWithAttribute, 'not_on_or_after'),
  ],
};
