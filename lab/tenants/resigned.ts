import { locate, signXml } from '../../catalogue/index.ts';
import { toBase64 } from '../../certs/certificate.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import type { IssuedResponse } from '../../idp/index.ts';
import { wire } from '../../saml/canonical-writer.ts';
import { encryptAssertion } from '../../saml/encrypt-assertion.ts';

interface Changed {
  /** As it was, with its signatures, in plain text. */
  readonly xml: string;
  /** Without signatures. */
  readonly changed: string;
  /** For whom its Assertion was encrypted, if it was. */
  readonly encryption: IssuedResponse['encryption'];
}

/**
 * Signs a changed Response as it was signed before: the same elements, by the same method; its Assertion is encrypted again if it was.
 *
 * @throws {NothingToChange} when an element that was signed or encrypted is gone
 */
export function resigned(
  { xml, changed, encryption }: Changed,
  { privateKey, certificate }: SigningKey,
): string {
  const key = { privateKey, certificateBase64: toBase64(certificate) };
  const signatureAlgorithm = /<(?:[\w.-]+:)?SignatureMethod Algorithm="([^"]+)"/.exec(xml)?.[1];
  const digestAlgorithm = /<(?:[\w.-]+:)?DigestMethod Algorithm="([^"]+)"/.exec(xml)?.[1];
  const options = {
    key,
    ...(signatureAlgorithm !== undefined && { signatureAlgorithm }),
    ...(digestAlgorithm !== undefined && { digestAlgorithm }),
  };
  const sign = (text: string, element: 'Assertion' | 'Response') =>
    isSigned(xml, element) ? signXml(text, { ...options, element }) : text;
  const signed = sign(changed, 'Assertion');
  return sign(encryption ? withEncryptedAssertion(signed, encryption) : signed, 'Response');
}

/** It is encrypted as it is: the identity provider writes an Assertion that declares its own namespace. */
function withEncryptedAssertion(
  text: string,
  { recipient, method }: NonNullable<Changed['encryption']>,
): string {
  const { start, end } = locate(text, 'Assertion');
  const encrypted = encryptAssertion(text.slice(start, end), recipient, method);
  return text.slice(0, start) + wire(encrypted) + text.slice(end);
}

/** A Signature follows the Issuer of the element that it signs (SAML Core 5.4.2). */
const isSigned = (xml: string, element: 'Assertion' | 'Response'): boolean =>
  new RegExp(
    `<(?:[\\w.-]+:)?${element}[\\s>][^<]*<(?:[\\w.-]+:)?Issuer[^<]*</(?:[\\w.-]+:)?Issuer>\\s*<(?:[\\w.-]+:)?Signature[\\s>]`,
  ).test(xml);
