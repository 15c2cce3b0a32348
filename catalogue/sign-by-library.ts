import type { KeyObject } from 'node:crypto';
import { type HashAlgorithm, type SignatureAlgorithm, SignedXml } from 'xml-crypto';
import { transform } from '../saml/names.ts';
import type { SignOptions } from './sign-options.ts';
import {
  digestMethod,
  digestValue,
  envelopedAndExclusive,
  signatureMethod,
  signatureValue,
} from './signature-methods.ts';

/**
 * A Signature in any form that xml-crypto supports, made entirely by it.
 *
 * @returns the Signature, to be inserted into the document.
 * @throws {Error} from xml-crypto, when the element is missing or the document cannot be parsed.
 */
export function signByLibrary(xml: string, options: SignOptions): string {
  const { element, key, prefix, transforms = envelopedAndExclusive } = options;
  const { signatureAlgorithm = signatureMethod.rsaSha256 } = options;
  const signer = new SignedXml({
    signatureAlgorithm,
    canonicalizationAlgorithm: options.canonicalization ?? transform.exclusiveC14n,
    // xml-crypto passes this to the algorithm below, which has the real key.
    privateKey: key.privateKey,
    getKeyInfoContent: () => keyInfoContent(options),
  });
  for (const method of Object.values(digestMethod))
    signer.HashAlgorithms[method] = digestAlgorithm(method);
  signer.SignatureAlgorithms[signatureAlgorithm] = methodWith(signatureAlgorithm, key.privateKey);
  signer.addReference({
    xpath: xpathOf(element),
    digestAlgorithm: options.digestAlgorithm ?? digestMethod.sha256,
    transforms: [...transforms],
  });
  signer.computeSignature(xml, prefix === undefined ? {} : { prefix });
  return signer.getSignatureXml();
}

const digestAlgorithm = (method: string) =>
  class implements HashAlgorithm {
    getAlgorithmName = () => method;
    getHash = (text: string) => digestValue(method, text);
  };

const methodWith = (method: string, key: KeyObject) =>
  class implements SignatureAlgorithm {
    getAlgorithmName = () => method;
    getSignature = (signedInfo: unknown) => signatureValue(method, String(signedInfo), key);
    verifySignature = () => false;
  };

function keyInfoContent({ key, keyInfo, prefix }: SignOptions): string | null {
  if (keyInfo !== undefined) return keyInfo;
  const p = prefix === undefined ? '' : `${prefix}:`;
  return `<${p}X509Data><${p}X509Certificate>${key.certificateBase64}</${p}X509Certificate></${p}X509Data>`;
}

/** xml-crypto adds one Reference for each match, so only the first may match. */
const xpathOf = (element: string) =>
  element.startsWith('#')
    ? `(//*[@ID='${element.slice(1)}'])[1]`
    : `(//*[local-name(.)='${element}'])[1]`;
