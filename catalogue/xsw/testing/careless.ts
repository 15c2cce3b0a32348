/** Code that is vulnerable to wrapping: each function has been in a released library. */
import { createHash, type KeyObject, verify } from 'node:crypto';
import { ns } from '../../../saml/names.ts';
import { all, canonical, children, only, parse } from './dom.ts';

/**
 * True when any Signature anywhere has a valid value over its SignedInfo, and any element anywhere has the ID of its
 * Reference and the digest.
 */
export function verifiesSomewhere(xml: string, publicKey: KeyObject): boolean {
  const document = parse(xml);
  return all(document, ns.dsig, 'Signature').some(
    (signature) => valueFits(signature, publicKey) && digestFits(document, signature),
  );
}

function valueFits(signature: Element, publicKey: KeyObject): boolean {
  const signedInfo = only(children(signature, ns.dsig, 'SignedInfo'));
  const value = only(children(signature, ns.dsig, 'SignatureValue')).textContent ?? '';
  const octets = Buffer.from(canonical(signedInfo), 'utf8');
  return verify('sha256', octets, publicKey, Buffer.from(value, 'base64'));
}

function digestFits(document: Document, signature: Element): boolean {
  const uri = only(all(signature, ns.dsig, 'Reference')).getAttribute('URI') ?? '';
  const expected = only(all(signature, ns.dsig, 'DigestValue')).textContent;
  return Array.from(document.getElementsByTagName('*'))
    .filter((element) => `#${element.getAttribute('ID')}` === uri)
    .some((element) => digestOf(element) === expected);
}

/** Without the Signature that is its child, as the enveloped-signature transform requires. */
function digestOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const signature of children(copy, ns.dsig, 'Signature')) copy.removeChild(signature);
  return createHash('sha256').update(canonical(copy), 'utf8').digest('base64');
}

const text = (element: Element | undefined): string => element?.textContent ?? '';

/** Assertions that are children of the Response, each with the NameID of its Subject. */
const nameIds = (xml: string): string[] =>
  children(parse(xml).documentElement, ns.assertion, 'Assertion').map((assertion) => {
    const [subject] = children(assertion, ns.assertion, 'Subject');
    return text(subject && children(subject, ns.assertion, 'NameID')[0]);
  });

/** The NameID in the element that the first Signature refers to, wherever the two are. */
function signedNameId(xml: string): string {
  const document = parse(xml);
  const uri = all(document, ns.dsig, 'Reference')[0]?.getAttribute('URI');
  const signed = Array.from(document.getElementsByTagName('*')).find(
    (element) => `#${element.getAttribute('ID')}` === uri,
  );
  return text(signed && all(signed, ns.assertion, 'NameID')[0]);
}

/** Ways to read the NameID, careless but for `signedNameId`, which passes over what was forged. */
export const readers = {
  signedNameId,
  firstNameId: (xml: string) => text(all(parse(xml), ns.assertion, 'NameID')[0]),
  firstAssertion: (xml: string) => nameIds(xml)[0],
  lastAssertion: (xml: string) => nameIds(xml).at(-1),
} as const;
