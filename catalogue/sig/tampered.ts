import type { CatalogueCase } from '../case.ts';
import { withAssertion, withConditions } from '../change-spec.ts';
import { later } from '../honest.ts';
import { hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import { audienceRestrictionXml } from '../saml-elements.ts';
import { signedAssertion, signXml } from '../sign-xml.ts';
import {
  changeAttribute,
  escapeText,
  NothingToChange,
  replaceElement,
  replaceEvery,
} from '../xml-text.ts';

/** Signs what `original` makes of the honest message, and puts the honest element back afterwards. */
function editedBack(
  honest: ResponseSpec,
  original: ResponseSpec,
  element: string,
  honestXml: string,
): { xml: string } {
  const xml = replaceElement(signedAssertion(original), element, honestXml);
  if (xml === signedAssertion(honest)) throw new NothingToChange('The edit left nothing changed.');
  return { xml };
}

export const sigTamperedAttribute: CatalogueCase = {
  id: 'sig-tampered-attribute',
  group: 'sig',
  title: 'A signed AttributeValue edited',
  severity: 'crit',
  verdict: 'reject',
  basis: ['XML Signature 1.1, 3.2'],
  risk: 'Whoever has an account can become someone else, or gain roles, by editing an attribute.',
  fix: 'Verify the digest of the Assertion, and read attributes from the verified bytes only.',
  runs: [
    {
      check: 'signature',
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
  title: 'The signed NameID edited',
  severity: 'crit',
  verdict: 'reject',
  basis: ['XML Signature 1.1, 3.2'],
  risk: 'Whoever has an account can sign in as anyone by editing the name.',
  fix: 'Verify the digest of the Assertion, and read NameID from the verified bytes only.',
  runs: [
    {
      check: 'signature',
      forged: true,
      message: (honest) => {
        const { nameId, nameIdValue } = honest.assertion;
        const original = withAssertion(honest, {
          nameId: replaceEvery(nameId, escapeText(nameIdValue), hostileIdentity),
        });
        return editedBack(honest, original, 'NameID', nameId);
      },
    },
  ],
};

export const sigTamperedConditions: CatalogueCase = {
  id: 'sig-tampered-conditions',
  group: 'sig',
  title: 'NotOnOrAfter and Audience of an old assertion for another application edited',
  severity: 'crit',
  verdict: 'reject',
  basis: ['XML Signature 1.1, 3.2'],
  risk: 'An old assertion, or one for another application, can be made to fit.',
  fix: 'Verify the digest of the Assertion, and read Conditions from the verified bytes only.',
  runs: [
    {
      check: 'signature',
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
  title: 'The signature of the Response is broken, that of the Assertion intact',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 5.3', 'XML Signature 1.1, 3.2'],
  risk: 'Whatever the Response says, such as Destination and Status, can be edited although it was signed.',
  fix: 'Verify every signature that is there; one that fails refuses the message.',
  runs: [
    {
      check: 'signature',
      message: (honest) => {
        const { idp: key } = honest.cast;
        const both = signXml(signedAssertion(honest), { element: 'Response', key });
        return { xml: changeAttribute(both, 'Response', 'IssueInstant', later(honest.now, -1)) };
      },
    },
  ],
};
