/** XML Signature by hand. */
import { createHash } from 'node:crypto';
import { digests, weakDigests, weakMethods } from './algorithms.ts';
import { base64 } from './base64.ts';
import { attribute, child, children, ns, parse, textOf } from './document.ts';
import { fetchAll } from './fetch.ts';
import { Refusal, type Rule, type RuleBook } from './rules.ts';
import { certificatesIn, signerOf, type TrustedKey } from './signer.ts';
import { transformed } from './transforms.ts';

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
  rules.require('no-object', children(signature, ns.dsig, 'Object', rules).length === 0);
  fetchNamed(signature, rules);
  for (const one of certificatesIn(signature)) base64(one, rules);
  const infos = children(signature, ns.dsig, 'SignedInfo', rules);
  rules.require('one-signed-info', infos.length === 1, `There are ${infos.length}.`);
  if (infos.length === 0) return { element: parent, by: nobody };
  const by = anyOf(infos, (info) => signerOf(signature, info, keys, rules));
  const element = anyOf(infos, (info) => elementSigned(info, signature, rules));
  return { element, by };
}

/** What `verify` says of the first one that it does not refuse: with all rules in force there is only one. @throws {Refusal} */
function anyOf<Found>(elements: readonly Element[], verify: (one: Element) => Found): Found {
  const refusals: unknown[] = [];
  for (const one of elements)
    try {
      return verify(one);
    } catch (error) {
      refusals.push(error);
    }
  throw refusals[0];
}

/** The element whose digest is in SignedInfo, read anew from its canonical bytes. */
function elementSigned(info: Element, signature: Element, rules: RuleBook): Element {
  const parent = signature.parentNode as Element;
  const references = children(info, ns.dsig, 'Reference', rules);
  rules.require('one-reference', references.length === 1, `There are ${references.length}.`);
  const uris = references.map((one) => attribute(one, 'URI'));
  const reference = references[Math.max(0, uris.indexOf(`#${attribute(parent, 'ID')}`))];
  if (!reference) return parent;
  const octets = anyOf(referenced(reference, parent, rules), (target) => {
    const found = transformed(target, reference, signature, rules);
    requireDigest(reference, found, info, rules);
    return found;
  });
  const asFound = readFromDocument.some((rule) => !rules.has(rule)) || octets === '';
  return asFound ? parent : parse(octets).documentElement;
}

/** A service provider without one of these reads the parent of the Signature in the document instead of what was signed. */
const readFromDocument = [
  'read-what-was-signed',
  'signature-parent',
  'reference-to-parent',
  'id-unprefixed',
  'transforms-allowed',
  'whole-text',
  'digest-value',
] as const satisfies readonly Rule[];

const nobody: TrustedKey = { certificate: '', issuer: '' };

/** Asks for what KeyInfo, Reference and stylesheets name, where a rule against it is off. */
function fetchNamed(signature: Element, rules: RuleBook): void {
  const all = Array.from(signature.getElementsByTagName('*'));
  const urisOf = (...names: string[]) =>
    all
      .filter(({ localName }) => names.includes(localName))
      .map((one) => attribute(one, 'URI') ?? '');
  if (!rules.has('no-key-fetch')) fetchAll(urisOf('RetrievalMethod', 'KeyInfoReference'));
  if (!rules.has('no-reference-fetch')) fetchAll(urisOf('Reference'));
  if (rules.has('no-stylesheet')) return;
  const tests = all.map((one) => attribute(one, 'test') ?? '');
  fetchAll(tests.flatMap((test) => /^document\('([^']*)'\)$/.exec(test)?.[1] ?? []));
}

/** The parent of the Signature; where another element may be meant, all that it could be. @throws {Refusal} `reference-to-parent` */
function referenced(reference: Element, parent: Element, rules: RuleBook): Element[] {
  const uri = attribute(reference, 'URI');
  const fits = idsOf(parent, rules).some((id) => uri === `#${id}`);
  rules.require('reference-to-parent', fits, uri);
  if (rules.has('reference-to-parent') && rules.has('id-unprefixed')) return [parent];
  const document = parent.ownerDocument;
  if (uri === undefined || uri === '') return [document.documentElement];
  const found = Array.from(document.getElementsByTagName('*')).filter((element) =>
    idsOf(element, rules).some((id) => uri === `#${id}`),
  );
  return found.length > 0 ? found : [parent];
}

/** The ID of an element, with look-alikes where they count. */
const idsOf = (element: Element, rules: RuleBook): string[] =>
  Array.from(element.attributes)
    .filter(({ name }) => (rules.has('id-unprefixed') ? name === 'ID' : /(?:^|:)ID$/.test(name)))
    .map(({ value }) => value);

function requireDigest(reference: Element, octets: string, info: Element, rules: RuleBook): void {
  const method = attribute(child(reference, ns.dsig, 'DigestMethod', rules), 'Algorithm') ?? '';
  const signedWith = attribute(child(info, ns.dsig, 'SignatureMethod', rules), 'Algorithm') ?? '';
  const weak = !rules.has('digest-algorithm') || signedWith in weakMethods;
  const hash = digests[method] ?? (weak ? weakDigests[method] : undefined);
  if (hash === undefined) throw new Refusal('digest-algorithm', method);
  const own = child(reference, ns.dsig, 'DigestValue', rules);
  const document = reference.ownerDocument;
  const first = document.getElementsByTagNameNS(ns.dsig, 'DigestValue')[0];
  const found = createHash(hash).update(octets).digest();
  const candidates = rules.has('own-digest-value') ? [own] : [own, first];
  const fits = candidates.some((one) => found.equals(base64(one, rules)));
  rules.require('digest-value', fits);
}

/** Every Signature of the document, in its order. */
export const signaturesIn = (document: Document): Element[] =>
  Array.from(document.getElementsByTagNameNS(ns.dsig, 'Signature'));

/** The text of a signed element's child, for messages. */
export const issuerOf = (element: Element, rules: RuleBook) =>
  textOf(child(element, ns.assertion, 'Issuer', rules), rules);
