import { ns } from '../../saml/names.ts';
import type { CatalogueCase, Run } from '../case.ts';
import { asHostile } from '../honest.ts';
import { renderAssertion, renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { attributesXml } from '../saml-elements.ts';
import { signXml } from '../sign-xml.ts';
import { logoutRequestXml } from '../slo/logout-message.ts';

function authnRequestXml({ newId, response, sp }: ResponseSpec): string {
  const attributes = attributesXml({
    ID: newId(),
    Version: '2.0',
    IssueInstant: response.issueInstant,
    Destination: sp.acs,
    'xmlns:samlp': ns.protocol,
  });
  return `<samlp:AuthnRequest${attributes}>${response.issuer ?? ''}</samlp:AuthnRequest>`;
}

export const noAssertion: CatalogueCase = {
  id: 'proto-no-assertion',
  group: 'proto',
  title: 'A signed message without an Assertion',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2'],
  risk: 'A service provider that only looks for errors opens a session without a user, or crashes.',
  fix: 'Accept only a samlp:Response with an Assertion at the assertion consumer service.',
  runs: [
    {
      title: 'a signed Response without Assertion',
      message: (honest) => ({
        xml: signXml(renderResponse(honest, ''), { element: 'Response', key: honest.cast.idp }),
      }),
      check: 'one_assertion',
    },
    {
      title: 'a signed AuthnRequest',
      message: (honest) => ({
        xml: signXml(authnRequestXml(honest), { element: 'AuthnRequest', key: honest.cast.idp }),
      }),
      check: 'message',
    },
    {
      title: 'a signed LogoutRequest',
      message: (honest) => ({
        xml: signXml(logoutRequestXml(honest, { destination: honest.sp.acs }), {
          element: 'LogoutRequest',
          key: honest.cast.idp,
        }),
      }),
      check: 'message',
    },
  ],
};

/** Whichever Assertion is read, one of the two runs has the test user in that place. */
const bothSigned = (
  title: string,
  order: (honest: ResponseSpec, other: ResponseSpec) => readonly ResponseSpec[],
): Run => ({
  title,
  bothSigned: true,
  message: (honest) => {
    const people = order(honest, asHostile(honest));
    const xml = renderResponse(honest, people.map((each) => renderAssertion(each)).join(''));
    const { idp: key } = honest.cast;
    return {
      xml: people.reduce(
        (signed, { assertion }) => signXml(signed, { element: `#${assertion.id}`, key }),
        xml,
      ),
    };
  },
  check: 'one_assertion',
});

export const twoAssertions: CatalogueCase = {
  id: 'proto-two-assertions',
  group: 'proto',
  title: 'Two validly signed Assertions for different users',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2', 'SAML2int SDP-IDP10'],
  risk: 'The identity provider signed both users, and it is undefined which of them is signed in; one part of the service provider may check the first, another use the second.',
  fix: 'Require exactly one Assertion.',
  runs: [
    bothSigned('the test user first', (honest, other) => [honest, other]),
    bothSigned('the test user second', (honest, other) => [other, honest]),
  ],
};
