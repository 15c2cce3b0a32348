/** XML Signature by hand, over xml-crypto's canonical form. */
import { createHash, createHmac, verify, X509Certificate } from 'node:crypto';
import { ExclusiveCanonicalization } from 'xml-crypto';
import { attribute, child, children, ns, parse, textOf } from './document.ts';
import { Refusal, type RuleBook } from './rules.ts';

const digests: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};
const weakDigests: Readonly<Record<string, string>> = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  'http://www.w3.org/2001/04/xmldsig-more#md5': 'md5',
};
const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const methods: Readonly<Record<string, string>> = {
  [`${more}rsa-sha256`]: 'sha256',
  [`${more}rsa-sha384`]: 'sha384',
  [`${more}rsa-sha512`]: 'sha512',
  [`${more}ecdsa-sha256`]: 'sha256',
};
const weakMethods: Readonly<Record<string, string>> = {
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1': 'sha1',
  [`${more}rsa-md5`]: 'md5',
};
const hmacs: Readonly<Record<string, string>> = {
  'http://www.w3.org/2000/09/xmldsig#hmac-sha1': 'sha1',
  [`${more}hmac-sha256`]: 'sha256',
};
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** A key that is trusted, as PEM of its certificate. */
export interface TrustedKey {
  readonly certificate: string;
  /** Entity ID of the identity provider whose key it is. */
  readonly issuer: string;
}

export interface Signed {
  /** What was signed, read anew from its canonical bytes; the element in the document where that rule is off. */
  readonly element: Element;
  readonly by: TrustedKey;
}

/**
 * Verifies the Signature and says what it signs.
 *
 * @throws {Refusal}
 */
export function verifySignature(
  signature: Element,
  keys: readonly TrustedKey[],
  rules: RuleBook,
): Signed {
  const parent = signature.parentNode as Element;
  const infos = children(signature, ns.dsig, 'SignedInfo', rules);
  rules.require('one-signed-info', infos.length === 1, `There are ${infos.length}.`);
  const info = infos.at(-1);
  const first = infos[0];
  if (!info || !first) throw new Refusal('one-signed-info', 'There is none.');
  rules.require('no-object', children(signature, ns.dsig, 'Object', rules).length === 0);

  for (const one of certificatesIn(signature)) base64(one, rules);
  const by = signerOf(signature, first, keys, rules);
  const references = children(info, ns.dsig, 'Reference', rules);
  rules.require('one-reference', references.length === 1, `There are ${references.length}.`);
  const reference = references[0];
  if (!reference) return { element: parent, by };
  const target = referenced(reference, parent, rules);
  const octets = transformed(target, reference, signature, rules);
  requireDigest(reference, octets, rules);
  if (!rules.has('read-what-was-signed')) return { element: parent, by };
  const loose = !rules.has('signature-parent') || !rules.has('reference-to-parent');
  return { element: loose ? parent : parse(octets, rules).documentElement, by };
}

/** The trusted key that made the SignatureValue. */
function signerOf(
  signature: Element,
  info: Element,
  keys: readonly TrustedKey[],
  rules: RuleBook,
): TrustedKey {
  const octets = Buffer.from(canonical(info));
  const method = attribute(child(info, ns.dsig, 'SignatureMethod', rules), 'Algorithm') ?? '';
  const value = base64(child(signature, ns.dsig, 'SignatureValue', rules), rules);
  const candidates = [...keys, ...carried(signature, rules)];
  if (!rules.has('key-type')) {
    const hmac = hmacs[method];
    const fits = candidates.find(
      (key) => hmac && secrets(key).some((secret) => mac(hmac, secret, octets).equals(value)),
    );
    if (fits) return fits;
  }
  const digest =
    methods[method] ?? (rules.has('signature-algorithm') ? undefined : weakMethods[method]);
  if (digest === undefined) throw new Refusal('signature-algorithm', method);
  const signer = candidates.find((key) => fitsKey(key, method, digest, octets, value));
  if (signer) return signer;
  const [fallback] = keys;
  if (rules.has('signature-value') || !fallback)
    throw new Refusal('signature-value', 'No key fits.');
  return fallback;
}

function fitsKey(
  { certificate }: TrustedKey,
  method: string,
  digest: string,
  octets: Buffer,
  value: Buffer,
): boolean {
  const { publicKey } = new X509Certificate(certificate);
  const ecdsa = method.includes('#ecdsa');
  if ((publicKey.asymmetricKeyType === 'ec') !== ecdsa) return false;
  return verify(digest, octets, { key: publicKey, dsaEncoding: 'ieee-p1363' }, value);
}

/** Certificates that the message brings along: nobody's, unless that rule is off. */
function carried(signature: Element, rules: RuleBook): TrustedKey[] {
  if (rules.has('trusted-key')) return [];
  return certificatesIn(signature).map((one) => ({
    certificate: `-----BEGIN CERTIFICATE-----\n${(one.textContent ?? '').trim()}\n-----END CERTIFICATE-----\n`,
    issuer: '',
  }));
}

const certificatesIn = (signature: Element): Element[] =>
  Array.from(signature.getElementsByTagNameNS(ns.dsig, 'X509Certificate'));

/** What a careless library might hand an HMAC as its secret. */
function secrets({ certificate }: TrustedKey): (string | Buffer)[] {
  const { raw, publicKey } = new X509Certificate(certificate);
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return [
    certificate,
    certificate.trim(),
    raw,
    pem,
    pem.trim(),
    publicKey.export({ type: 'spki', format: 'der' }),
  ];
}

const mac = (hash: string, secret: string | Buffer, octets: Buffer) =>
  createHmac(hash, secret).update(octets).digest();

function referenced(reference: Element, parent: Element, rules: RuleBook): Element {
  const uri = attribute(reference, 'URI');
  const id = attribute(parent, 'ID');
  const loose = !rules.has('signature-parent') || !rules.has('reference-to-parent');
  if (!loose) rules.require('reference-to-parent', id !== undefined && uri === `#${id}`, uri);
  const document = parent.ownerDocument;
  if (!uri?.startsWith('#')) {
    if (uri === undefined || uri === '') return document.documentElement;
    throw new Refusal('reference-to-parent', uri);
  }
  if (!loose && rules.has('unique-id')) return parent;
  const found = Array.from(document.getElementsByTagName('*')).filter((element) =>
    Array.from(element.attributes).some(
      ({ localName, value }) => localName === 'ID' && value === uri.slice(1),
    ),
  );
  const last = found.at(-1);
  if (!last) throw new Refusal('reference-to-parent', uri);
  return last;
}

function transformed(
  target: Element,
  reference: Element,
  signature: Element,
  rules: RuleBook,
): string {
  const list = child(reference, ns.dsig, 'Transforms', rules);
  const transforms = list ? children(list, ns.dsig, 'Transform', rules) : [];
  const counted = transforms.filter(
    (one) => rules.has('transforms-allowed') || isExclusive(attribute(one, 'Algorithm') ?? ''),
  );
  const size = list ? String(list).length : 0;
  rules.require('two-transforms', counted.length <= 2 && size <= 2_000);
  let copy = target;
  for (const transform of transforms) {
    const algorithm = attribute(transform, 'Algorithm') ?? '';
    const known = algorithm === ENVELOPED || isExclusive(algorithm);
    rules.require('transforms-allowed', known, algorithm);
    if (algorithm === ENVELOPED) copy = without(copy, signature);
    if (!known) copy = filtered(copy, transform);
  }
  return canonical(copy, rules);
}

const isExclusive = (algorithm: string) => algorithm.replace('WithComments', '') === EXCLUSIVE;

/** What an XPath filter leaves that takes elements out by their local name; any other transform changes nothing. */
function filtered(target: Element, transform: Element): Element {
  const name = /local-name\(\)='(\w+)'/.exec(transform.textContent ?? '')?.[1];
  if (name === undefined) return target;
  const copy = target.cloneNode(true) as Element;
  for (const one of Array.from(copy.getElementsByTagName('*')))
    if (one.localName === name) one.parentNode?.removeChild(one);
  return copy;
}

/** A copy without the Signature itself. */
function without(target: Element, signature: Element): Element {
  const path: number[] = [];
  for (let node: Node = signature; node !== target; ) {
    const parent = node.parentNode;
    if (!parent) return target.cloneNode(true) as Element; // the Signature is elsewhere
    path.unshift(Array.from(parent.childNodes).indexOf(node as ChildNode));
    node = parent;
  }
  const copy = target.cloneNode(true) as Element;
  let at: Node = copy;
  for (const step of path) at = at.childNodes[step] as Node;
  at.parentNode?.removeChild(at);
  return copy;
}

function requireDigest(reference: Element, octets: string, rules: RuleBook): void {
  const method = attribute(child(reference, ns.dsig, 'DigestMethod', rules), 'Algorithm') ?? '';
  const weak = !rules.has('digest-algorithm') || !rules.has('signature-algorithm');
  const hash = digests[method] ?? (weak ? weakDigests[method] : undefined);
  if (hash === undefined) throw new Refusal('digest-algorithm', method);
  const own = child(reference, ns.dsig, 'DigestValue', rules);
  const document = reference.ownerDocument;
  const anywhere = document.getElementsByTagNameNS(ns.dsig, 'DigestValue')[0];
  const expected = base64(rules.has('own-digest-value') ? own : anywhere, rules);
  const found = createHash(hash).update(octets).digest();
  const nothing = octets === '' && rules.has('relative-namespace');
  rules.require('digest-value', !nothing && found.equals(expected));
}

/** The value of a base64 element. */
function base64(element: Element | undefined, rules: RuleBook): Buffer {
  if (!element) return Buffer.alloc(0);
  const plain = Array.from(element.childNodes).every(({ nodeType }) => nodeType === 3);
  rules.require('plain-digest-text', plain, element.nodeName);
  // Reading the first node only, comment or text, is what the comment of CVE-2025-29775 is made for.
  const text = plain ? element.textContent : element.firstChild?.nodeValue;
  return Buffer.from(text ?? '', 'base64');
}

/** A relative namespace URI makes libxml2 give up; who takes that for an empty text has nothing to digest (CVE-2025-66568). */
function canonical(element: Element, rules?: RuleBook): string {
  if (rules && !rules.has('relative-namespace') && hasRelativeNamespace(element)) return '';
  return new ExclusiveCanonicalization().process(element, {});
}

const hasRelativeNamespace = (element: Element): boolean =>
  [element.ownerDocument.documentElement, element].some((one) =>
    Array.from(one.attributes).some(
      ({ namespaceURI, value }) =>
        namespaceURI === ns.xmlns && value !== '' && !/^[a-z][\w+.-]*:/i.test(value),
    ),
  );

/** Every Signature of the document, in its order. */
export const signaturesIn = (document: Document): Element[] =>
  Array.from(document.getElementsByTagNameNS(ns.dsig, 'Signature'));

/** The text of a signed element's child, for messages. */
export const issuerOf = (element: Element, rules: RuleBook) =>
  textOf(child(element, ns.assertion, 'Issuer', rules), rules);
