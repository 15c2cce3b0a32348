import { ns } from '../../saml/names.ts';
import type { CatalogueCase } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { digestOf, signedAssertion } from '../sign-xml.ts';
import { insertBefore, insertLast } from '../xml-text.ts';
import { decoyExtensions, decoyId, decoyXml } from './decoy.ts';
import { honestReference, signedShape } from './signed-shape.ts';
import { unverified } from './unverified.ts';

const withDecoy = (honest: ResponseSpec) =>
  renderResponse(withResponse(honest, { extensions: decoyExtensions(decoyId) }));

const decoyReference = (unsigned: string) => ({
  uri: `#${decoyId}`,
  digestValue: digestOf(unsigned, `#${decoyId}`),
});

export const sigTwoReferences: CatalogueCase = {
  id: 'sig-two-references',
  group: 'sig',
  title: 'Two signed References, to the Assertion and to a decoy',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 5.4.2', 'CVE-2026-33487'],
  risk: 'The service provider verifies one Reference and reads the element of the other.',
  fix: 'Require exactly one Reference.',
  runs: [
    {
      title: 'the Assertion first',
      check: 'signature_profile',
      withoutTrick: unverified,
      message: (honest) =>
        signedShape(honest, (x) => [honestReference(honest, x), decoyReference(x)], {
          unsigned: withDecoy(honest),
        }),
    },
    {
      title: 'the decoy first',
      check: 'signature_profile',
      withoutTrick: unverified,
      message: (honest) =>
        signedShape(honest, (x) => [decoyReference(x), honestReference(honest, x)], {
          unsigned: withDecoy(honest),
        }),
    },
  ],
};

/** The namespace of metadata types ID as xs:ID, and Extensions allows its elements (SAML Core 3.2.1). */
const entityWithId = (id: string) =>
  `<samlp:Extensions xmlns:samlp="${ns.protocol}"><EntityDescriptor xmlns="${ns.metadata}" ID="${id}" entityID="urn:example:decoy"><IDPSSODescriptor protocolSupportEnumeration="${ns.protocol}"><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://decoy.example.test/"/></IDPSSODescriptor></EntityDescriptor></samlp:Extensions>`;

/** An attribute that is only called ID: without a schema it is not of the type ID, so no ID occurs twice. */
const foreign = {
  severity: 'low',
  basis: ['XML 1.0 section 3.3.1', 'SAML Core 1.3.4'],
  risk: 'A lookup that takes any attribute called ID may find the decoy; reading only what was verified makes it harmless.',
} as const;

export const sigDuplicateId: CatalogueCase = {
  id: 'sig-duplicate-id',
  group: 'sig',
  title: 'A second element with the signed ID',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 1.3.4', 'CVE-2026-63182'],
  risk: 'A lookup by ID finds one element for verifying and the other for reading; xsw7 and xsw8 make use of that.',
  fix: 'Refuse a message in which any ID occurs twice.',
  runs: [
    {
      ...foreign,
      title: 'a foreign element before the Assertion, in Extensions',
      check: ['schema', 'signature_profile'],
      withoutTrick: unverified,
      message: (honest) => ({
        xml: insertBefore(signedAssertion(honest), 'Status', decoyExtensions(honest.assertion.id)),
      }),
    },
    {
      ...foreign,
      title: 'a foreign element after the Assertion, at the end of the Response',
      check: ['schema', 'signature_profile'],
      withoutTrick: unverified,
      message: (honest) => ({
        xml: insertLast(signedAssertion(honest), 'Response', decoyXml(honest.assertion.id)),
      }),
    },
    {
      ...foreign,
      title: 'a foreign element in the Assertion, in the KeyInfo of its Signature',
      check: ['schema', 'signature_profile'],
      withoutTrick: unverified,
      message: (honest) => ({
        xml: insertLast(signedAssertion(honest), 'KeyInfo', decoyXml(honest.assertion.id)),
      }),
    },
    {
      title: 'an element of SAML metadata before the Assertion, in Extensions',
      check: ['schema', 'signature_profile'],
      validTwin: (honest) => ({
        xml: insertBefore(signedAssertion(honest), 'Status', entityWithId(honest.newId())),
      }),
      withoutTrick: unverified,
      message: (honest) => ({
        xml: insertBefore(signedAssertion(honest), 'Status', entityWithId(honest.assertion.id)),
      }),
    },
  ],
};
