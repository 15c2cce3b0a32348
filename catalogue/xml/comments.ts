import type { CatalogueCase, PlayedRun } from '../case.ts';
import { withAssertion, withConditions } from '../change-spec.ts';
import { audienceRestrictionXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import { contentText, escapeText, replaceContent, replaceEvery } from '../xml-text.ts';
import { longerName, playForWholeName, tail } from './split-name.ts';

/** Exclusive C14N leaves comments out, so that the digest stays good; readers of the first text node stop here. */
const split = (value: string): string => `${escapeText(value)}<!-- -->${tail}`;

/** The longer name is signed; `edit` puts the comment in, afterwards. */
const truncating = (
  title: string,
  edit: (xml: string, honestName: string) => string,
): PlayedRun => ({
  title,
  check: 'employee',
  play: (stage) =>
    playForWholeName(stage, (honest) => {
      const signed = longerName(honest);
      const { nameIdValue } = honest.assertion;
      return {
        xml: edit(signedAssertion(signed), nameIdValue),
        whole: signed.assertion.nameIdValue,
      };
    }),
});

export const xmlCommentNameId: CatalogueCase = {
  id: 'xml-comment-nameid',
  group: 'xml',
  title: 'Comment in the middle of NameID',
  severity: 'crit',
  verdict: 'inert',
  basis: [
    'CVE-2017-11427 to CVE-2017-11430',
    'CVE-2018-7340',
    'Exclusive XML Canonicalization 1.0',
  ],
  risk: 'Whoever can get an account victim@a.test.b.test signs in as victim@a.test.',
  fix: 'Take the text of all nodes below NameID, or refuse comments in a message.',
  runs: [
    truncating('after the honest name, in a longer one', (xml, name) =>
      replaceContent(xml, 'NameID', split(name)),
    ),
    {
      title: 'in the middle of the honest name',
      message: (honest) => {
        const xml = signedAssertion(honest);
        const name = contentText(xml, 'NameID');
        return {
          xml: replaceContent(xml, 'NameID', `${name.slice(0, 3)}<!-- -->${name.slice(3)}`),
        };
      },
    },
  ],
};

export const xmlCommentAttribute: CatalogueCase = {
  id: 'xml-comment-attribute',
  group: 'xml',
  title: 'Comment in the middle of AttributeValue, Audience, Issuer',
  severity: 'crit',
  verdict: 'inert',
  basis: ['VU#475445', 'Exclusive XML Canonicalization 1.0'],
  risk: 'A value that somebody else legitimately has is cut down to the one that counts here.',
  fix: 'Take the text of all nodes below an element, or refuse comments in a message.',
  runs: [
    truncating('AttributeValue', (xml, name) =>
      replaceContent(
        xml,
        'AttributeStatement',
        replaceEvery(
          contentText(xml, 'AttributeStatement'),
          `>${escapeText(name + tail)}<`,
          `>${split(name)}<`,
        ),
      ),
    ),
    // The next two were signed for someone else, or by someone else: whole they are wrong, cut short they are right.
    {
      title: 'Audience',
      verdict: 'reject',
      check: 'audience',
      message: (honest) => {
        const { entityId } = honest.sp;
        const meantForOther = withConditions(honest, {
          content: audienceRestrictionXml(entityId + tail),
        });
        return {
          xml: replaceContent(signedAssertion(meantForOther), 'Audience', split(entityId)),
        };
      },
    },
    {
      title: 'Issuer',
      verdict: 'reject',
      check: 'issuer',
      message: (honest) => {
        const issuer = honest.assertion.issuer ?? '';
        const entityId = contentText(issuer, 'Issuer');
        const byOther = withAssertion(honest, {
          issuer: replaceContent(issuer, 'Issuer', entityId + tail),
        });
        // The first Issuer is that of the Response.
        const xml = signedAssertion(byOther);
        return { xml: replaceContent(xml, 'Issuer', `${entityId}<!-- -->${tail}`, 1) };
      },
    },
  ],
};
