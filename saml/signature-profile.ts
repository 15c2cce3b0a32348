import {
  type DigestName,
  digestName,
  type SignatureAlgorithm,
  signatureAlgorithm,
} from './algorithms.ts';
import { decodeBase64 } from './bindings/base64.ts';
import {
  attribute,
  childElements,
  detachAndCanonicalize,
  type Element,
  elementsWithId,
  isElement,
  text,
} from './dom.ts';
import { SamlError } from './errors.ts';
import { libxml2 } from './libxml2.ts';
import { MAX_SIGNED_INFO_BYTES } from './limits.ts';
import { ns, transform } from './names.ts';
import { parseVerified } from './parse.ts';

/** The content of a Signature that has the form of SAML Core 5.4. */
export interface SignatureProfile {
  /** The canonical bytes of SignedInfo, which the key signed. */
  signedInfo: Buffer;
  algorithm: SignatureAlgorithm;
  signatureValue: Buffer;
  digest: DigestName;
  digestValue: Buffer;
}

const MAX_SIGNATURE_BYTES = 64 * 1024;

/**
 * Reads the Signature in `signed` and accepts a single form: SignedInfo, SignatureValue, at most one KeyInfo, no Object (errata E91); one
 * Reference, to the ID of the parent (Core 5.4.2); enveloped-signature and exclusive C14N and no other transform (Core 5.4.4). Reference
 * and DigestValue are read from the canonical bytes of SignedInfo, parsed again, so that what is compared is what was signed
 * (CVE-2025-29775). KeyInfo is not read at all: keys come from configuration.
 *
 * The SignedInfo is not trusted yet, so its form is checked before canonicalisation too: elements of a namespace with a long name could make
 * its canonical form a thousand times larger than the message.
 *
 * This modifies the Signature, which must not be used afterwards.
 *
 * @throws {SamlError} `signature_profile`, `algorithm_not_allowed`, `too_large`
 */
export function readSignatureProfile(
  signature: Element,
  signed: Element,
  { allowSha1 }: { allowSha1: boolean },
): SignatureProfile {
  onlyElementsAndText(signature);
  const [signedInfo, value, ...rest] = childElements(signature);
  const shaped =
    signedInfo &&
    value &&
    isElement(signedInfo, ns.dsig, 'SignedInfo') &&
    isElement(value, ns.dsig, 'SignatureValue') &&
    rest.length <= 1 &&
    rest.every((e) => isElement(e, ns.dsig, 'KeyInfo'));
  if (!shaped) throw profile('A Signature has SignedInfo, SignatureValue and at most a KeyInfo.');

  const id = attribute(signed, 'ID');
  if (!id) throw profile(`The signed ${signed.name} has no ID.`);
  if (elementsWithId(signed, id) !== 1)
    throw profile(`More than one element has the ID ${id} (SAML Core 1.3.4).`);
  const signatureValue = base64Content(value);
  readSignedInfo(signedInfo, id, allowSha1);
  const canonicalSignedInfo = detachAndCanonicalize(signedInfo, MAX_SIGNED_INFO_BYTES);
  const document = parseVerified(canonicalSignedInfo);
  try {
    return {
      ...readSignedInfo(document.root, id, allowSha1),
      signedInfo: canonicalSignedInfo,
      signatureValue,
    };
  } finally {
    document.dispose();
  }
}

function readSignedInfo(signedInfo: Element, id: string, allowSha1: boolean) {
  const [c14n, method, reference] = childrenExactly(
    signedInfo,
    ['CanonicalizationMethod', 'SignatureMethod', 'Reference'],
    'SignedInfo must have exactly one Reference.',
  );
  if (!isEmpty(c14n) || attribute(c14n, 'Algorithm') !== transform.exclusiveC14n)
    throw profile('SignedInfo must be canonicalised by exclusive C14N without prefixes.');
  if (attribute(reference, 'URI') !== `#${id}`)
    throw profile(`The Reference must name the ID of its parent, #${id}.`);
  const [transforms, digestMethod, digestValue] = childrenExactly(
    reference,
    ['Transforms', 'DigestMethod', 'DigestValue'],
    'A Reference has Transforms, DigestMethod and DigestValue.',
  );
  checkTransforms(transforms);
  if (!isEmpty(method) || !isEmpty(digestMethod))
    throw profile('SignatureMethod and DigestMethod must have no parameters.');
  return {
    algorithm: allowedAlgorithm(attribute(method, 'Algorithm') ?? '', allowSha1),
    digest: allowedDigest(attribute(digestMethod, 'Algorithm') ?? '', allowSha1),
    digestValue: base64Content(digestValue),
  };
}

/** The child elements, which must be exactly these of XML Signature, in this order. */
function childrenExactly(
  parent: Element,
  names: readonly [string, string, string],
  rule: string,
): [Element, Element, Element] {
  const [first, second, third, ...more] = childElements(parent);
  const named = [first, second, third].every(
    (e, at) => e && isElement(e, ns.dsig, names[at] ?? ''),
  );
  if (!first || !second || !third || more.length > 0 || !named) throw profile(rule);
  return [first, second, third];
}

const isEmpty = (e: Element): boolean => childElements(e).length === 0;

function checkTransforms(transforms: Element): void {
  const found = childElements(transforms);
  const [first, second] = found.map((e) => attribute(e, 'Algorithm'));
  const allowed =
    found.length === 2 &&
    first === transform.envelopedSignature &&
    second === transform.exclusiveC14n &&
    found.every((e) => isElement(e, ns.dsig, 'Transform') && isEmpty(e));
  if (!allowed)
    throw profile(
      'The transforms must be enveloped-signature, then exclusive C14N without prefixes.',
    );
}

function allowedAlgorithm(uri: string, allowSha1: boolean): SignatureAlgorithm {
  const algorithm = signatureAlgorithm(uri);
  if (!algorithm || (algorithm.digest === 'sha1' && !allowSha1))
    throw new SamlError('algorithm_not_allowed', `The signature method ${uri} is not allowed.`);
  return algorithm;
}

function allowedDigest(uri: string, allowSha1: boolean): DigestName {
  const digest = digestName(uri);
  if (!digest || (digest === 'sha1' && !allowSha1))
    throw new SamlError('algorithm_not_allowed', `The digest method ${uri} is not allowed.`);
  return digest;
}

/** A comment or processing instruction could split a value between two readers (sp-test-cases.md, sig-value-comment-split). */
function onlyElementsAndText(parent: Element): void {
  const { XmlElement, XmlText } = libxml2();
  for (let node = parent.firstChild; node; node = node.next) {
    if (node instanceof XmlText) continue;
    if (!(node instanceof XmlElement))
      throw profile('A Signature must not contain comments or processing instructions.');
    onlyElementsAndText(node);
  }
}

function base64Content(e: Element): Buffer {
  if (!isEmpty(e)) throw profile(`${e.name} is not base64.`);
  try {
    return decodeBase64(text(e), MAX_SIGNATURE_BYTES);
  } catch {
    throw profile(`${e.name} is not base64.`);
  }
}

const profile = (message: string) => new SamlError('signature_profile', message);
