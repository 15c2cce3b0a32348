import { attribute, childNamed, childrenNamed, type Element, trimmedText } from './dom.ts';
import { ns } from './names.ts';
import { parseXml } from './parse.ts';
import { withoutUndefined } from './without-undefined.ts';

/** How an EncryptedAssertion is encrypted, as it says itself. NOT verified: for showing and explaining only. */
export interface EncryptionDescription {
  /** URI of the method of the content. */
  readonly method?: string;
  /** URI of the method of the content key. */
  readonly transport?: string;
  /** Issuer of the certificate that it is encrypted for, and its serial number in decimal digits. */
  readonly issuerName?: string;
  readonly serialNumber?: string;
}

/**
 * One for each EncryptedAssertion of a message.
 *
 * @throws {SamlError} as `parseXml`
 */
export function describeEncryption(xml: Uint8Array): EncryptionDescription[] {
  const document = parseXml(xml);
  try {
    return childrenNamed(document.root, ns.assertion, 'EncryptedAssertion').map(describe);
  } finally {
    document.dispose();
  }
}

function describe(encrypted: Element): EncryptionDescription {
  const data = childNamed(encrypted, ns.xenc, 'EncryptedData');
  const key =
    inside(data, [ns.dsig, 'KeyInfo'], [ns.xenc, 'EncryptedKey']) ??
    childNamed(encrypted, ns.xenc, 'EncryptedKey');
  const serial = inside(
    key,
    [ns.dsig, 'KeyInfo'],
    [ns.dsig, 'X509Data'],
    [ns.dsig, 'X509IssuerSerial'],
  );
  return withoutUndefined({
    method: methodOf(data),
    transport: methodOf(key),
    issuerName: trimmedText(inside(serial, [ns.dsig, 'X509IssuerName'])),
    serialNumber: trimmedText(inside(serial, [ns.dsig, 'X509SerialNumber'])),
  });
}

function methodOf(e: Element | undefined): string | undefined {
  const method = inside(e, [ns.xenc, 'EncryptionMethod']);
  return method && attribute(method, 'Algorithm');
}

const inside = (
  e: Element | undefined,
  ...path: readonly (readonly [namespace: string, name: string])[]
): Element | undefined =>
  path.reduce<Element | undefined>(
    (at, [namespace, name]) => at && childNamed(at, namespace, name),
    e,
  );
