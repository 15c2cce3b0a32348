/** Which Assertion of a Response is read, and who signed it. */
import { decrypt } from './decryption.ts';
import { child, children, ns } from './document.ts';
import type { Configuration } from './exchange.ts';
import { Refusal, type RuleBook } from './rules.ts';
import { issuerOf, type Signed, signaturesIn, verifySignature } from './signature.ts';
import type { TrustedKey } from './signer.ts';

interface Trusted {
  readonly response: Element;
  readonly responseSigned: boolean;
  readonly assertion: Signed;
}

/** The Response and its Assertion, with who signed them. @throws {Refusal} */
export function trusted(
  document: Document,
  { keys, decryptionKeys }: Configuration,
  rules: RuleBook,
): Trusted {
  const root = document.documentElement;
  const signed = verified(document, keys, rules);
  const whole = signed.get(root);
  const response = whole?.element ?? root;
  const responseSigned = whole !== undefined;
  const plain = children(response, ns.assertion, 'Assertion', rules);
  const encrypted = children(response, ns.assertion, 'EncryptedAssertion', rules);

  rules.require('encrypted-or-plain', plain.length === 0 || encrypted.length === 0);
  const count = Math.max(plain.length, encrypted.length);
  if (rules.has('read-what-was-signed'))
    rules.require('one-assertion', count === 1, `There are ${count}.`);
  const anybody = [...signed.values()][0]?.by;
  const careless = anybody && carelessly({ root, plain }, rules);
  if (careless) return { response, responseSigned, assertion: { element: careless, by: anybody } };

  const [first] = encrypted;
  if (first) {
    const opened = decrypt(first, decryptionKeys, rules);
    const signature = child(opened, ns.dsig, 'Signature', rules);
    const voucher = plain.length > 0 ? anybody : whole?.by;
    const assertion = signature
      ? verifySignature(signature, keys, rules)
      : (vouched(opened, voucher) ?? unsigned(opened, 'enc-signed', rules));
    return { response, responseSigned, assertion };
  }
  const [one] = plain.flatMap((each) => vouched(each, whole?.by) ?? signed.get(each) ?? []);
  if (one) return { response, responseSigned, assertion: one };
  const [any] = plain;
  if (!any) throw new Refusal('one-assertion', 'There is none.');
  return { response, responseSigned, assertion: unsigned(any, 'signature-required', rules) };
}

/** What each Signature signs, by its parent. @throws {Refusal} */
function verified(
  document: Document,
  keys: readonly TrustedKey[],
  rules: RuleBook,
): Map<Node, Signed> {
  const root = document.documentElement;
  const signed = new Map<Node, Signed>();
  let refusal: unknown;
  for (const signature of signaturesIn(document)) {
    const parent = signature.parentNode as Element;
    const inPlace =
      parent === root || (parent.parentNode === root && parent.localName === 'Assertion');
    rules.require('signature-parent', inPlace, parent.nodeName);
    try {
      signed.set(parent, verifySignature(signature, keys, rules));
    } catch (error) {
      if (rules.has('every-signature') || !(error instanceof Refusal)) throw error;
      refusal = error;
    }
  }
  if (refusal !== undefined && signed.size === 0) throw refusal;
  return signed;
}

const vouched = (element: Element, by: TrustedKey | undefined): Signed | undefined =>
  by && { element, by };

function unsigned(
  element: Element,
  rule: 'enc-signed' | 'signature-required',
  rules: RuleBook,
): Signed {
  rules.require(rule, false);
  return { element, by: { certificate: '', issuer: issuerOf(element, rules) ?? '' } };
}

/** What is read where a good Signature anywhere is taken for one of the whole document; undefined while these rules are in force. */
function carelessly(
  { root, plain }: { root: Element; plain: readonly Element[] },
  rules: RuleBook,
): Element | undefined {
  if (!rules.has('assertion-by-path'))
    return Array.from(root.getElementsByTagNameNS(ns.assertion, 'Assertion'))[0];
  if (rules.has('read-what-was-signed') && rules.has('signature-parent')) return undefined;
  return plain[0];
}
