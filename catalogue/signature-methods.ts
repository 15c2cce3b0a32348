/** Signature and digest methods by URI, including weak ones (XML Signature 1.1, 6; RFC 6931). */
import { createHash, createHmac, type KeyObject, sign } from 'node:crypto';

import { transform } from '../saml/names.ts';

const dsig = 'http://www.w3.org/2000/09/xmldsig#';
const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const xenc = 'http://www.w3.org/2001/04/xmlenc#';

export const signatureMethod = {
  rsaSha1: `${dsig}rsa-sha1`,
  rsaMd5: `${more}rsa-md5`,
  rsaSha256: `${more}rsa-sha256`,
  rsaSha384: `${more}rsa-sha384`,
  rsaSha512: `${more}rsa-sha512`,
  ecdsaSha256: `${more}ecdsa-sha256`,
  hmacSha1: `${dsig}hmac-sha1`,
  hmacSha256: `${more}hmac-sha256`,
} as const;

export const digestMethod = {
  md5: `${more}md5`,
  sha1: `${dsig}sha1`,
  sha256: `${xenc}sha256`,
  sha384: `${more}sha384`,
  sha512: `${xenc}sha512`,
} as const;

/** The transforms of a valid Reference (SAML Core 5.4.4). */
export const envelopedAndExclusive: readonly string[] = [
  transform.envelopedSignature,
  transform.exclusiveC14n,
];

const signers: Record<string, (data: Buffer, key: KeyObject) => Buffer> = {
  [signatureMethod.rsaSha1]: (data, key) => sign('sha1', data, key),
  [signatureMethod.rsaMd5]: (data, key) => sign('md5', data, key),
  [signatureMethod.rsaSha256]: (data, key) => sign('sha256', data, key),
  [signatureMethod.rsaSha384]: (data, key) => sign('sha384', data, key),
  [signatureMethod.rsaSha512]: (data, key) => sign('sha512', data, key),
  // XML Signature 1.1, 6.4.3: r followed by s, not the DER that node:crypto writes by default.
  [signatureMethod.ecdsaSha256]: (data, key) =>
    sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }),
  [signatureMethod.hmacSha1]: (data, key) => createHmac('sha1', key).update(data).digest(),
  [signatureMethod.hmacSha256]: (data, key) => createHmac('sha256', key).update(data).digest(),
};

/**
 * The SignatureValue for the canonical bytes of a SignedInfo.
 *
 * @param key private key, or a secret one for HMAC.
 * @returns base64.
 * @throws {TypeError} when the method is not listed.
 */
export function signatureValue(method: string, canonical: string, key: KeyObject): string {
  const signer = signers[method];
  if (!signer) throw new TypeError(`There is no signature method ${method}.`);
  return signer(Buffer.from(canonical, 'utf8'), key).toString('base64');
}

const hashes: Record<string, string> = {
  [digestMethod.md5]: 'md5',
  [digestMethod.sha1]: 'sha1',
  [digestMethod.sha256]: 'sha256',
  [digestMethod.sha384]: 'sha384',
  [digestMethod.sha512]: 'sha512',
};

/**
 * The DigestValue of octets; a string counts as UTF-8.
 *
 * @returns base64.
 * @throws {TypeError} when the method is not listed.
 */
export function digestValue(method: string, octets: string | Uint8Array): string {
  const hash = hashes[method];
  if (!hash) throw new TypeError(`There is no digest method ${method}.`);
  return createHash(hash).update(octets).digest('base64');
}
