/** From the form field to a document, by xmldom. */
import { DOMParser } from '@xmldom/xmldom';
import { Refusal, type RuleBook } from './rules.ts';

export const ns = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  dsig: 'http://www.w3.org/2000/09/xmldsig#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xmlns: 'http://www.w3.org/2000/xmlns/',
} as const;

/** @throws {Refusal} */
export function readDocument(base64: string, rules: RuleBook): Document {
  return parseMessage(Buffer.from(base64, 'base64'), rules);
}

/** @throws {Refusal} */
export function parseMessage(bytes: Buffer, rules: RuleBook): Document {
  const text = decode(bytes, rules);
  rules.require('no-doctype', !/<!DOCTYPE/i.test(text));
  const document = parse(text, rules);
  if (!rules.has('no-doctype')) expandEntities(text, document);
  requireShape(document, rules);
  return document;
}

function decode(bytes: Buffer, rules: RuleBook): string {
  const text = bytes.toString('utf8');
  rules.require('utf8-valid', Buffer.from(text).equals(bytes));
  const declared = /^<\?xml[^>]*\sencoding=["']([^"']+)/.exec(text)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(declared)) throw new Refusal('well-formed', `It declares ${declared}.`);
  return text;
}

/** @throws {Refusal} `well-formed` */
export function parse(text: string, rules: RuleBook): Document {
  const remark = (message: string) => rules.require('well-formed', false, message);
  const stop = (message: string) => {
    throw new Refusal('well-formed', message);
  };
  const document = new DOMParser({
    errorHandler: { warning: remark, error: remark, fatalError: stop },
  }).parseFromString(text, 'text/xml');
  if (!document?.documentElement) throw new Refusal('well-formed', 'There is no root element.');
  return document;
}

/** xmldom leaves internal entities as they are; a parser with a DTD puts their text in. */
function expandEntities(text: string, document: Document): void {
  for (const [, name, value] of text.matchAll(/<!ENTITY\s+(\w+)\s+["']([^"']*)["']/g))
    for (const element of Array.from(document.getElementsByTagName('*')))
      for (const node of [...Array.from(element.childNodes), ...Array.from(element.attributes)])
        if (node.nodeValue?.includes(`&${name};`))
          node.nodeValue = node.nodeValue.replaceAll(`&${name};`, value ?? '');
}

function requireShape(document: Document, rules: RuleBook): void {
  const roots = Array.from(document.childNodes).filter(isElement);
  const text = Array.from(document.childNodes).some(
    ({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim(),
  );
  rules.require('one-root', roots.length === 1 && !text);
  const ids = new Set<string>();
  let nodes: { node: Node; depth: number }[] = roots.map((node) => ({ node, depth: 1 }));
  while (nodes.length > 0) {
    const next: typeof nodes = [];
    for (const { node, depth } of nodes) {
      if (node.nodeType === 7) rules.require('no-instructions', false, node.nodeName);
      if (!isElement(node)) continue;
      rules.require('bounded-depth', depth <= 60);
      rules.require('bounded-attributes', node.attributes.length <= 100);
      requireAttributes(node, ids, rules);
      for (const child of Array.from(node.childNodes)) next.push({ node: child, depth: depth + 1 });
    }
    nodes = next;
  }
}

function requireAttributes(element: Element, ids: Set<string>, rules: RuleBook): void {
  for (const { localName, prefix, value, namespaceURI } of Array.from(element.attributes)) {
    if (namespaceURI === ns.xmlns)
      rules.require('relative-namespace', value === '' || /^[a-z][\w+.-]*:/i.test(value), value);
    if (!/^id$/i.test(localName)) continue;
    rules.require('unique-id', !prefix && !ids.has(value), value);
    ids.add(value);
  }
}

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

/** The value of an element. */
export function textOf(element: Element | undefined, rules: RuleBook): string | undefined {
  if (!element) return undefined;
  if (rules.has('whole-text')) return (element.textContent ?? '').trim();
  return (element.firstChild?.nodeValue ?? '').trim();
}

/** Any attribute of an element; undefined when it is not there. */
export const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.hasAttribute(name) ? (element.getAttribute(name) ?? undefined) : undefined;
