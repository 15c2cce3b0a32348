import {
  attribute,
  childElements,
  childNamed,
  childrenNamed,
  type Element,
  isElement,
  trimmedText,
} from './dom.ts';
import { ns } from './names.ts';
import { parseXml } from './parse.ts';

/** What a Signature says about itself; nothing of it is verified. */
export interface SignatureDescription {
  /** Position of the Signature among all elements of the document, in document order, from 0. */
  readonly position: number;
  /** URI of the SignatureMethod; absent when there is none. */
  readonly algorithm?: string;
  readonly references: readonly SignatureReference[];
  /** The certificates in KeyInfo, as sent: base64 of DER. */
  readonly certificates: readonly string[];
}

export interface SignatureReference {
  /** As sent: `#_id`, or empty for the whole document. */
  readonly uri: string;
  /** URI of the DigestMethod; absent when there is none. */
  readonly digest?: string;
  /** The elements that it can mean: one in a correct message, none or several in a hostile one. */
  readonly covers: readonly CoveredElement[];
}

export interface CoveredElement {
  /** As for the Signature. */
  readonly position: number;
  readonly name: string;
}

interface Numbered {
  readonly element: Element;
  readonly position: number;
}

/**
 * Describes every Signature in a message for a reader, wherever it is, and says which elements its References cover. To verify, use
 * `openResponse`.
 *
 * @throws {SamlError} as `parseXml`
 */
export function describeSignatures(xml: Uint8Array): SignatureDescription[] {
  const document = parseXml(xml);
  try {
    const all = inDocumentOrder(document.root);
    return all
      .filter(({ element }) => isElement(element, ns.dsig, 'Signature'))
      .map((signature) => describe(signature, all));
  } finally {
    document.dispose();
  }
}

function inDocumentOrder(root: Element): Numbered[] {
  const all: Numbered[] = [];
  const visit = (element: Element) => {
    all.push({ element, position: all.length });
    for (const child of childElements(element)) visit(child);
  };
  visit(root);
  return all;
}

function describe({ element, position }: Numbered, all: readonly Numbered[]): SignatureDescription {
  const signedInfo = childNamed(element, ns.dsig, 'SignedInfo');
  const algorithm = algorithmOf(signedInfo, 'SignatureMethod');
  const references = signedInfo ? childrenNamed(signedInfo, ns.dsig, 'Reference') : [];
  return {
    position,
    ...(algorithm !== undefined && { algorithm }),
    references: references.map((reference) => {
      const uri = attribute(reference, 'URI') ?? '';
      const digest = algorithmOf(reference, 'DigestMethod');
      return { uri, ...(digest !== undefined && { digest }), covers: meant(uri, all) };
    }),
    certificates: childrenNamed(element, ns.dsig, 'KeyInfo')
      .flatMap((keyInfo) => childrenNamed(keyInfo, ns.dsig, 'X509Data'))
      .flatMap((data) => childrenNamed(data, ns.dsig, 'X509Certificate'))
      .map((certificate) => trimmedText(certificate) ?? ''),
  };
}

function algorithmOf(parent: Element | undefined, name: string): string | undefined {
  const method = parent && childNamed(parent, ns.dsig, name);
  return method && attribute(method, 'Algorithm');
}

/** XML Signature 4.4.3.2 and 4.4.3.3: the whole document, or the element with the ID. */
function meant(uri: string, all: readonly Numbered[]): CoveredElement[] {
  if (uri !== '' && !uri.startsWith('#')) return [];
  const id = uri.slice(1);
  return all
    .filter(({ element, position }) =>
      uri === '' ? position === 0 : attribute(element, 'ID') === id,
    )
    .map(({ element, position }) => ({ position, name: element.name }));
}
