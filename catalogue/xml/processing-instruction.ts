import { canonicalElement } from '../canonical-form.ts';
import type { CatalogueCase } from '../case.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { placeSignature, signedAssertion } from '../sign-xml.ts';
import { digestMethod, digestValue } from '../signature-methods.ts';
import { signedInfoXml, signSignedInfo } from '../signed-info.ts';
import { escapeText, replaceContent, replaceOnce } from '../xml-text.ts';
import { longerName, playForWholeName, tail } from './split-name.ts';

const instruction = '<?samlab here?>';

const splitNameId = (xml: string, honest: ResponseSpec) =>
  replaceContent(xml, 'NameID', escapeText(honest.assertion.nameIdValue) + instruction + tail);

/** xml-crypto reads the data of an instruction as text, so it canonicalises a placeholder, which the instruction then replaces. */
function signedWithInstruction(honest: ResponseSpec): string {
  const unsigned = renderResponse(longerName(honest));
  const mark = 'INSTRUCTION-GOES-HERE';
  const { nameIdValue } = honest.assertion;
  const marked = replaceContent(unsigned, 'NameID', escapeText(nameIdValue) + mark + tail);
  const octets = replaceOnce(canonicalElement(marked, 'Assertion').octets, mark, instruction);
  const digest = digestValue(digestMethod.sha256, octets);
  const signedInfo = signedInfoXml({
    references: [{ uri: `#${honest.assertion.id}`, digestValue: digest }],
  });
  const signature = signSignedInfo(signedInfo, { key: honest.cast.idp });
  return placeSignature(splitNameId(unsigned, honest), 'Assertion', signature);
}

export const xmlPiNameId: CatalogueCase = {
  id: 'xml-pi-nameid',
  group: 'xml',
  title: 'A processing instruction inside NameID',
  severity: 'high',
  verdict: 'reject',
  basis: ['CVE-2018-0489', 'Canonical XML 1.0 section 2.3'],
  risk: 'If canonicalisation drops the instruction, the digest is valid, but code that reads the first text node gets only part of the name.',
  fix: 'Canonicalise instructions as the standard says, read the text of all nodes, or refuse instructions in a message.',
  runs: [
    {
      title: 'added after signing',
      check: 'signature',
      message: (honest) => ({
        xml: splitNameId(signedAssertion(longerName(honest)), honest),
      }),
    },
    {
      title: 'signed with it',
      verdict: 'inert',
      check: 'employee',
      play: (stage) =>
        playForWholeName(stage, (honest) => ({
          xml: signedWithInstruction(honest),
          whole: honest.assertion.nameIdValue + tail,
        })),
    },
  ],
};
