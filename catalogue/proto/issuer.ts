import { nameIdFormat } from '../../saml/names.ts';
import type { CatalogueCase } from '../case.ts';
import { withAssertion, withResponse } from '../change-spec.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { issuerXml, responseIssuerXml } from '../saml-elements.ts';
import { signedAssertion, signedResponse, signXml } from '../sign-xml.ts';
import { contentText } from '../xml-text.ts';
import { signedAfter } from './change.ts';

const unknownIdp = 'https://idp.unknown.example.test/';

export const issuerMissing: CatalogueCase = {
  id: 'proto-issuer-missing',
  group: 'proto',
  title: 'Nobody is named as the issuer',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 2.3.3', 'SAML Profiles 4.1.4.2 (E17)'],
  risk: 'With several trusted identity providers it stays open whose word is taken.',
  fix: 'Require an Issuer in the Assertion, and in a Response that is signed itself.',
  runs: [
    {
      title: 'an Assertion without Issuer',
      message: signedAfter((honest) => withAssertion(honest, { issuer: undefined })),
      check: ['schema', 'issuer'],
    },
    {
      title: 'a signed Response without Issuer',
      message: (honest) => ({ xml: signedResponse(withResponse(honest, { issuer: undefined })) }),
      check: 'response_issuer_present',
    },
  ],
};

export const issuerWrong: CatalogueCase = {
  id: 'proto-issuer-wrong',
  group: 'proto',
  title: 'The right key signs for an issuer that nobody knows',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2', 'CVE-2023-41890'],
  risk: 'Tenants that share a signing key, or a key that is trusted for another issuer, can name the users of this one.',
  fix: 'Compare the Issuer of the Assertion exactly with the entity ID that the verifying key belongs to.',
  runs: [
    {
      message: signedAfter((honest) => withAssertion(honest, { issuer: issuerXml(unknownIdp) })),
      check: 'issuer',
    },
  ],
};

/** Response and Assertion signed, as a difference in what nobody signed could be somebody else's doing. */
function bothSigned(spec: ResponseSpec): string {
  return signXml(signedAssertion(spec), { element: 'Response', key: spec.cast.idp });
}

export const issuerFormat: CatalogueCase = {
  id: 'proto-issuer-format',
  group: 'proto',
  title: 'Issuers that are no entity, or not the same one',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2'],
  risk: 'A message that contradicts itself is read by each part of the service provider in its own way.',
  fix: 'Take an Issuer without Format, or with the entity Format, and only the same one in Response and Assertion.',
  runs: [
    {
      title: 'the Format of the Issuer is persistent',
      message: signedAfter((honest) => {
        const entityId = contentText(honest.assertion.issuer ?? '', 'Issuer');
        const issuer = issuerXml(entityId, { Format: nameIdFormat.persistent });
        return withAssertion(honest, { issuer });
      }),
      check: 'issuer',
    },
    {
      title: 'Response and Assertion, both signed, name different issuers',
      message: (honest) => ({
        xml: bothSigned(withResponse(honest, { issuer: responseIssuerXml(unknownIdp) })),
      }),
      check: 'response_issuer',
    },
  ],
};
