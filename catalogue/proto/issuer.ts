import { nameIdFormat } from '../../saml/names.ts';
import type { CatalogueCase, MessageMaker, OtherMessage } from '../case.ts';
import { withAssertion, withResponse } from '../change-spec.ts';
import { issuerXml, responseIssuerXml } from '../saml-elements.ts';
import { bothSigned } from '../sign-xml.ts';
import { contentText } from '../xml-text.ts';
import { signedAfter } from './change.ts';

const unknownIdp = 'https://idp.unknown.example.test/';

const byUnknown: MessageMaker = signedAfter((honest) =>
  withAssertion(honest, { issuer: issuerXml(unknownIdp) }),
);

/** An unknown Issuer is not refused either. */
export const anyIssuer: readonly OtherMessage[] = [
  { of: 'proto-issuer-wrong', message: byUnknown },
];

export const issuerMissing: CatalogueCase = {
  id: 'proto-issuer-missing',
  group: 'proto',
  title: 'A response without Issuer',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 2.3.3', 'SAML Profiles 4.1.4.2 (E17)'],
  risk: 'With several trusted identity providers, it is unclear which one issued the response.',
  fix: 'Require an Issuer in the Assertion, and in a signed Response.',
  runs: [
    {
      title: 'an Assertion without Issuer',
      message: signedAfter((honest) => withAssertion(honest, { issuer: undefined })),
      check: ['schema', 'issuer'],
      withoutTrick: anyIssuer,
    },
    {
      title: 'a signed Response without Issuer, around an Assertion with one',
      severity: 'low',
      basis: ['SAML Profiles 4.1.4.2 (E17)'],
      risk: 'The Assertion still says who issued it, so only a rule of the profile is broken.',
      message: (honest) => ({ xml: bothSigned(withResponse(honest, { issuer: undefined })) }),
      validTwin: (honest) => ({ xml: bothSigned(honest) }),
      check: 'response_issuer_present',
    },
  ],
};

export const issuerWrong: CatalogueCase = {
  id: 'proto-issuer-wrong',
  group: 'proto',
  title: 'An Assertion with an unknown Issuer, signed with the right key',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2', 'CVE-2023-41890'],
  risk: 'A tenant that shares the signing key, or an issuer with another trusted key, can sign in as the users of this tenant.',
  fix: 'Require that the Issuer of the Assertion is exactly the entity ID to which the verifying key belongs.',
  runs: [
    {
      message: byUnknown,
      check: 'issuer',
    },
  ],
};

export const issuerFormat: CatalogueCase = {
  id: 'proto-issuer-format',
  group: 'proto',
  title: 'An Issuer with another Format, or two different Issuers',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2'],
  risk: 'Different parts of the service provider read a contradictory message in different ways.',
  fix: 'Accept an Issuer only without Format or with the entity Format, and require the same one in Response and Assertion.',
  runs: [
    {
      title: 'Issuer of the Assertion with Format persistent',
      severity: 'low',
      risk: 'The name is right, and only its Format is wrong, so two parts of the service provider may read it differently.',
      withoutTrick: anyIssuer,
      message: signedAfter((honest) => {
        const entityId = contentText(honest.assertion.issuer ?? '', 'Issuer');
        const issuer = issuerXml(entityId, { Format: nameIdFormat.persistent });
        return withAssertion(honest, { issuer });
      }),
      check: 'issuer',
    },
    {
      title: 'different Issuers in Response and Assertion, both signed',
      validTwin: (honest) => ({ xml: bothSigned(honest) }),
      withoutTrick: anyIssuer,
      message: (honest) => ({
        xml: bothSigned(withResponse(honest, { issuer: responseIssuerXml(unknownIdp) })),
      }),
      check: 'response_issuer',
    },
  ],
};
