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
  title: 'Two References, one honest and one to a decoy, both genuinely signed',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 5.4.2', 'CVE-2026-33487'],
  risk: 'One Reference is verified and the other is read.',
  fix: 'Ask for exactly one Reference.',
  runs: [
    {
      title: 'the honest one first',
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
  title: 'Another element repeats the ID that is signed',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 1.3.4', 'CVE-2026-63182'],
  risk: 'A search by ID finds one element when verifying and the other when reading.',
  fix: 'Refuse a message in which an ID occurs twice, in whatever element.',
  runs: [
    {
      title: 'before it, in Extensions',
      check: ['schema', 'signature_profile'],
      message: (honest) => ({
        xml: insertBefore(signedAssertion(honest), 'Status', decoyExtensions(honest.assertion.id)),
      }),
    },
    {
      title: 'after it, at the end of the Response',
      check: ['schema', 'signature_profile'],
      message: (honest) => ({
        xml: insertLast(signedAssertion(honest), 'Response', decoyXml(honest.assertion.id)),
      }),
    },
    {
      title: 'after it, in the KeyInfo of its Signature',
      check: ['schema', 'signature_profile'],
      message: (honest) => ({
        xml: insertLast(signedAssertion(honest), 'KeyInfo', decoyXml(honest.assertion.id)),
      }),
    },
  ],
};
