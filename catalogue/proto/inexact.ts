/** Destination and Issuer, compared carelessly. */
import type { CatalogueCase } from '../case.ts';
import { withAssertion, withResponse } from '../change-spec.ts';
import { nearMissRuns } from '../near-miss.ts';
import { issuerXml } from '../saml-elements.ts';
import { bothSigned } from '../sign-xml.ts';
import { contentText } from '../xml-text.ts';
import { signedAfter } from './change.ts';
import { anyDestination } from './destination.ts';
import { anyIssuer } from './issuer.ts';

export const destinationInexact: CatalogueCase = {
  id: 'proto-destination-inexact',
  group: 'proto',
  title: 'A Destination that is almost the URL of your assertion consumer service',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 3.2.2', 'SAML Bindings 3.5.5.2'],
  risk: 'Anyone who owns a similar URL can replay here a Response that was sent to it.',
  fix: 'Compare Destination with the URL of your assertion consumer service, as whole strings.',
  runs: nearMissRuns({
    kind: 'endpoint',
    message: (change) => (honest) => ({
      xml: bothSigned(withResponse(honest, { destination: change(honest.sp.acs) })),
    }),
    clause: 'SAML Core 3.2.2',
    check: 'destination',
    withoutTrick: anyDestination,
    validTwin: (honest) => ({ xml: bothSigned(honest) }),
  }),
};

export const issuerInexact: CatalogueCase = {
  id: 'proto-issuer-inexact',
  group: 'proto',
  title: 'An Assertion whose Issuer is almost the entity ID of the identity provider',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2', 'SAML Core 8.3.6'],
  risk: 'An identity provider with a similar entity ID, and a key that is trusted, signs in the users of this one.',
  fix: 'Compare Issuer with the entity ID of the identity provider, as whole strings.',
  runs: nearMissRuns({
    kind: 'identifier',
    message: (change) =>
      signedAfter((honest) => {
        const entityId = contentText(honest.assertion.issuer ?? '', 'Issuer');
        return withAssertion(honest, { issuer: issuerXml(change(entityId)) });
      }),
    clause: 'SAML Core 8.3.6',
    check: 'issuer',
    withoutTrick: anyIssuer,
  }),
};
