/** From a signed element to its octets, in xml-crypto's canonical form. */
import { ExclusiveCanonicalization } from 'xml-crypto';
import { attribute, child, children, isAbsolute, ns } from './document.ts';
import type { RuleBook } from './rules.ts';

const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** What a Reference says to digest. @throws {Refusal} */
export function transformed(
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

/** A relative namespace URI makes libxml2 give up; who takes that for an empty text has nothing to digest (CVE-2025-66568). */
export function canonical(element: Element, rules?: RuleBook): string {
  if (rules && !rules.has('relative-namespace') && hasRelativeNamespace(element)) return '';
  const drops = rules && !rules.has('c14n-instructions');
  return new ExclusiveCanonicalization().process(
    drops ? withoutInstructions(element) : element,
    {},
  );
}

function withoutInstructions(element: Element): Element {
  const copy = element.cloneNode(true) as Element;
  for (const one of [copy, ...Array.from(copy.getElementsByTagName('*'))])
    for (const child of Array.from(one.childNodes))
      if (child.nodeType === 7) one.removeChild(child);
  return copy;
}

const hasRelativeNamespace = (element: Element): boolean =>
  [element.ownerDocument.documentElement, element].some((one) =>
    Array.from(one.attributes).some(
      ({ namespaceURI, value }) => namespaceURI === ns.xmlns && !isAbsolute(value),
    ),
  );
