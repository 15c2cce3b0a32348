import type { CatalogueCase } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { digestOf, signedAssertion } from '../sign-xml.ts';
import { insertBefore, insertLast } from '../xml-text.ts';
import { decoyExtensions, decoyId, decoyXml } from './decoy.ts';
import { honestReference, signedShape } from './signed-shape.ts';

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
      message: (honest) =>
        signedShape(honest, (x) => [honestReference(honest, x), decoyReference(x)], {
          unsigned: withDecoy(honest),
        }),
    },
    {
      title: 'the decoy first',
      check: 'signature_profile',
      message: (honest) =>
        signedShape(honest, (x) => [decoyReference(x), honestReference(honest, x)], {
          unsigned: withDecoy(honest),
        }),
    },
  ],
};

export const sigDuplicateId: CatalogueCase = {
  id: 'sig-duplicate-id',
  group: 'sig',
  title: 'A second element with the signed ID',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 1.3.4', 'CVE-2026-63182'],
  risk: 'A lookup by ID finds one element for verifying and the other for reading.',
  fix: 'Refuse a message in which any ID occurs twice.',
  runs: [
    {
      title: 'before the Assertion, in Extensions',
      check: ['schema', 'signature_profile'],
      message: (honest) => ({
        xml: insertBefore(signedAssertion(honest), 'Status', decoyExtensions(honest.assertion.id)),
      }),
    },
    {
      title: 'after the Assertion, at the end of the Response',
      check: ['schema', 'signature_profile'],
      message: (honest) => ({
        xml: insertLast(signedAssertion(honest), 'Response', decoyXml(honest.assertion.id)),
      }),
    },
    {
      title: 'in the Assertion, in the KeyInfo of its Signature',
      check: ['schema', 'signature_profile'],
      message: (honest) => ({
        xml: insertLast(signedAssertion(honest), 'KeyInfo', decoyXml(honest.assertion.id)),
      }),
    },
  ],
};
