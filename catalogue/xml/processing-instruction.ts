import { canonicalElement } from '../canonical-form.ts';
import type { CatalogueCase, MessageMaker, Milder } from '../case.ts';
import { addAttributes } from '../change-spec.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { attributeXml } from '../saml-elements.ts';
import { assertShown } from '../shown.ts';
import { unverified } from '../sig/unverified.ts';
import { placeSignature, signedAssertion } from '../sign-xml.ts';
import { digestMethod, digestValue } from '../signature-methods.ts';
import { signedInfoXml, signSignedInfo } from '../signed-info.ts';
import { escapeText, replaceContent, replaceOnce } from '../xml-text.ts';
import { longerName, playForWholeName, tail } from './split-name.ts';

const instruction = '<?samlab here?>';

const splitNameId = (xml: string, honest: ResponseSpec) =>
  replaceContent(xml, 'NameID', escapeText(honest.assertion.nameIdValue) + instruction + tail);

/**
 * Signs a Response in which `mark` takes the place of the instruction. xml-crypto reads the data of an instruction as text, so it canonicalises
 * the mark, which the instruction then replaces.
 */
function signedWithInstruction(honest: ResponseSpec, marked: string): string {
  const octets = replaceOnce(canonicalElement(marked, 'Assertion').octets, mark, instruction);
  const digest = digestValue(digestMethod.sha256, octets);
  const signedInfo = signedInfoXml({
    references: [{ uri: `#${honest.assertion.id}`, digestValue: digest }],
  });
  const signature = signSignedInfo(signedInfo, { key: honest.cast.idp });
  return placeSignature(replaceOnce(marked, mark, instruction), 'Assertion', signature);
}

const mark = 'INSTRUCTION-GOES-HERE';

const inNameId = (honest: ResponseSpec) =>
  signedWithInstruction(
    honest,
    replaceContent(
      renderResponse(longerName(honest)),
      'NameID',
      escapeText(honest.assertion.nameIdValue) + mark + tail,
    ),
  );

/** In an attribute that nobody reads: shows whether the canonicaliser handles instructions. */
const instructionElsewhere: MessageMaker = (honest) => ({
  xml: signedWithInstruction(
    honest,
    renderResponse(addAttributes(honest, attributeXml('urn:example:note', `a${mark}b`))),
  ),
});

const dropped: Milder = {
  severity: 'low',
  basis: ['Canonical XML 1.0 section 2.3'],
  risk: 'The instruction is dropped before the signature is verified, so a message that was changed after signing is accepted; here the whole name was read.',
  reason:
    'Accepted a message that was changed after signing; the session is for the whole name that was signed.',
};

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
      play: async (stage) => {
        const seen = await playForWholeName(stage, (honest) => ({
          xml: splitNameId(signedAssertion(longerName(honest)), honest),
          whole: honest.assertion.nameIdValue + tail,
        }));
        await assertShown(stage, { withoutTrick: unverified }, 'reject', seen.outcome);
        return { ...seen, milder: dropped };
      },
    },
    {
      title: 'signed with it',
      verdict: 'inert',
      check: 'employee',
      play: async (stage) => {
        const seen = await playForWholeName(stage, (honest) => ({
          xml: inNameId(honest),
          whole: honest.assertion.nameIdValue + tail,
        }));
        await assertShown(stage, { validTwin: instructionElsewhere }, 'inert', seen.outcome);
        return seen;
      },
    },
  ],
};
