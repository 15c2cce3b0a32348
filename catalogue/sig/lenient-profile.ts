import { transform } from '../../saml/names.ts';
import type { CatalogueCase } from '../case.ts';
import { renderResponse } from '../render.ts';
import { signedAssertion, signXml } from '../sign-xml.ts';
import { insertLast } from '../xml-text.ts';

const exclusiveWithComments = `${transform.exclusiveC14n}WithComments`;

export const sigC14nWithComments: CatalogueCase = {
  id: 'sig-c14n-with-comments',
  group: 'sig',
  title: 'Canonicalised with comments, otherwise honest',
  severity: 'low',
  verdict: 'policy',
  basis: ['SAML Core 5.4.3'],
  risk: 'Identity providers that keep comments cannot be used; accepting it adds ways to read values apart.',
  fix: 'Decide on purpose; refusing is the simpler rule.',
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
  title: 'A ds:Object in an otherwise honest Signature',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Errata 05 E91'],
  risk: 'Object is where wrapping attacks hide the genuine content.',
  fix: 'Refuse a Signature that holds an Object.',
  runs: [
    {
      check: 'signature_profile',
      message: (honest) => ({
        xml: insertLast(signedAssertion(honest), 'Signature', '<Object>inert</Object>'),
      }),
    },
  ],
};
