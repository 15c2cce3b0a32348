import { canonicalElement } from './canonical-form.ts';
import { renderResponse } from './render.ts';
import type { ResponseSpec } from './response-spec.ts';
import { signByLibrary } from './sign-by-library.ts';
import type { SignOptions } from './sign-options.ts';
import { digestMethod, digestValue, signatureMethod } from './signature-methods.ts';
import { signedInfoXml, signSignedInfo } from './signed-info.ts';
import { locate, NothingToChange } from './xml-text.ts';

/**
 * Signs one element and inserts the Signature after its Issuer, or first if it has none. The rest of the text is not touched. A Signature
 * of the usual form, as nearly all are, is written here exactly as xml-crypto would, in a fifth of the time. The canonical form comes from
 * xml-crypto, as does the whole Signature of any other form.
 *
 * @returns the whole document.
 * @throws {NothingToChange} when the element is missing, or has no ID to refer to.
 * @throws {Error} from xmldom, when the document cannot be parsed.
 */
export function signXml(xml: string, options: SignOptions): string {
  const { prefix, transforms, canonicalization } = options;
  const isUsual = (prefix ?? transforms ?? canonicalization) === undefined;
  const signature = isUsual ? usualSignature(xml, options) : signByLibrary(xml, options);
  return placeSignature(xml, options.element, signature);
}

function usualSignature(xml: string, options: SignOptions): string {
  const { element, signatureAlgorithm = signatureMethod.rsaSha256 } = options;
  const { digestAlgorithm = digestMethod.sha256 } = options;
  const { octets, id } = canonicalElement(xml, element);
  if (id === undefined) throw new NothingToChange(`${element} has no ID for a Reference.`);
  const reference = {
    uri: `#${id}`,
    digestMethod: digestAlgorithm,
    digestValue: digestValue(digestAlgorithm, octets),
  };
  const signedInfo = signedInfoXml({
    signatureMethod: signatureAlgorithm,
    references: [reference],
  });
  return asSent(signSignedInfo(signedInfo, options));
}

/** Shortens empty elements, and removes declarations that the parent already has. */
const asSent = (signature: string): string =>
  signature.replace(/(<SignedInfo) xmlns="[^"]+"/, '$1').replace(/"><\/\w+>/g, '"/>');

/** The valid Response, its Assertion signed with rsa-sha256 by the trusted key: most cases start from it. */
export function signedAssertion(spec: ResponseSpec): string {
  return signXml(renderResponse(spec), { element: 'Assertion', key: spec.cast.idp });
}

/** The same with only the Response signed. */
export function signedResponse(spec: ResponseSpec): string {
  return signXml(renderResponse(spec), { element: 'Response', key: spec.cast.idp });
}

/** The same with both signed: the Assertion first, then the Response around it. */
export function bothSigned(spec: ResponseSpec): string {
  return signXml(signedAssertion(spec), { element: 'Response', key: spec.cast.idp });
}

/** Inserts a Signature where the schema requires it: after the Issuer of the element, or first. @throws {NothingToChange} when the element is missing */
export function placeSignature(xml: string, element: string, signature: string): string {
  const { contentStart } = locate(xml, element);
  const issuer = /^\s*<(?:[\w.-]+:)?Issuer[\s/>]/.test(xml.slice(contentStart, contentStart + 200))
    ? locate(xml.slice(contentStart), 'Issuer').end
    : 0;
  const at = contentStart + issuer;
  return xml.slice(0, at) + signature + xml.slice(at);
}

/** The DigestValue (SHA-256) of an element. Throws as `canonicalElement` does. */
export const digestOf = (xml: string, element: string): string =>
  digestValue(digestMethod.sha256, canonicalElement(xml, element).octets);
