/** Attributes with a new value in each message: ids and instants. */
const ATTRIBUTES =
  /(\s(?:ID|InResponseTo|SessionIndex|URI|IssueInstant|AuthnInstant|NotBefore|NotOnOrAfter|SessionNotOnOrAfter)\s*=\s*)(?:"[^"]*"|'[^']*')/g;
/** Elements with a new value in each message. */
const ELEMENTS =
  /(<(?:[^\s<>/:]+:)?(?:SignatureValue|DigestValue|CipherValue)(?:\s[^<>]*)?>)[^<]*/g;

/** A message without what is new in each, so that a comparison shows what matters. */
export const withoutNewValues = (xml: string): string =>
  xml.replace(ATTRIBUTES, '$1"…"').replace(ELEMENTS, '$1…');
