/** Which Assertion of a Response is read, and who signed it. */
import { decrypt } from './decryption.ts';
import { child, children, ns } from './document.ts';
import type { Configuration } from './exchange.ts';
import { Refusal, type RuleBook } from './rules.ts';
import {
  issuerOf,
  type Signed,
  signaturesIn,
  type TrustedKey,
  verifySignature,
} from './signature.ts';

interface Trusted {
  readonly response: Element;
  readonly responseSigned: boolean;
  readonly assertion: Signed;
}

/** The Response and its Assertion, with who signed them. */
export function trusted(
  document: Document,
  { keys, decryptionKeys }: Configuration,
  rules: RuleBook,
): Trusted {
  const root = document.documentElement;
  const signed = new Map<Node, Signed>();
  for (const signature of signaturesIn(document)) {
    const parent = signature.parentNode as Element;
    const inPlace =
      parent === root || (parent.parentNode === root && parent.localName === 'Assertion');
    rules.require('signature-parent', inPlace, parent.nodeName);
    try {
      signed.set(parent, verifySignature(signature, keys, rules));
    } catch (error) {
      if (rules.has('every-signature') || !(error instanceof Refusal)) throw error;
    }
  }
  const whole = signed.get(root);
  const [by] = [...signed.values()].map((one) => one.by);
  const response = whole?.element ?? root;

  const plain = children(response, ns.assertion, 'Assertion', rules);
  const encrypted = children(response, ns.assertion, 'EncryptedAssertion', rules);
  rules.require('encrypted-or-plain', plain.length === 0 || encrypted.length === 0);
  const trust = (element: Element): Signed | undefined =>
    whole ? { element, by: whole.by } : signed.get(element);

  const readable: Signed[] = [];
  for (const one of encrypted) {
    const opened = openEncrypted(one, decryptionKeys, keys, whole, rules);
    if (opened) readable.push(opened);
  }
  for (const one of plain) {
    const found = trust(one);
    if (found) readable.push(found);
    else if (
      signed.size > 0 &&
      plain.length > 1 &&
      rules.has('read-what-was-signed') &&
      rules.has('assertion-by-path') &&
      rules.has('signature-parent')
    )
      rules.require('unsigned-beside-signed', false);
  }
  rules.require('assertion-by-path', everyAssertionIsChild(root));
  const careless = carelessly(root, plain, by, rules);
  if (careless) return { response, assertion: careless, responseSigned: whole !== undefined };
  rules.require('one-assertion', readable.length <= 1, `There are ${readable.length}.`);
  const [assertion] = readable;
  if (assertion) return { response, assertion, responseSigned: whole !== undefined };
  const [unsigned] = plain;
  if (!unsigned) throw new Refusal('one-assertion', 'There is none.');
  rules.require('signature-required', false);
  const anyone = { certificate: '', issuer: issuerOf(unsigned, rules) ?? '' };
  return { response, responseSigned: false, assertion: { element: unsigned, by: anyone } };
}

/** What is read where a good Signature anywhere is taken for one of the whole document. */
function carelessly(
  root: Element,
  plain: readonly Element[],
  by: TrustedKey | undefined,
  rules: RuleBook,
): Signed | undefined {
  if (!by) return undefined;
  const [anywhere] = Array.from(root.getElementsByTagNameNS(ns.assertion, 'Assertion'));
  const found = !rules.has('assertion-by-path')
    ? anywhere
    : rules.has('read-what-was-signed') && rules.has('signature-parent')
      ? undefined
      : plain[0];
  return found && { element: found, by };
}

function everyAssertionIsChild(root: Element): boolean {
  const all = [
    ...Array.from(root.getElementsByTagNameNS(ns.assertion, 'Assertion')),
    ...Array.from(root.getElementsByTagNameNS(ns.protocol, 'Response')),
  ];
  return all.every((one) => one === root || one.parentNode === root);
}

function openEncrypted(
  encrypted: Element,
  decryptionKeys: readonly string[],
  keys: readonly TrustedKey[],
  whole: Signed | undefined,
  rules: RuleBook,
): Signed | undefined {
  const element = decrypt(encrypted, decryptionKeys, rules);
  const signature = child(element, ns.dsig, 'Signature', rules);
  const own = signature && verifySignature(signature, keys, rules);
  if (own) return own;
  if (whole) return { element, by: whole.by };
  rules.require('enc-signed', false);
  return { element, by: { certificate: '', issuer: issuerOf(element, rules) ?? '' } };
}
