import { hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import {
  changeAttribute,
  elementText,
  escapeText,
  replaceContent,
  replaceElement,
} from '../xml-text.ts';

/** Local names of the elements that get an ID of their own; the others keep that of the genuine one. */
export type Renamed = readonly ('Response' | 'Assertion')[];

/**
 * An edited copy of a genuine Response or Assertion: NameID and claims name the hostile identity. A Signature in it stays as
 * it is and refers to the ID of the genuine element.
 */
export function hostileCopy(genuine: string, spec: ResponseSpec, renamed: Renamed): string {
  const named = replaceContent(genuine, 'NameID', hostileIdentity);
  const claims = elementText(named, 'AttributeStatement').replaceAll(
    `>${escapeText(spec.assertion.nameIdValue)}<`,
    () => `>${hostileIdentity}<`,
  );
  return renamed.reduce(
    (copy, element) => changeAttribute(copy, element, 'ID', spec.newId()),
    replaceElement(named, 'AttributeStatement', claims),
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
