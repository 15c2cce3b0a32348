/**
 * Our messages are built from these light elements, never parsed: `wire` writes them as Entra does, `canonical` writes the bytes that a
 * receiver gets from exclusive canonicalisation (https://www.w3.org/TR/xml-exc-c14n/), so signing needs neither a parser nor a
 * canonicaliser.
 */

/** In wire order, including `xmlns` declarations; `undefined` omits an attribute. */
export type Attributes = Readonly<Record<string, string | undefined>>;

export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly (XmlElement | string)[];
  /** The whole element as text, for an element that is written so often that building it each time is too slow. */
  readonly markup?: { readonly canonical: string; readonly wire: string };
}

/** An element. String children are text and are escaped; `undefined` children are omitted. */
export function element(
  name: string,
  attributes: Attributes = {},
  ...children: readonly (XmlElement | string | undefined)[]
): XmlElement {
  const given: [string, string][] = [];
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) given.push([key, value]);
  }
  return { name, attributes: given, children: children.filter((child) => child !== undefined) };
}

/**
 * An element given as its canonical text, with the declarations of the namespaces it uses; on the wire, empty elements are written as
 * `<a/>`.
 */
export const verbatim = (name: string, text: string): XmlElement => ({
  name,
  attributes: [],
  children: [],
  markup: { canonical: text, wire: text.replace(/"><\/[\w:]+>/g, '"/>') },
});

/** The element as it is sent: attributes and declarations in the given order. */
export function wire({ name, attributes, children, markup }: XmlElement): string {
  if (markup) return markup.wire;
  let text = `<${name}`;
  for (const [key, value] of attributes) text += ` ${key}="${escapeAttribute(value)}"`;
  if (children.length === 0) return `${text}/>`;
  text += '>';
  for (const child of children) text += typeof child === 'string' ? escapeText(child) : wire(child);
  return `${text}</${name}>`;
}

/** Prefix to namespace URI; the empty prefix is the default namespace. */
type Scope = Readonly<Record<string, string>>;

/**
 * Exclusive canonical form, without comments, of the subtree.
 *
 * @param inScope the namespace declarations of its ancestors, by prefix.
 */
export function canonical(apex: XmlElement, inScope: Scope = {}): string {
  return write(apex, inScope, {});
}

function write(e: XmlElement, outer: Scope, written: Scope): string {
  if (e.markup) return e.markup.canonical;
  const scope = declare(e, outer);
  let rendered = written;
  let declarations = '';
  for (const prefix of visiblyUtilized(e)) {
    const uri = scope[prefix] ?? '';
    if ((rendered[prefix] ?? '') === uri) continue;
    declarations += ` ${prefix ? `xmlns:${prefix}` : 'xmlns'}="${escapeAttribute(uri)}"`;
    rendered = { ...rendered, [prefix]: uri };
  }
  let text = `<${e.name}${declarations}`;
  for (const [key, value] of inCanonicalOrder(e, scope))
    text += ` ${key}="${escapeAttribute(value)}"`;
  text += '>';
  for (const child of e.children)
    text += typeof child === 'string' ? escapeText(child) : write(child, scope, rendered);
  return `${text}</${e.name}>`;
}

function declaredPrefix(name: string): string | undefined {
  if (!name.startsWith('xmlns')) return undefined;
  return name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined;
}

function declare(e: XmlElement, outer: Scope): Scope {
  let scope = outer;
  for (const [name, value] of e.attributes) {
    const prefix = declaredPrefix(name);
    if (prefix !== undefined) scope = { ...scope, [prefix]: value };
  }
  return scope;
}

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}

/** The prefixes that the element's own name and its attributes use (Exclusive C14N 1.1), in the order they are written. */
function visiblyUtilized(e: XmlElement): string[] {
  const used = [prefixOf(e.name)];
  for (const [name] of e.attributes) {
    const prefix = prefixOf(name);
    if (prefix && prefix !== 'xmlns' && prefix !== 'xml' && !used.includes(prefix))
      used.push(prefix);
  }
  return used.length > 1 ? used.sort() : used;
}

/** Canonical XML 1.0, 2.2: by namespace URI, then by local name; an attribute without a prefix has no namespace. */
function inCanonicalOrder(e: XmlElement, scope: Scope): readonly (readonly [string, string])[] {
  const attributes = e.attributes.filter(([name]) => declaredPrefix(name) === undefined);
  if (attributes.every(isInOrder)) return attributes;
  const key = (name: string) => {
    const prefix = prefixOf(name);
    return prefix ? `${scope[prefix] ?? ''} ${name.slice(prefix.length + 1)}` : ` ${name}`;
  };
  return attributes.sort(([a], [b]) => (key(a) < key(b) ? -1 : 1));
}

/** Most elements are like this: attribute names without a prefix, given in sorted order. */
const isInOrder = (
  [name]: readonly [string, string],
  at: number,
  all: readonly (readonly [string, string])[],
) => !name.includes(':') && (at === 0 || (all[at - 1]?.[0] ?? '') < name);

const textEscapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};
const attributeEscapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** Characters that XML 1.0 2.2 forbids, escaped or not; they are dropped, or a parser would refuse the whole message. */
const notXml = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Text that needs no escaping or dropping: nearly all text, so it is tested first. */
const plainText = /^[\t\n -%'-;=?-~]*$/;
const plainAttribute = /^[ !#-%'-;=-~]*$/;

const escapeText = (text: string) =>
  plainText.test(text)
    ? text
    : text.replace(notXml, '').replace(/[&<>\r]/g, (found) => textEscapes[found] ?? found);

const escapeAttribute = (text: string) =>
  plainAttribute.test(text)
    ? text
    : text.replace(notXml, '').replace(/[&<"\t\n\r]/g, (found) => attributeEscapes[found] ?? found);
