/**
 * Exclusive canonical form, by xml-crypto's canonicaliser and parser: a signature made here shares no code with the service provider that
 * verifies it.
 */
import { DOMParser } from '@xmldom/xmldom';
import { ExclusiveCanonicalization } from 'xml-crypto';
import { NothingToChange } from './xml-text.ts';

export interface CanonicalElement {
  /** What a valid Reference to the element covers (SAML Core 5.4.4), before its Signature is inserted: without comments. */
  readonly octets: string;
  /** Undefined if it has none. */
  readonly id: string | undefined;
}

const canonicaliser = new ExclusiveCanonicalization();

/**
 * @param element local name of the first such element of the document, or `#` and its ID.
 * @throws {NothingToChange} when there is no such element.
 * @throws {Error} from xmldom, when the document cannot be parsed.
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
