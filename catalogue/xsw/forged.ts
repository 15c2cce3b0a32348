import type { ResponseSpec } from '../response-spec.ts';
import { changeAttribute, escapeText, replaceContent, replaceElement } from '../xml-text.ts';

/** Local names of the elements that get a new ID; the others keep that of the genuine one. */
export type Renamed = readonly ('Response' | 'Assertion')[];

/**
 * An edited copy of a genuine Response or Assertion: NameID and claims are those of the test user, whom the service provider knows, so
 * that a fooled service provider opens a session. A Signature in it is unchanged and refers to the ID of the genuine element.
 */
export function forgedCopy(genuine: string, honest: ResponseSpec, renamed: Renamed): string {
  const { nameIdValue, attributes } = honest.assertion;
  const named = replaceContent(genuine, 'NameID', escapeText(nameIdValue));
  return renamed.reduce(
    (copy, element) => changeAttribute(copy, element, 'ID', honest.newId()),
    replaceElement(named, 'AttributeStatement', attributes),
  );
}

/** ds:Object allows anything (XML Signature 4.5). It declares its prefix, independently of the Signature around it. */
export const dsObject = (content: string): string =>
  `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${content}</ds:Object>`;

/** The schema allows any element of another namespace in Extensions (SAML Core 3.2.2). */
export const extensions = (content: string): string =>
  `<samlp:Extensions>${content}</samlp:Extensions>`;

/** The schema allows any element in StatusDetail (SAML Core 3.2.2.4). */
export const statusDetail = (content: string): string =>
  `<samlp:StatusDetail>${content}</samlp:StatusDetail>`;
