/** The parser and canonicaliser of xml-crypto, independent of our text edits and of libxml2. */
import { DOMParser } from '@xmldom/xmldom';
import { ExclusiveCanonicalization } from 'xml-crypto';

/** @throws {Error} on any error or warning of the parser. */
export function parse(xml: string): Document {
  const fail = (message: string) => {
    throw new Error(message);
  };
  return new DOMParser({
    errorHandler: { warning: fail, error: fail, fatalError: fail },
  }).parseFromString(xml, 'text/xml');
}

/** Exclusive canonical form. */
export const canonical = (node: Node): string =>
  new ExclusiveCanonicalization().process(node as Element, {});

/** Elements at any depth, in document order. */
export const all = (root: Document | Element, namespace: string, name: string): Element[] =>
  Array.from(root.getElementsByTagNameNS(namespace, name));

/** Child elements, in document order. */
export const children = (parent: Element, namespace: string, name: string): Element[] =>
  Array.from(parent.childNodes)
    .map((node) => node as Element)
    .filter((node) => node.namespaceURI === namespace && node.localName === name);

/** @throws {Error} when there is no such element. */
export function only(elements: readonly Element[]): Element {
  const [element] = elements;
  if (!element) throw new Error('The document has no such element.');
  return element;
}
