import { statusCode } from '../../saml/names.ts';
import type { CatalogueCase, Run } from '../case.ts';
import { withAssertion, withConditions, withResponse } from '../change-spec.ts';
import { later } from '../honest.ts';
import { observe } from '../observe.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { attributeXml, issuerXml, statusXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import { insertFirst } from '../xml-text.ts';

/** Escaped in the message; a page may only show it as text. */
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
      return {
        outcome: 'harm',
        check: answer.check,
        note: 'The page contains the markup unescaped.',
      };
    return observe(agent, answer, 'The page does not contain the markup unescaped.');
  },
  check,
});

/** An error page that shows attributes also needs an error: the Assertion has expired. */
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
  title: 'Markup from the message on an error page',
  severity: 'med',
  verdict: 'reject',
  basis: ['CWE-79'],
  risk: 'Anyone can post a Response that leads to an error page, and run a script on this site.',
  fix: 'Escape everything from a message before showing it on a page.',
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
