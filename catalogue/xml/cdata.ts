import type { CatalogueCase, MessageMaker, PlayedRun } from '../case.ts';
import { addAttributes } from '../change-spec.ts';
import { signedAfter } from '../proto/change.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { assertShown } from '../shown.ts';
import { signedAssertion, signXml } from '../sign-xml.ts';
import { contentText, escapeText, replaceContent, replaceOnce } from '../xml-text.ts';
import { longerName, playForWholeName, tail } from './split-name.ts';

const forWholeName = (
  title: string,
  build: (honest: ResponseSpec) => string,
  validTwin: MessageMaker,
): PlayedRun => ({
  title,
  check: 'employee',
  play: async (stage) => {
    const seen = await playForWholeName(stage, (honest) => ({
      xml: build(honest),
      whole: honest.assertion.nameIdValue + tail,
    }));
    await assertShown(stage, { validTwin }, 'inert', seen.outcome);
    return seen;
  },
});

/** In an attribute that nobody reads, before signing or after it: shows whether the canonicaliser handles CDATA. */
const note = (text: string) =>
  `<Attribute Name="urn:example:note"><AttributeValue>${text}</AttributeValue></Attribute>`;

const noteSigned: MessageMaker = signedAfter((honest) =>
  addAttributes(honest, note('a<![CDATA[b]]>c')),
);

const noteChanged: MessageMaker = (honest) => ({
  xml: replaceOnce(
    signedAssertion(addAttributes(honest, note('abc'))),
    '>abc<',
    '>a<![CDATA[b]]>c<',
  ),
});

const [middle, end] = [tail.slice(0, 8), tail.slice(8)];

export const xmlCdataNameId: CatalogueCase = {
  id: 'xml-cdata-nameid',
  group: 'xml',
  title: 'A NameID partly in CDATA',
  severity: 'med',
  verdict: 'inert',
  basis: ['Canonical XML 1.0 section 2.1', 'CVE-2017-11427 family'],
  risk: 'Canonical form has no CDATA, so the digest is valid, but code that reads a single node gets only part of the name.',
  fix: 'Read the text of all nodes in NameID, including CDATA.',
  runs: [
    forWholeName(
      'text, CDATA, text; signed that way',
      (honest) => {
        const name = escapeText(honest.assertion.nameIdValue);
        const unsigned = replaceContent(
          renderResponse(longerName(honest)),
          'NameID',
          `${name}<![CDATA[${middle}]]>${end}`,
        );
        return signXml(unsigned, { element: 'Assertion', key: honest.cast.idp });
      },
      noteSigned,
    ),
    forWholeName(
      "the test user's name in CDATA, then text; changed after signing",
      (honest) =>
        replaceContent(
          signedAssertion(longerName(honest)),
          'NameID',
          `<![CDATA[${honest.assertion.nameIdValue}]]>${tail}`,
        ),
      noteChanged,
    ),
    {
      title: "in the middle of the test user's name",
      validTwin: noteChanged,
      message: (honest) => {
        const xml = signedAssertion(honest);
        const name = contentText(xml, 'NameID');
        return {
          xml: replaceContent(xml, 'NameID', `${name.slice(0, 3)}<![CDATA[${name.slice(3)}]]>`),
        };
      },
    },
  ],
};
