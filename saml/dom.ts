/** Reads a parsed document by namespace and local name. Other files see libxml2's nodes only through this file. */

import { SamlError } from './errors.ts';
import { libxml2, type XmlDocument, type XmlElement, type XmlXPath } from './libxml2.ts';
import { MAX_CANONICAL_BYTES } from './limits.ts';
import { trimXml } from './white-space.ts';

export type { XmlDocument };
export type Element = XmlElement;

/** The child elements in document order, without text, comments and processing instructions. */
export function childElements(parent: Element): Element[] {
  const { XmlElement } = libxml2();
  const found: Element[] = [];
  for (let node = parent.firstChild; node; node = node.next)
    if (node instanceof XmlElement) found.push(node);
  return found;
}

export const isElement = (e: Element, namespace: string, name: string): boolean =>
  e.name === name && e.namespaceUri === namespace;

export const childrenNamed = (parent: Element, namespace: string, name: string): Element[] =>
  childElements(parent).filter((e) => isElement(e, namespace, name));

export const childNamed = (parent: Element, namespace: string, name: string): Element | undefined =>
  childElements(parent).find((e) => isElement(e, namespace, name));

/**
 * The same for several kinds of children of one parent: each step through libxml2's memory is expensive, so the children are visited only
 * once.
 */
export function childrenByName(parent: Element, namespace: string): (name: string) => Element[] {
  const found = new Map<string, Element[]>();
  for (const e of childElements(parent)) {
    if (e.namespaceUri !== namespace) continue;
    const { name } = e;
    const same = found.get(name);
    if (same) same.push(e);
    else found.set(name, [e]);
  }
  return (name) => found.get(name) ?? [];
}

/** An attribute without a namespace: `samlp:ID` is not `ID` (CVE-2025-66567). */
export const attribute = (e: Element, name: string): string | undefined => e.attr(name)?.value;

/** All attributes without a namespace; for reading several optional attributes of one element. */
export function attributes(e: Element): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const each of e.attrs) if (each.namespaceUri === '') found.set(each.name, each.value);
  return found;
}

/** All text below the element concatenated, so that a comment in the middle cannot hide the rest (CVE-2017-11427). */
export const text = (e: Element): string => e.content;

/** `text` without the white space that Entra's documentation shows around values (sp-test-cases.md, Entra shape). */
export const trimmedText = (e: Element | undefined): string | undefined => e && trimXml(e.content);

/** Compiled at its first use. */
const xpath = (expression: string): (() => XmlXPath) => {
  let compiled: XmlXPath | undefined;
  return () => {
    compiled ??= libxml2().XmlXPath.compile(expression);
    return compiled;
  };
};

const idAttributes = xpath('//@ID | //@Id | //@id');

/**
 * The number of elements in the whole document with this ID, in any of the spellings in use. We never look up by ID, but a later reader of
 * the message may (CVE-2026-63182).
 */
export const elementsWithId = ({ doc }: Element, id: string): number =>
  doc.find(idAttributes()).filter((attribute) => attribute.content === id).length;

const before = xpath('preceding::* | ancestor::*');

/** The number of elements that begin before this one. */
export const elementsBefore = (e: Element): number => e.find(before()).length;

/**
 * Exclusive canonical form of the subtree, without comments. It moves `apex` to a separate document, because canonicalising a whole document
 * takes a twelfth of the time of a filtered one, and exclusive C14N does not depend on ancestors.
 *
 * @throws {SamlError} as `canonicalize`
 */
export function detachAndCanonicalize(apex: Element, maxBytes = MAX_CANONICAL_BYTES): Buffer {
  const alone = libxml2().XmlDocument.create();
  try {
    alone.root = apex;
    return canonicalize(alone, maxBytes);
  } finally {
    alone.dispose();
  }
}

/**
 * Exclusive canonical form of the whole document, without comments.
 *
 * @throws {SamlError} `too_large` as soon as more than `maxBytes` are written; `signature_profile` when libxml2 cannot: a
 *   failure must never become an empty digest input (CVE-2025-66475).
 */
export function canonicalize(document: XmlDocument, maxBytes = MAX_CANONICAL_BYTES): Buffer {
  return collected(maxBytes, (handler) =>
    document.canonicalize(handler, { mode: libxml2().XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 }),
  );
}

/** A way to write a canonical form (Canonical XML 1.0 and 1.1, Exclusive XML Canonicalization). */
export interface C14nForm {
  readonly mode: 'exclusive' | 'inclusive' | 'inclusive 1.1';
  readonly comments: boolean;
}

const modes = {
  exclusive: 'XML_C14N_EXCLUSIVE_1_0',
  inclusive: 'XML_C14N_1_0',
  'inclusive 1.1': 'XML_C14N_1_1',
} as const;

/**
 * Canonical form of an element where it is, in any form: only for examining other people's signatures, not for verifying.
 *
 * @param inclusivePrefixes of Exclusive C14N, `#default` among them
 * @throws {SamlError} as `canonicalize`
 */
export const canonicalizeInPlace = (
  apex: Element,
  { mode, comments }: C14nForm,
  inclusivePrefixes: readonly string[],
): Buffer =>
  collected(MAX_CANONICAL_BYTES, (handler) =>
    apex.canonicalize(handler, {
      mode: libxml2().XmlC14NMode[modes[mode]],
      withComments: comments,
      ...(inclusivePrefixes.length > 0 && { inclusiveNamespacePrefixes: [...inclusivePrefixes] }),
    }),
  );

interface Collector {
  write(piece: Uint8Array): number;
  close(): boolean;
}

/** Bytes, because they are hashed; no conversion to text. */
function collected(maxBytes: number, canonicalise: (handler: Collector) => void): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  const collect = {
    write: (piece: Uint8Array) => {
      length += piece.length;
      // libxml2 then stops writing and keeps nothing.
      if (length > maxBytes) return -1;
      pieces.push(Buffer.from(piece));
      return piece.length;
    },
    close: () => true,
  };
  try {
    canonicalise(collect);
  } catch {
    if (length > maxBytes)
      throw new SamlError(
        'too_large',
        `The canonical form of the signed part is larger than ${maxBytes} bytes.`,
      );
    throw noCanonicalForm();
  }
  const [only = Buffer.alloc(0), ...more] = pieces;
  const form = more.length === 0 ? only : Buffer.concat(pieces);
  if (form.length === 0) throw noCanonicalForm();
  return form;
}

const noCanonicalForm = () =>
  new SamlError('signature_profile', 'The signed part has no canonical form.');
