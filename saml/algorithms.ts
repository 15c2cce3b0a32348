import type { KeyObject } from 'node:crypto';

export type DigestName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

export interface SignatureAlgorithm {
  readonly uri: string;
  readonly keyType: 'rsa' | 'ec';
  readonly digest: DigestName;
}

const signatureAlgorithms: readonly SignatureAlgorithm[] = [
  { uri: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', keyType: 'rsa', digest: 'sha1' },
  { uri: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', keyType: 'rsa', digest: 'sha256' },
  { uri: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384', keyType: 'rsa', digest: 'sha384' },
  { uri: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', keyType: 'rsa', digest: 'sha512' },
  { uri: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256', keyType: 'ec', digest: 'sha256' },
  { uri: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384', keyType: 'ec', digest: 'sha384' },
  { uri: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512', keyType: 'ec', digest: 'sha512' },
];

const digestUris: Record<DigestName, string> = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
};

const byUri = new Map(signatureAlgorithms.map((algorithm) => [algorithm.uri, algorithm]));
const digestByUri = new Map(Object.entries(digestUris).map(([name, uri]) => [uri, name]));

/** RFC 6931 2.3: the algorithm behind a SignatureMethod URI; undefined when we do not have it (HMAC and MD5: never). */
export const signatureAlgorithm = (uri: string): SignatureAlgorithm | undefined => byUri.get(uri);

const keyTypes = new WeakMap<KeyObject, string | undefined>();

/** `rsa`, `ec`, ...: Node takes 5 microseconds to say so each time it is asked, and it never changes. */
export function keyType(key: KeyObject): string | undefined {
  if (!keyTypes.has(key)) keyTypes.set(key, key.asymmetricKeyType);
  return keyTypes.get(key);
}

/** The algorithm that `key` signs with; an RSA key never gets an ECDSA method, nor the other way round. */
export function signatureAlgorithmFor(key: KeyObject, digest: DigestName): SignatureAlgorithm {
  const type = keyType(key);
  const found = signatureAlgorithms.find(
    (algorithm) => algorithm.keyType === type && algorithm.digest === digest,
  );
  if (!found) throw new TypeError(`No signature algorithm for a ${type} key.`);
  return found;
}

export const digestUri = (digest: DigestName): string => digestUris[digest];

export const digestName = (uri: string): DigestName | undefined =>
  digestByUri.get(uri) as DigestName | undefined;

/** What node:crypto's sign and verify take: XML Signature 6.4.3 wants ECDSA as r and s in a row, not as DER. */
export const cryptoKey = (key: KeyObject, algorithm: SignatureAlgorithm) =>
  algorithm.keyType === 'ec' ? { key, dsaEncoding: 'ieee-p1363' as const } : key;
