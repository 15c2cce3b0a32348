import type { CatalogueCase } from '../case.ts';
import { withAssertion, withResponse } from '../change-spec.ts';
import { renderResponse } from '../render.ts';
import { issuerXml, responseIssuerXml } from '../saml-elements.ts';
import { signXml } from '../sign-xml.ts';
import { withConfirmation } from './change.ts';

export const otherTrustedIdp: CatalogueCase = {
  id: 'proto-other-trusted-idp',
  group: 'proto',
  title: 'A response from a trusted identity provider other than the one asked',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2026-49284', 'SAML Profiles 4.1.4.3'],
  risk: 'Every trusted identity provider can sign in as the users of every other one.',
  fix: 'Remember which identity provider a request went to, and accept the response only from that one.',
  runs: [
    {
      title: 'InResponseTo only in the unsigned Response, not in the Assertion',
      needs: ['solicited', 'second-idp'],
      message: (honest) => {
        const other = honest.cast.secondIdp;
        if (!other) throw new TypeError('This run needs a second identity provider.');
        const response = withResponse(honest, { issuer: responseIssuerXml(other.entityId) });
        const assertion = withAssertion(response, { issuer: issuerXml(other.entityId) });
        const spec = withConfirmation(assertion, { InResponseTo: undefined });
        return { xml: signXml(renderResponse(spec), { element: 'Assertion', key: other.key }) };
      },
      check: ['response_issuer', 'issuer', 'in_response_to_agrees'],
    },
  ],
};
