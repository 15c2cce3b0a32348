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

/** RFC 6931 2.3: the algorithm of a SignatureMethod URI; undefined when it is not supported (HMAC and MD5 never are). */
export const signatureAlgorithm = (uri: string): SignatureAlgorithm | undefined => byUri.get(uri);

const keyTypes = new WeakMap<KeyObject, string | undefined>();

/** `rsa`, `ec`, ...; cached, because Node takes 5 microseconds for each call. */
export function keyType(key: KeyObject): string | undefined {
  if (!keyTypes.has(key)) keyTypes.set(key, key.asymmetricKeyType);
  return keyTypes.get(key);
}

/** The algorithm that `key` signs with. @throws {TypeError} for a key that is neither RSA nor EC */
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

/** The key argument of node:crypto's sign and verify: XML Signature 6.4.3 defines ECDSA values as r and s concatenated, not as DER. */
export const cryptoKey = (key: KeyObject, algorithm: SignatureAlgorithm) =>
  algorithm.keyType === 'ec' ? { key, dsaEncoding: 'ieee-p1363' as const } : key;
