import { transform } from '../../saml/names.ts';
import type { CatalogueCase } from '../case.ts';
import { renderResponse } from '../render.ts';
import { signedAssertion, signXml } from '../sign-xml.ts';
import { insertLast } from '../xml-text.ts';
import { unverified } from './unverified.ts';

const exclusiveWithComments = `${transform.exclusiveC14n}WithComments`;

export const sigC14nWithComments: CatalogueCase = {
  id: 'sig-c14n-with-comments',
  group: 'sig',
  title: 'A valid signature with C14N that keeps comments',
  severity: 'low',
  verdict: 'policy',
  basis: ['SAML Core 5.4.3'],
  risk: 'Refusing it excludes identity providers that keep comments; accepting it makes parser differences more likely.',
  fix: 'Decide whether to accept it, and document the decision; refusing is simpler.',
  runs: [
    {
      check: 'signature_profile',
      message: (honest) => ({
        xml: signXml(renderResponse(honest), {
          element: 'Assertion',
          key: honest.cast.idp,
          canonicalization: exclusiveWithComments,
          transforms: [transform.envelopedSignature, exclusiveWithComments],
        }),
      }),
    },
  ],
};

export const sigObjectPresent: CatalogueCase = {
  id: 'sig-object-present',
  group: 'sig',
  title: 'A valid Signature with a ds:Object',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Errata 05 E91'],
  risk: 'Wrapping attacks hide the genuine content in ds:Object.',
  fix: 'Refuse a Signature that contains an Object.',
  runs: [
    {
      check: 'signature_profile',
      withoutTrick: unverified,
      message: (honest) => ({
        xml: insertLast(signedAssertion(honest), 'Signature', '<Object>inert</Object>'),
      }),
    },
  ],
};
