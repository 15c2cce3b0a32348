/**
 * Exclusive canonical form by xml-crypto's own canonicaliser, on the parser that it uses: so a signature made here shares no code with the
 * service provider that verifies it.
 */
import { DOMParser } from '@xmldom/xmldom';
import { ExclusiveCanonicalization } from 'xml-crypto';
import { NothingToChange } from './xml-text.ts';

export interface CanonicalElement {
  /** What an honest Reference to the element is about (SAML Core 5.4.4), before its Signature is put in: without comments. */
  readonly octets: string;
  /** Undefined where it has none. */
  readonly id: string | undefined;
}

const canonicaliser = new ExclusiveCanonicalization();

/**
 * @param element local name of the first such element of the document, or `#` and its ID.
 * @throws {NothingToChange} when there is none.
 * @throws {Error} by xmldom, when the document cannot be parsed.
 */
export function canonicalElement(xml: string, element: string): CanonicalElement {
  const isWanted = element.startsWith('#')
    ? (each: Element) => each.getAttribute('ID') === element.slice(1)
    : (each: Element) => each.localName === element;
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const found = Array.from(document.getElementsByTagName('*')).find(isWanted);
  if (!found) throw new NothingToChange(`The XML has no element ${element} to sign.`);
  return {
    octets: canonicaliser.process(found, {}),
    id: found.getAttribute('ID') || undefined,
  };
}
