import { signXml } from '../../catalogue/index.ts';
import { toBase64 } from '../../certs/certificate.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';

/**
 * Signs a changed Response as it was signed before: the same elements, by the same method.
 *
 * @param xml as it was, with its signatures
 * @param changed without signatures
 * @throws {NothingToChange} when an element that was signed is gone
 */
export function resigned(
  xml: string,
  changed: string,
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
  return (['Assertion', 'Response'] as const)
    .filter((element) => isSigned(xml, element))
    .reduce((text, element) => signXml(text, { ...options, element }), changed);
}

/** A Signature follows the Issuer of the element that it signs (SAML Core 5.4.2). */
const isSigned = (xml: string, element: 'Assertion' | 'Response'): boolean =>
  new RegExp(
    `<(?:[\\w.-]+:)?${element}[\\s>][^<]*<(?:[\\w.-]+:)?Issuer[^<]*</(?:[\\w.-]+:)?Issuer>\\s*<(?:[\\w.-]+:)?Signature[\\s>]`,
  ).test(xml);
