import type { CatalogueCase, PlayedRun } from '../case.ts';
import { withAssertion, withConditions } from '../change-spec.ts';
import { anyAudience } from '../cond/audience.ts';
import { anyIssuer } from '../proto/issuer.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { audienceRestrictionXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import { contentText, escapeText, replaceContent, replaceEvery } from '../xml-text.ts';
import { longerName, playForWholeName, tail } from './split-name.ts';

/** Exclusive C14N drops comments, so the digest stays valid; code that reads the first text node stops here. */
const split = (value: string): string => `${escapeText(value)}<!-- -->${tail}`;

/** The longer name is signed; `edit` inserts the comment afterwards. */
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
  title: 'A comment inside NameID',
  severity: 'crit',
  verdict: 'inert',
  basis: [
    'CVE-2017-11427',
    'CVE-2017-11428',
    'CVE-2017-11429',
    'CVE-2017-11430',
    'CVE-2018-7340',
    'Exclusive XML Canonicalization 1.0',
  ],
  risk: 'Anyone who can get the account victim@a.test.b.test can sign in as victim@a.test.',
  fix: 'Read the text of all nodes in NameID, or refuse comments in a message.',
  runs: [
    truncating("after the test user's name, in a longer one", (xml, name) =>
      replaceContent(xml, 'NameID', split(name)),
    ),
    {
      title: "in the middle of the test user's name",
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

const meantForOther = (honest: ResponseSpec): ResponseSpec =>
  withConditions(honest, { content: audienceRestrictionXml(honest.sp.entityId + tail) });

function byOther(honest: ResponseSpec): ResponseSpec {
  const issuer = honest.assertion.issuer ?? '';
  const entityId = contentText(issuer, 'Issuer');
  return withAssertion(honest, { issuer: replaceContent(issuer, 'Issuer', entityId + tail) });
}

export const xmlCommentAttribute: CatalogueCase = {
  id: 'xml-comment-attribute',
  group: 'xml',
  title: 'A comment inside AttributeValue, Audience or Issuer',
  severity: 'crit',
  verdict: 'inert',
  basis: ['VU#475445', 'Exclusive XML Canonicalization 1.0'],
  risk: "An attacker's legitimate value is truncated to another user's, or to the expected one.",
  fix: 'Read the text of all nodes in an element, or refuse comments in a message.',
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
    // The next two were signed for, or by, another party: wrong as a whole, right when truncated.
    {
      title: 'Audience',
      verdict: 'reject',
      check: 'audience',
      message: (honest) => ({
        xml: replaceContent(
          signedAssertion(meantForOther(honest)),
          'Audience',
          split(honest.sp.entityId),
        ),
      }),
      withoutTrick: [
        ...anyAudience,
        {
          of: 'cond-audience-inexact',
          message: (honest) => ({ xml: signedAssertion(meantForOther(honest)) }),
        },
      ],
    },
    {
      title: 'Issuer of the Assertion',
      verdict: 'reject',
      check: 'issuer',
      message: (honest) => {
        const entityId = contentText(honest.assertion.issuer ?? '', 'Issuer');
        // The first Issuer belongs to the Response.
        const xml = signedAssertion(byOther(honest));
        return { xml: replaceContent(xml, 'Issuer', `${entityId}<!-- -->${tail}`, 1) };
      },
      withoutTrick: [
        ...anyIssuer,
        {
          of: 'proto-issuer-inexact',
          message: (honest) => ({ xml: signedAssertion(byOther(honest)) }),
        },
      ],
    },
  ],
};
