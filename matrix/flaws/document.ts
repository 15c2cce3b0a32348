/** From the form field to a document, by xmldom. */
import { DOMParser } from '@xmldom/xmldom';
import { decode } from './decode.ts';
import { expandEntities, externalUrls } from './entities.ts';
import { fetchAll } from './fetch.ts';
import { Fatal, Refusal, type RuleBook } from './rules.ts';

export const ns = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  dsig: 'http://www.w3.org/2000/09/xmldsig#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xmlns: 'http://www.w3.org/2000/xmlns/',
} as const;

/** @throws {Refusal} */
export function readDocument(base64: string, rules: RuleBook): Document {
  const bytes = Buffer.from(base64, 'base64');
  const isBase64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(base64);
  if (!rules.has('readable') && !(isBase64 && bytes.includes('<'))) throw new Fatal();
  rules.require('readable', isBase64, 'It is not base64.');
  return parseMessage(bytes, rules);
}

/** @throws {Refusal} */
export function parseMessage(bytes: Buffer, rules: RuleBook): Document {
  const text = decode(bytes, rules);
  if (!rules.has('no-entity-fetch')) fetchAll(externalUrls(text));
  rules.require('no-doctype', !/<!DOCTYPE/i.test(text));
  requireBounds(text, rules);
  const plain = rules.has('no-doctype') ? text : expandEntities(text);
  const document = rules.has('one-root') ? parse(plain) : firstRootOf(plain);
  requireShape(document, rules);
  return document;
}

/** Depth and number of attributes, before a parser that needs quadratic time for many attributes sees them. */
function requireBounds(text: string, rules: RuleBook): void {
  let depth = 0;
  for (const [tag] of text.matchAll(/<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[^<>]*>/gs)) {
    if (/^<[!?]/.test(tag)) continue;
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    if (depth > 10_000 && !rules.has('bounded-depth')) throw new Fatal();
    rules.require('bounded-depth', depth <= 60);
    const attributes = tag.split(/=["']/).length - 1;
    if (attributes > 5_000 && !rules.has('bounded-attributes')) throw new Fatal();
    rules.require('bounded-attributes', attributes <= 100);
  }
}

/** @throws {Refusal} `readable` when it is not well-formed */
export function parse(text: string): Document {
  const stop = (message: string) => {
    throw new Refusal('readable', message);
  };
  const parser = new DOMParser({ errorHandler: { warning: stop, error: stop, fatalError: stop } });
  try {
    const document = parser.parseFromString(text, 'text/xml');
    if (document?.documentElement) return document;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // A second root is an exception of the tree, not an error of the parser.
    throw new Refusal('one-root', (error as Error).message);
  }
  throw new Refusal('readable', 'There is no root element.');
}

/** What a parser reads that stops after the first root. */
function firstRootOf(text: string): Document {
  const document = parse(`<all>${text.replace(/^<\?xml[^>]*\?>/, '')}</all>`);
  const [first] = Array.from(document.documentElement.childNodes).filter(isElement);
  if (!first) throw new Refusal('readable', 'There is no root element.');
  document.replaceChild(first, document.documentElement);
  return document;
}

function requireShape(document: Document, rules: RuleBook): void {
  const text = Array.from(document.childNodes).some(
    ({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim(),
  );
  rules.require('one-root', !text);
  const ids = new Set<string>();
  for (const element of Array.from(document.getElementsByTagName('*')))
    for (const { localName, prefix, value, namespaceURI } of Array.from(element.attributes)) {
      if (namespaceURI === ns.xmlns) rules.require('relative-namespace', isAbsolute(value), value);
      if (!/^:?id$/i.test(localName)) continue;
      rules.require('id-unprefixed', !prefix, value);
      if (prefix) continue;
      rules.require('unique-id', !ids.has(value), value);
      ids.add(value);
    }
}

/** The empty namespace is fine. */
export const isAbsolute = (uri: string) => uri === '' || /^[a-z][\w+.-]*:/i.test(uri);

const isElement = (node: Node): node is Element => node.nodeType === 1;

/** Child elements of this name, in document order. */
export function children(
  parent: Element,
  namespace: string,
  name: string,
  rules: RuleBook,
): Element[] {
  return Array.from(parent.childNodes)
    .filter(isElement)
    .filter(({ localName, namespaceURI }) => {
      if (localName !== name) return false;
      return namespaceURI === namespace || !rules.has('saml-namespace');
    });
}

export const child = (parent: Element, namespace: string, name: string, rules: RuleBook) =>
  children(parent, namespace, name, rules)[0];

/** The value of an element, as it is: nothing is trimmed (SAML Core 1.3.1). */
export function textOf(element: Element | undefined, rules: RuleBook): string | undefined {
  if (!element) return undefined;
  if (!rules.has('whole-text')) return element.firstChild?.nodeValue ?? '';
  return wholeText(element);
}

/** Without the data of processing instructions, which xmldom counts as text. */
function wholeText(node: Node): string {
  if (node.nodeType === 3 || node.nodeType === 4) return node.nodeValue ?? '';
  if (node.nodeType !== 1) return '';
  return Array.from(node.childNodes).map(wholeText).join('');
}

/** Any attribute of an element; undefined when it is not there. */
export const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.hasAttribute(name) ? (element.getAttribute(name) ?? undefined) : undefined;
