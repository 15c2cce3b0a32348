import { cut, escapeAttribute, escapeText, insertBefore, locate } from '../../catalogue/index.ts';

/** Claims by name, as in the Attribute's Name; null removes a claim. */
export type ChangedClaims = Readonly<Record<string, string | readonly string[] | null>>;

/**
 * Replaces, adds and removes claims of an unsigned Response as the identity provider writes it.
 *
 * @throws {NothingToChange} when it has no AuthnStatement before which an AttributeStatement could be added
 */
export function withClaims(xml: string, claims: ChangedClaims): string {
  const kept = Object.keys(claims).reduce(
    (text, name) => withoutAttribute(text, name),
    hasStatement(xml) ? xml : insertBefore(xml, 'AuthnStatement', EMPTY),
  );
  const added = Object.entries(claims).map(([name, value]) =>
    value === null ? '' : attributeXml(name, [value].flat()),
  );
  const { contentStart, contentEnd } = locate(kept, 'AttributeStatement');
  const changed = kept.slice(0, contentEnd) + added.join('') + kept.slice(contentEnd);
  // An AttributeStatement needs an Attribute (SAML Core 2.7.3).
  const isEmpty = contentEnd === contentStart && added.every((one) => one === '');
  return isEmpty ? cut(changed, 'AttributeStatement') : changed;
}

const EMPTY = '<AttributeStatement></AttributeStatement>';

const hasStatement = (xml: string): boolean => /<AttributeStatement[\s>]/.test(xml);

/** AttributeValues hold text only, so the first end tag is the Attribute's. */
function withoutAttribute(xml: string, name: string): string {
  const start = xml.indexOf(`<Attribute Name="${escapeAttribute(name)}"`);
  if (start < 0) return xml;
  const end = xml.indexOf(END, start) + END.length;
  return xml.slice(0, start) + xml.slice(end);
}

const END = '</Attribute>';

const attributeXml = (name: string, values: readonly string[]): string =>
  `<Attribute Name="${escapeAttribute(name)}">${values
    .map((value) => `<AttributeValue>${escapeText(value)}</AttributeValue>`)
    .join('')}</Attribute>`;
