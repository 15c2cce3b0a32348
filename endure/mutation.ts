import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import fc from 'fast-check';

/** One change to an XML document; the numbers choose nodes, modulo how many there are. */
export interface Mutation {
  readonly kind: (typeof kinds)[number];
  readonly first: number;
  readonly second: number;
  readonly text: string;
}

const kinds = [
  ...(['move', 'copy', 'copy before', 'delete', 'wrap', 'rename', 'change text'] as const),
  ...(['change attribute', 'copy attribute', 'comment', 'instruction', 'bytes', 'cut'] as const),
];

const texts = [
  ...['admin@contoso.com', '', ' ', 'x', 'https://sts.windows.net/', '2000-01-01T00:00:00Z'],
  ...['2999-01-01T00:00:00Z', '<!-- -->', '&#x41;', 'http://localhost/', '#', '1.1'],
];

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...kinds),
  first: fc.nat(),
  second: fc.nat(),
  text: fc.oneof(fc.constantFrom(...texts), fc.string({ maxLength: 8 })),
});

/** The altered document; one that is not well-formed any more is altered as text. */
export function mutate(xml: string, change: Mutation): string {
  if (change.kind === 'bytes') return bytes(xml, change);
  if (change.kind === 'cut') return xml.slice(0, change.first % xml.length);
  try {
    const document = new DOMParser({ errorHandler: stop }).parseFromString(xml, 'text/xml');
    const elements = [...document.getElementsByTagName('*')];
    alterTree(elements as Element[], change);
    return new XMLSerializer().serializeToString(document);
  } catch {
    return bytes(xml, change);
  }
}

/** xmldom would repair the document otherwise. */
function stop(_level: string, message: string): never {
  throw new Error(message);
}

function bytes(xml: string, { first, second, text }: Mutation): string {
  const at = first % (xml.length + 1);
  return xml.slice(0, at) + text + xml.slice(at + (second % 4));
}

function alterTree(elements: readonly Element[], { kind, first, second, text }: Mutation): void {
  const pick = (n: number) => elements[n % elements.length] as Element;
  const [one, other] = [pick(first), pick(second)];
  const { ownerDocument: document } = one;
  if (!document) return;
  const copy = () => {
    const made = one.cloneNode(true) as Element;
    for (const node of [...made.getElementsByTagName('*'), made] as Element[])
      if (text && node.localName === 'NameID') node.textContent = text;
    return made;
  };
  const place = (node: Node) => other.parentNode?.insertBefore(node, other);
  switch (kind) {
    case 'move':
      place(one);
      return;
    case 'copy':
      other.appendChild(copy());
      return;
    case 'copy before':
      place(copy());
      return;
    case 'delete':
      one.parentNode?.removeChild(one);
      return;
    case 'wrap': {
      const cover = document.createElementNS(other.namespaceURI, other.tagName);
      one.parentNode?.replaceChild(cover, one);
      cover.appendChild(one);
      return;
    }
    case 'rename': {
      const renamed = document.createElementNS(other.namespaceURI, other.tagName);
      while (one.firstChild) renamed.appendChild(one.firstChild);
      one.parentNode?.replaceChild(renamed, one);
      return;
    }
    case 'change text':
      one.textContent = text;
      return;
    case 'change attribute':
    case 'copy attribute': {
      const attribute = one.attributes.item(second % Math.max(1, one.attributes.length));
      if (attribute && kind === 'change attribute') attribute.value = text;
      else if (attribute) other.setAttribute(attribute.name, attribute.value);
      return;
    }
    case 'comment':
      one.insertBefore(document.createComment(text.replaceAll('-', '')), one.firstChild);
      return;
    case 'instruction':
      place(document.createProcessingInstruction('x', text.replaceAll('?', '')));
      return;
    default:
      return;
  }
}
