import type { ResponseSpec } from '../response-spec.ts';
import { changeAttribute, escapeText, replaceContent, replaceElement } from '../xml-text.ts';

/** Local names of the elements that get an ID of their own; the others keep that of the genuine one. */
export type Renamed = readonly ('Response' | 'Assertion')[];

/**
 * An edited copy of a genuine Response or Assertion: NameID and claims are those of the honest identity, whom the service provider
 * knows, so that one which is fooled opens a session. A Signature in it stays as it is and refers to the ID of the genuine element.
 */
export function forgedCopy(genuine: string, honest: ResponseSpec, renamed: Renamed): string {
  const { nameIdValue, attributes } = honest.assertion;
  const named = replaceContent(genuine, 'NameID', escapeText(nameIdValue));
  return renamed.reduce(
    (copy, element) => changeAttribute(copy, element, 'ID', honest.newId()),
    replaceElement(named, 'AttributeStatement', attributes),
  );
}

/** ds:Object takes anything (XML Signature 4.5). The prefix is declared here, whatever the Signature around uses. */
export const dsObject = (content: string): string =>
  `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${content}</ds:Object>`;

/** The schema takes any element of another namespace in Extensions (SAML Core 3.2.2). */
export const extensions = (content: string): string =>
  `<samlp:Extensions>${content}</samlp:Extensions>`;

/** The schema takes any element at all in StatusDetail (SAML Core 3.2.2.4). */
export const statusDetail = (content: string): string =>
  `<samlp:StatusDetail>${content}</samlp:StatusDetail>`;
