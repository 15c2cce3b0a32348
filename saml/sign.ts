import { sign as cryptoSign, hash, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import {
  cryptoKey,
  type DigestName,
  digestUri,
  type SignatureAlgorithm,
  signatureAlgorithmFor,
} from './algorithms.ts';
import { canonical, verbatim, type XmlElement } from './canonical-writer.ts';
import { ns, transform } from './names.ts';

/** Makes the value of a signature over `bytes`. */
export type SignBytes = (
  bytes: Uint8Array,
  key: KeyObject,
  algorithm: SignatureAlgorithm,
) => Buffer | Promise<Buffer>;

/** Synchronous: the fastest for a single message, but it blocks the event loop for a quarter of a millisecond. */
export const signInPlace: SignBytes = (bytes, key, algorithm) =>
  cryptoSign(algorithm.digest, bytes, cryptoKey(key, algorithm));

const cryptoSignLater = promisify(cryptoSign);

/** In the thread pool: for a server that handles other requests at the same time. */
export const signInThreadPool: SignBytes = (bytes, key, algorithm) =>
  cryptoSignLater(algorithm.digest, bytes, cryptoKey(key, algorithm));

export interface EnvelopedSignatureOptions {
  key: {
    privateKey: KeyObject;
    /** DER of the certificate, base64 on one line, for KeyInfo. */
    certificateBase64: string;
  };
  /** Of both the Reference and the signature; default `sha256`. */
  digest?: DigestName;
  /** Of KeyInfo and what is in it, declared there; default: none, like the rest of the signature. */
  keyInfoPrefix?: string;
  /** Default `signInPlace`. */
  signBytes?: SignBytes;
}

/**
 * Signs an element as Entra does (entra-saml.md 2.3): enveloped, exclusive C14N without prefixes, one Reference to the
 * element's own ID, KeyInfo with the one certificate.
 *
 * @returns the same element with `Signature` directly after its `Issuer`, else as first child (Core 5.4, Metadata 3.1).
 * @throws {TypeError} when the element has no `ID`, or one that is no NCName.
 */
export async function signEnveloped(
  target: XmlElement,
  { key, digest = 'sha256', keyInfoPrefix, signBytes = signInPlace }: EnvelopedSignatureOptions,
): Promise<XmlElement> {
  const id = target.attributes.find(([name]) => name === 'ID')?.[1];
  if (!id || !/^[A-Za-z_][\w.-]*$/.test(id))
    throw new TypeError(`${target.name} has no ID to refer to.`);
  const algorithm = signatureAlgorithmFor(key.privateKey, digest);

  // Written as text: only the three values vary, and all of them are free of anything to escape.
  const signedInfo =
    `<CanonicalizationMethod Algorithm="${transform.exclusiveC14n}"></CanonicalizationMethod>` +
    `<SignatureMethod Algorithm="${algorithm.uri}"></SignatureMethod>` +
    `<Reference URI="#${id}"><Transforms>` +
    `<Transform Algorithm="${transform.envelopedSignature}"></Transform>` +
    `<Transform Algorithm="${transform.exclusiveC14n}"></Transform>` +
    `</Transforms><DigestMethod Algorithm="${digestUri(digest)}"></DigestMethod>` +
    `<DigestValue>${hash(digest, canonical(target), 'base64')}</DigestValue></Reference>`;
  const canonicalSignedInfo = `<SignedInfo xmlns="${ns.dsig}">${signedInfo}</SignedInfo>`;
  const value = await signBytes(Buffer.from(canonicalSignedInfo), key.privateKey, algorithm);
  const signature =
    `<Signature xmlns="${ns.dsig}"><SignedInfo>${signedInfo}</SignedInfo>` +
    `<SignatureValue>${value.toString('base64')}</SignatureValue>` +
    `${keyInfo(key.certificateBase64, keyInfoPrefix)}</Signature>`;
  return insertAfterIssuer(target, verbatim('Signature', signature));
}

/** Not covered by the signature (XML Signature 4.5). */
function keyInfo(certificateBase64: string, prefix: string | undefined): string {
  if (prefix === undefined)
    return `<KeyInfo><X509Data><X509Certificate>${certificateBase64}</X509Certificate></X509Data></KeyInfo>`;
  const p = `${prefix}:`;
  return `<${p}KeyInfo xmlns:${prefix}="${ns.dsig}"><${p}X509Data><${p}X509Certificate>${certificateBase64}</${p}X509Certificate></${p}X509Data></${p}KeyInfo>`;
}

function insertAfterIssuer(target: XmlElement, signature: XmlElement): XmlElement {
  const issuer = target.children.findIndex(
    (child) => typeof child !== 'string' && /^(?:[^:]+:)?Issuer$/.test(child.name),
  );
  return { ...target, children: target.children.toSpliced(issuer + 1, 0, signature) };
}
