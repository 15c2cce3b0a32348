import type { CatalogueCase } from '../case.ts';
import { withAssertion, withConditions } from '../change-spec.ts';
import { later } from '../honest.ts';
import { hostileIdentity } from '../response-spec.ts';
import { audienceRestrictionXml } from '../saml-elements.ts';
import { bothSigned, signedAssertion, signXml } from '../sign-xml.ts';
import { changeAttribute, escapeText, replaceElement, replaceEvery } from '../xml-text.ts';
import { anyKeyToo, editedBack, tamperedNameId, unverified } from './unverified.ts';

export const sigTamperedAttribute: CatalogueCase = {
  id: 'sig-tampered-attribute',
  group: 'sig',
  title: 'An AttributeValue edited after signing',
  severity: 'crit',
  verdict: 'reject',
  basis: ['XML Signature 1.1, 3.2'],
  risk: 'Anyone with an account can become another user, or gain roles, by editing an attribute.',
  fix: 'Verify the digest of the Assertion, and read attributes only from the verified bytes.',
  runs: [
    {
      check: 'signature',
      withoutTrick: anyKeyToo,
      message: (honest) => {
        const { attributes, nameIdValue } = honest.assertion;
        const original = withAssertion(honest, {
          attributes: replaceEvery(attributes, escapeText(nameIdValue), hostileIdentity),
        });
        return editedBack(honest, original, 'AttributeStatement', attributes);
      },
    },
  ],
};

export const sigTamperedNameId: CatalogueCase = {
  id: 'sig-tampered-nameid',
  group: 'sig',
  title: 'The NameID edited after signing',
  severity: 'crit',
  verdict: 'reject',
  basis: ['XML Signature 1.1, 3.2'],
  risk: 'Anyone with an account can sign in as anyone by editing the NameID.',
  fix: 'Verify the digest of the Assertion, and read NameID only from the verified bytes.',
  runs: [
    {
      check: 'signature',
      withoutTrick: anyKeyToo,
      forged: true,
      message: tamperedNameId,
    },
  ],
};

export const sigTamperedConditions: CatalogueCase = {
  id: 'sig-tampered-conditions',
  group: 'sig',
  title: 'NotOnOrAfter and Audience edited after signing',
  severity: 'crit',
  verdict: 'reject',
  basis: ['XML Signature 1.1, 3.2'],
  risk: 'An expired Assertion, or one for another application, can be made to look valid.',
  fix: 'Verify the digest of the Assertion, and read Conditions only from the verified bytes.',
  runs: [
    {
      check: 'signature',
      withoutTrick: anyKeyToo,
      message: (honest) => {
        const { notOnOrAfter } = honest.assertion.conditions;
        const signed = signedAssertion(
          withConditions(honest, {
            notOnOrAfter: later(honest.now, -60 * 60),
            content: audienceRestrictionXml('https://other.example.test/metadata'),
          }),
        );
        const extended = changeAttribute(signed, 'Conditions', 'NotOnOrAfter', notOnOrAfter);
        const { content } = honest.assertion.conditions;
        return { xml: replaceElement(extended, 'AudienceRestriction', content) };
      },
    },
  ],
};

export const sigOuterBadInnerGood: CatalogueCase = {
  id: 'sig-outer-bad-inner-good',
  group: 'sig',
  title: 'An invalid signature on the Response, a valid one on the Assertion',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 5.3', 'XML Signature 1.1, 3.2'],
  risk: 'Signed parts of the Response, such as Destination and Status, can be edited.',
  fix: 'Verify every signature in the message, and refuse the message if one fails.',
  runs: [
    {
      check: 'signature',
      validTwin: (honest) => ({ xml: bothSigned(honest) }),
      withoutTrick: unverified,
      message: (honest) => {
        return {
          xml: changeAttribute(
            bothSigned(honest),
            'Response',
            'IssueInstant',
            later(honest.now, -1),
          ),
        };
      },
    },
  ],
};

export const sigInnerBadOuterGood: CatalogueCase = {
  id: 'sig-inner-bad-outer-good',
  group: 'sig',
  title: 'An invalid signature on the Assertion, a valid one on the Response',
  severity: 'low',
  verdict: 'policy',
  basis: ['SAML Core 5.3', 'XML Signature 1.1, 3.2'],
  risk: 'The Response covers everything, so nobody can have changed it; but an identity provider that sends a wrong signature is broken.',
  fix: 'Decide whether the signature of the Response is enough, and document the decision; refusing is simpler.',
  runs: [
    {
      check: ['signature', 'signature_key'],
      validTwin: (honest) => ({ xml: bothSigned(honest) }),
      message: (honest) => {
        const { idp: key } = honest.cast;
        const inner = changeAttribute(
          signedAssertion(honest),
          'Assertion',
          'IssueInstant',
          later(honest.now, -1),
        );
        return { xml: signXml(inner, { element: 'Response', key }) };
      },
    },
  ],
};
