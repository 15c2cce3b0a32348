/** Genuine signatures with unusual shapes: SignedInfo is written by hand. */
import type { KeyObject } from 'node:crypto';
import { ns, transform } from '../saml/names.ts';
import type { SigningIdentity } from './response-spec.ts';
import {
  digestMethod,
  envelopedAndExclusive,
  signatureMethod,
  signatureValue,
} from './signature-methods.ts';

export interface ReferenceShape {
  /** Undefined omits the attribute. */
  readonly uri: string | undefined;
  /** URIs, or whole Transform elements as canonical XML (they start with `<`). */
  readonly transforms?: readonly string[];
  readonly digestMethod?: string;
  /** Base64, or canonical XML content of DigestValue. */
  readonly digestValue: string;
}

export interface SignedInfoShape {
  readonly canonicalization?: string;
  readonly signatureMethod?: string;
  readonly references: readonly ReferenceShape[];
}

/**
 * A SignedInfo in exclusive canonical form, with its own namespace declaration: it can be signed and inserted into a Signature as written.
 */
export function signedInfoXml(shape: SignedInfoShape): string {
  const { canonicalization = transform.exclusiveC14n } = shape;
  const method = shape.signatureMethod ?? signatureMethod.rsaSha256;
  return [
    `<SignedInfo xmlns="${ns.dsig}">`,
    `<CanonicalizationMethod Algorithm="${canonicalization}"></CanonicalizationMethod>`,
    `<SignatureMethod Algorithm="${method}"></SignatureMethod>`,
    ...shape.references.map(referenceXml),
    '</SignedInfo>',
  ].join('');
}

function referenceXml(reference: ReferenceShape): string {
  const { uri, transforms = envelopedAndExclusive, digestValue } = reference;
  const method = reference.digestMethod ?? digestMethod.sha256;
  return [
    uri === undefined ? '<Reference>' : `<Reference URI="${uri}">`,
    '<Transforms>',
    ...transforms.map((t) => (t.startsWith('<') ? t : `<Transform Algorithm="${t}"></Transform>`)),
    '</Transforms>',
    `<DigestMethod Algorithm="${method}"></DigestMethod>`,
    `<DigestValue>${digestValue}</DigestValue></Reference>`,
  ].join('');
}

export interface SignSignedInfoOptions {
  readonly key:
    | SigningIdentity
    | { readonly privateKey: KeyObject; readonly certificateBase64?: string };
  readonly signatureAlgorithm?: string;
  /** XML inside KeyInfo; null = no KeyInfo; by default the certificate of the key. */
  readonly keyInfo?: string | null;
  /** XML after KeyInfo, such as Objects. */
  readonly objects?: string;
}

/**
 * A Signature around a SignedInfo in canonical form: the value covers exactly that text.
 *
 * @param signedInfo from `signedInfoXml`, or by hand, in exclusive canonical form.
 */
export function signSignedInfo(signedInfo: string, options: SignSignedInfoOptions): string {
  const { key, signatureAlgorithm = signatureMethod.rsaSha256, objects = '' } = options;
  const value = signatureValue(signatureAlgorithm, signedInfo, key.privateKey);
  return signatureXml(signedInfo, value, keyInfoOf(options), objects);
}

/** Puts a Signature together. @param keyInfo XML inside KeyInfo; null = no KeyInfo. */
const signatureXml = (
  signedInfo: string,
  value: string,
  keyInfo: string | null,
  objects = '',
): string =>
  `<Signature xmlns="${ns.dsig}">${signedInfo}<SignatureValue>${value}</SignatureValue>${keyInfo === null ? '' : `<KeyInfo>${keyInfo}</KeyInfo>`}${objects}</Signature>`;

/** The X509Data of a certificate, in Entra's shape (entra-saml.md 2.3). */
export const x509Data = (certificateBase64: string): string =>
  `<X509Data><X509Certificate>${certificateBase64}</X509Certificate></X509Data>`;

function keyInfoOf({ key, keyInfo }: SignSignedInfoOptions): string | null {
  if (keyInfo !== undefined) return keyInfo;
  return key.certificateBase64 === undefined ? null : x509Data(key.certificateBase64);
}
