import { ns } from '../../saml/names.ts';
import type { CatalogueCase } from '../case.ts';
import { bothSigned, signedAssertion } from '../sign-xml.ts';
import { replaceContent, replaceElement, withoutSignature } from '../xml-text.ts';
import { unsignedToo } from './unverified.ts';

export const sigStripped: CatalogueCase = {
  id: 'sig-stripped',
  group: 'sig',
  title: 'Every Signature removed',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.5', 'Kantara IIP-SP13', 'CVE-2026-28323'],
  risk: 'Anyone can write a response and sign in as anyone.',
  fix: 'Refuse a message in which neither the Response nor the Assertion is signed.',
  runs: [
    {
      check: 'signature_present',
      forged: true,
      message: (honest) => ({ xml: withoutSignature(bothSigned(honest)) }),
    },
  ],
};

export const sigEmpty: CatalogueCase = {
  id: 'sig-empty',
  group: 'sig',
  title: 'An empty Signature or SignatureValue',
  severity: 'crit',
  verdict: 'reject',
  basis: ['XML Signature 1.1, 4.1'],
  risk: 'Anyone can sign in as anyone: the service provider only checks that a Signature exists.',
  fix: 'Validate against the schema, and verify the value instead of only looking for the element.',
  runs: [
    {
      title: 'empty SignatureValue',
      check: ['schema', 'signature_profile', 'signature_key'],
      forged: true,
      withoutTrick: unsignedToo,
      message: (honest) => ({ xml: replaceContent(signedAssertion(honest), 'SignatureValue', '') }),
    },
    {
      title: 'Signature without children',
      check: ['schema', 'signature_profile'],
      forged: true,
      withoutTrick: unsignedToo,
      message: (honest) => ({
        xml: replaceElement(
          signedAssertion(honest),
          'Signature',
          `<Signature xmlns="${ns.dsig}"></Signature>`,
        ),
      }),
    },
  ],
};
