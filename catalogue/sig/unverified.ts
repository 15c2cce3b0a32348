/** Messages that a service provider accepts only if it does not verify signatures: then nothing else about signatures can be shown. */
import type { MessageMaker, OtherMessage } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { renderResponse } from '../render.ts';
import { hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import { signedAssertion, signXml } from '../sign-xml.ts';
import { x509Data } from '../signed-info.ts';
import { escapeText, NothingToChange, replaceElement, replaceEvery } from '../xml-text.ts';

/** Nobody signed it. */
const unsigned: MessageMaker = (honest) => ({ xml: renderResponse(honest) });

/** Signed by a stranger, with the certificate of the trusted key. */
export const byStranger: MessageMaker = (honest) => {
  const { stranger, idp } = honest.cast;
  const keyInfo = x509Data(idp.certificateBase64);
  return { xml: signXml(renderResponse(honest), { element: 'Assertion', key: stranger, keyInfo }) };
};

/** Signs the valid message after `original` has changed it, then puts the valid element back. */
export function editedBack(
  honest: ResponseSpec,
  original: ResponseSpec,
  element: string,
  honestXml: string,
): { xml: string } {
  const xml = replaceElement(signedAssertion(original), element, honestXml);
  if (xml === signedAssertion(honest)) throw new NothingToChange('The edit changed nothing.');
  return { xml };
}

/** Signed for the attacker, then edited to name the test user. */
export const tamperedNameId: MessageMaker = (honest) => {
  const { nameId, nameIdValue } = honest.assertion;
  const original = withAssertion(honest, {
    nameId: replaceEvery(nameId, escapeText(nameIdValue), hostileIdentity),
  });
  return editedBack(honest, original, 'NameID', nameId);
};

export const unsignedToo: readonly OtherMessage[] = [{ of: 'sig-stripped', message: unsigned }];

/** No signature, or one by any key. */
export const anyKeyToo: readonly OtherMessage[] = [
  ...unsignedToo,
  { of: 'sig-wrong-key', message: byStranger },
];

/** No signature, one by any key, or one over other content. */
export const unverified: readonly OtherMessage[] = [
  ...anyKeyToo,
  { of: 'sig-tampered-nameid', message: tamperedNameId },
];
