import type { KeyObject } from 'node:crypto';
import { type HashAlgorithm, type SignatureAlgorithm, SignedXml } from 'xml-crypto';
import { transform } from '../../saml/names.ts';
import { renderResponse } from './render.ts';
import type { ResponseSpec, SigningIdentity } from './response-spec.ts';
import {
  digestMethod,
  digestValue,
  envelopedAndExclusive,
  signatureMethod,
  signatureValue,
} from './signature-methods.ts';
import { locate } from './xml-text.ts';

export { signedInfoXml, signSignedInfo } from './signed-info.ts';

export interface SignOptions {
  /** Local name of the first such element of the document, or `#` and its ID. */
  readonly element: 'Assertion' | 'Response' | (string & {});
  readonly key: SigningIdentity;
  /** URIs; rsa-sha256, SHA-256, enveloped-signature + exclusive C14N, exclusive C14N unless said otherwise. */
  readonly signatureAlgorithm?: string;
  readonly digestAlgorithm?: string;
  readonly transforms?: readonly string[];
  readonly canonicalization?: string;
  /** XML inside KeyInfo, in the dsig namespace as default; null = no KeyInfo; by default the certificate of the key. */
  readonly keyInfo?: string | null;
  /** Of the Signature and all in it; none by default. KeyInfo of one's own must then use it too. */
  readonly prefix?: string;
}

/**
 * Signs one element by xml-crypto and puts the Signature after the Issuer of that element, or first where it has none. The
 * rest of the text is not touched.
 *
 * @returns the whole document.
 * @throws {Error} by xml-crypto, when the element is missing or the document cannot be parsed.
 */
export function signXml(xml: string, options: SignOptions): string {
  const { element, key, prefix } = options;
  const { signatureAlgorithm = signatureMethod.rsaSha256 } = options;
  const signer = newSigner({
    signatureAlgorithm,
    canonicalizationAlgorithm: options.canonicalization ?? transform.exclusiveC14n,
    // xml-crypto hands this on to the algorithm below, which has the real key.
    privateKey: key.privateKey,
    getKeyInfoContent: () => keyInfoContent(options),
  });
  signer.SignatureAlgorithms[signatureAlgorithm] = methodWith(signatureAlgorithm, key.privateKey);
  signer.addReference({
    xpath: xpathOf(element),
    digestAlgorithm: options.digestAlgorithm ?? digestMethod.sha256,
    transforms: [...(options.transforms ?? envelopedAndExclusive)],
  });
  signer.computeSignature(xml, prefix === undefined ? {} : { prefix });
  return placeSignature(xml, element, signer.getSignatureXml());
}

/** The honest Response, its Assertion signed with rsa-sha256 by the trusted key: where most cases start. */
export function signedAssertion(spec: ResponseSpec): string {
  return signXml(renderResponse(spec), { element: 'Assertion', key: spec.cast.idp });
}

/** The same with only the Response signed. */
export function signedResponse(spec: ResponseSpec): string {
  return signXml(renderResponse(spec), { element: 'Response', key: spec.cast.idp });
}

/** Puts a Signature where the schema wants it: after the Issuer of the element, or first. @throws {NothingToChange} */
export function placeSignature(xml: string, element: string, signature: string): string {
  const { contentStart } = locate(xml, element);
  const issuer = /^\s*<(?:[\w.-]+:)?Issuer[\s/>]/.test(xml.slice(contentStart, contentStart + 200))
    ? locate(xml.slice(contentStart), 'Issuer').end
    : 0;
  const at = contentStart + issuer;
  return xml.slice(0, at) + signature + xml.slice(at);
}

/** The octets that a Reference to the element with these transforms is about, by xml-crypto. @throws {Error} by xml-crypto */
export function canonicalText(
  xml: string,
  element: string,
  transforms: readonly string[] = envelopedAndExclusive,
): string {
  let octets = '';
  const signer = newSigner({
    signatureAlgorithm: 'urn:nothing',
    canonicalizationAlgorithm: transform.exclusiveC14n,
    privateKey: 'none',
    getKeyInfoContent: () => null,
  });
  signer.SignatureAlgorithms['urn:nothing'] = class implements SignatureAlgorithm {
    getAlgorithmName = () => 'urn:nothing';
    getSignature = () => 'AA==';
    verifySignature = () => false;
  };
  signer.HashAlgorithms['urn:nothing'] = class implements HashAlgorithm {
    getAlgorithmName = () => 'urn:nothing';
    getHash = (text: string) => {
      octets = text;
      return 'AA==';
    };
  };
  signer.addReference({
    xpath: xpathOf(element),
    digestAlgorithm: 'urn:nothing',
    transforms: [...transforms],
  });
  signer.computeSignature(xml);
  return octets;
}

/** The DigestValue of an element that has no Signature of its own yet. @throws {Error} by xml-crypto */
export const digestOf = (
  xml: string,
  element: string,
  { method = digestMethod.sha256, transforms = envelopedAndExclusive as readonly string[] } = {},
): string => digestValue(method, canonicalText(xml, element, transforms));

type Options = NonNullable<ConstructorParameters<typeof SignedXml>[0]>;

function newSigner(options: Options): SignedXml {
  const signer = new SignedXml(options);
  for (const method of Object.values(digestMethod)) {
    signer.HashAlgorithms[method] = class implements HashAlgorithm {
      getAlgorithmName = () => method;
      getHash = (text: string) => digestValue(method, text);
    };
  }
  return signer;
}

function methodWith(method: string, key: KeyObject) {
  return class implements SignatureAlgorithm {
    getAlgorithmName = () => method;
    getSignature = (signedInfo: unknown) => signatureValue(method, String(signedInfo), key);
    verifySignature = () => false;
  };
}

function keyInfoContent({ key, keyInfo, prefix }: SignOptions): string | null {
  if (keyInfo !== undefined) return keyInfo;
  const p = prefix === undefined ? '' : `${prefix}:`;
  return `<${p}X509Data><${p}X509Certificate>${key.certificateBase64}</${p}X509Certificate></${p}X509Data>`;
}

/** xml-crypto adds one Reference for each match, so that only the first may match. */
const xpathOf = (element: string) =>
  element.startsWith('#')
    ? `(//*[@ID='${element.slice(1)}'])[1]`
    : `(//*[local-name(.)='${element}'])[1]`;
