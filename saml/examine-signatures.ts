import { createHash, type KeyObject, verify } from 'node:crypto';
import { cryptoKey, digestName, keyType, signatureAlgorithm } from './algorithms.ts';
import {
  attribute,
  type C14nForm,
  canonicalizeInPlace,
  childElements,
  childNamed,
  childrenNamed,
  type Element,
  isElement,
  trimmedText,
} from './dom.ts';
import { ns, transform } from './names.ts';
import { parseXml } from './parse.ts';

/** What a Signature in a message says and whether its digest is right, for a reader. Never a reason to trust anything: that is `openResponse`'s. */
export interface ExaminedSignature {
  /** Local name and ID of the element that it is in: `Response`, `Assertion`, ... */
  readonly parent: string;
  readonly parentId: string | undefined;
  /** URIs as sent; empty when missing. */
  readonly signatureMethod: string;
  readonly canonicalization: string;
  readonly digestMethod: string;
  readonly transforms: readonly string[];
  /** Of InclusiveNamespaces, in the reference (Exclusive C14N 3). */
  readonly prefixList: string | undefined;
  readonly references: number;
  /** Of the first Reference: its URI, and what that names. */
  readonly uri: string | undefined;
  readonly names: 'its parent' | 'another element' | 'the whole document' | 'nothing';
  /** `unknown`: an algorithm or a transform that is not implemented here, or nothing to compare. */
  readonly digest: 'matches' | 'differs' | 'unknown';
  /** Base64 of DER, as sent; empty without KeyInfo. */
  readonly certificate: string;
  /** Whether this key made the SignatureValue over SignedInfo, whatever the digest; undefined for methods that are not implemented here. */
  readonly madeBy: (key: KeyObject) => boolean | undefined;
}

/** More would be an attack on the reader. */
const MAX_SIGNATURES = 8;

/**
 * Examines the Signatures of a message: of its root and of the elements directly below. Other than the verifier, this follows every
 * canonicalisation that an identity provider may use, and goes on after a fault.
 *
 * @throws {SamlError} as `parseXml`; `too_large`, `signature_profile` when there is no canonical form
 */
export function examineSignatures(xml: Uint8Array): ExaminedSignature[] {
  const count = withRoot(xml, (root) => signaturesIn(root).length);
  // Removing a Signature changes the document, so each gets its own.
  return Array.from({ length: Math.min(count, MAX_SIGNATURES) }, (_, n) =>
    withRoot(xml, (root) => examine(root, signaturesIn(root)[n] as Element)),
  );
}

function withRoot<Result>(xml: Uint8Array, work: (root: Element) => Result): Result {
  const document = parseXml(xml);
  try {
    return work(document.root);
  } finally {
    document.dispose();
  }
}

const signaturesIn = (root: Element): Element[] =>
  [root, ...childElements(root)].flatMap((e) => childrenNamed(e, ns.dsig, 'Signature'));

function examine(root: Element, signature: Element): ExaminedSignature {
  const parent = signature.parent ?? root;
  const info = childNamed(signature, ns.dsig, 'SignedInfo');
  const references = info ? childrenNamed(info, ns.dsig, 'Reference') : [];
  const [reference] = references;
  const transforms = reference ? transformsOf(reference) : [];
  const uri = reference && attribute(reference, 'URI');
  const target = targetOf(root, uri);
  const canonicalization = algorithmOf(info, 'CanonicalizationMethod');
  const signatureMethod = algorithmOf(info, 'SignatureMethod');
  const digestMethod = algorithmOf(reference, 'DigestMethod');
  const said = {
    parent: parent.name,
    parentId: attribute(parent, 'ID'),
    signatureMethod,
    canonicalization,
    digestMethod,
    transforms: transforms.map(({ uri: each }) => each),
    prefixList: transforms.find(({ prefixList }) => prefixList !== undefined)?.prefixList,
    references: references.length,
    uri,
    names: namesOf(target, parent, uri),
    certificate: certificateOf(signature),
  } as const;
  const signedInfo =
    info &&
    canonicalOf(
      info,
      canonicalization,
      prefixesOf(childNamed(info, ns.dsig, 'CanonicalizationMethod')),
    );
  const value = Buffer.from(
    trimmedText(childNamed(signature, ns.dsig, 'SignatureValue')) ?? '',
    'base64',
  );
  const digestValue = trimmedText(reference && childNamed(reference, ns.dsig, 'DigestValue')) ?? '';
  return {
    ...said,
    madeBy: (key) => madeBy(key, signatureMethod, signedInfo, value),
    digest: digestOf(signature, target, transforms, digestMethod, digestValue),
  };
}

interface TransformUse {
  readonly uri: string;
  readonly prefixList: string | undefined;
}

const transformsOf = (reference: Element): TransformUse[] =>
  childElements(childNamed(reference, ns.dsig, 'Transforms') ?? reference)
    .filter((e) => isElement(e, ns.dsig, 'Transform'))
    .map((e) => ({ uri: attribute(e, 'Algorithm') ?? '', prefixList: prefixesOf(e) }));

const prefixesOf = (method: Element | undefined): string | undefined => {
  const inclusive = method && childNamed(method, transform.exclusiveC14n, 'InclusiveNamespaces');
  return inclusive && attribute(inclusive, 'PrefixList');
};

const algorithmOf = (parent: Element | undefined, name: string): string => {
  const method = parent && childNamed(parent, ns.dsig, name);
  return (method && attribute(method, 'Algorithm')) ?? '';
};

/** XML Signature 4.4.3.2: nothing or an empty URI is the whole document. */
function targetOf(root: Element, uri: string | undefined): Element | undefined {
  if (uri === undefined || uri === '') return root;
  if (!uri.startsWith('#')) return undefined;
  return withId(root, uri.slice(1));
}

function withId(e: Element, id: string): Element | undefined {
  if (attribute(e, 'ID') === id) return e;
  for (const child of childElements(e)) {
    const found = withId(child, id);
    if (found) return found;
  }
  return undefined;
}

const namesOf = (target: Element | undefined, parent: Element, uri: string | undefined) => {
  if (!target) return 'nothing';
  if (uri === undefined || uri === '') return 'the whole document';
  return isSame(target, parent) ? 'its parent' : 'another element';
};

const isSame = (one: Element, other: Element) =>
  one.name === other.name && attribute(one, 'ID') === attribute(other, 'ID');

/** In KeyInfo, the first one. */
const certificateOf = (signature: Element): string => {
  const data = childrenNamed(signature, ns.dsig, 'KeyInfo')
    .flatMap((info) => childrenNamed(info, ns.dsig, 'X509Data'))
    .flatMap((each) => childrenNamed(each, ns.dsig, 'X509Certificate'));
  return (trimmedText(data[0]) ?? '').replace(/\s+/g, '');
};

/** Canonical XML 1.0 and 1.1, Exclusive C14N; the bytes of other methods are unknown. */
const forms: Readonly<Record<string, C14nForm>> = {
  [transform.exclusiveC14n]: { mode: 'exclusive', comments: false },
  [`${transform.exclusiveC14n}WithComments`]: { mode: 'exclusive', comments: true },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { mode: 'inclusive', comments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': {
    mode: 'inclusive',
    comments: true,
  },
  'http://www.w3.org/2006/12/xml-c14n11': { mode: 'inclusive 1.1', comments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { mode: 'inclusive 1.1', comments: true },
};

function canonicalOf(e: Element, method: string, prefixList?: string): Buffer | undefined {
  const form = forms[method];
  return form && canonicalizeInPlace(e, form, prefixList?.trim().split(/\s+/) ?? []);
}

function madeBy(
  key: KeyObject,
  method: string,
  signedInfo: Buffer | undefined,
  value: Buffer,
): boolean | undefined {
  const algorithm = signatureAlgorithm(method);
  if (!algorithm || !signedInfo) return undefined;
  if (keyType(key) !== algorithm.keyType) return false;
  return verify(algorithm.digest, signedInfo, cryptoKey(key, algorithm), value);
}

function digestOf(
  signature: Element,
  target: Element | undefined,
  transforms: readonly TransformUse[],
  method: string,
  expected: string,
): ExaminedSignature['digest'] {
  const digest = digestName(method);
  if (!target || !digest || expected === '') return 'unknown';
  const enveloped = transforms.some(({ uri }) => uri === transform.envelopedSignature);
  const others = transforms.filter(({ uri }) => uri !== transform.envelopedSignature);
  // XML Signature 4.4.3.2: without a canonicalisation, inclusive C14N 1.0 turns elements into octets.
  const [
    form = { uri: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315', prefixList: undefined },
    ...more
  ] = others;
  if (more.length > 0) return 'unknown';
  if (enveloped) signature.remove();
  const octets = canonicalOf(target, form.uri, form.prefixList);
  if (!octets) return 'unknown';
  const computed = createHash(digest).update(octets).digest();
  return computed.equals(Buffer.from(expected, 'base64')) ? 'matches' : 'differs';
}
