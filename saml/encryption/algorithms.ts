import { type DigestName, digestName } from '../algorithms.ts';
import { ns } from '../names.ts';

export const xenc11 = 'http://www.w3.org/2009/xmlenc11#';

/** How the content is encrypted (XML Encryption 1.1, 5.2); sizes in bytes. */
export interface ContentCipher {
  readonly uri: string;
  /** The name in node:crypto. */
  readonly name: 'aes-128-gcm' | 'aes-256-gcm' | 'aes-128-cbc' | 'aes-256-cbc';
  readonly keySize: number;
}

const contentCiphers: readonly ContentCipher[] = [
  { uri: `${xenc11}aes128-gcm`, name: 'aes-128-gcm', keySize: 16 },
  { uri: `${xenc11}aes256-gcm`, name: 'aes-256-gcm', keySize: 32 },
  { uri: `${ns.xenc}aes128-cbc`, name: 'aes-128-cbc', keySize: 16 },
  { uri: `${ns.xenc}aes256-cbc`, name: 'aes-256-cbc', keySize: 32 },
];

/** RSA-OAEP and its parameters (XML Encryption 1.1, 5.5.2). RSA 1.5 is not supported: it allows padding oracle attacks. */
export interface KeyTransport {
  readonly digest: DigestName;
  /** The digest in the mask generation function MGF1. */
  readonly maskDigest: DigestName;
  readonly label: Buffer;
}

export const oaep = {
  /** MGF1 always uses SHA-1. */
  mgf1p: `${ns.xenc}rsa-oaep-mgf1p`,
  /** An MGF element names the digest of MGF1; without one it is SHA-1. */
  withMgf: `${xenc11}rsa-oaep`,
} as const;

export const contentCipher = (uri: string | undefined): ContentCipher | undefined =>
  contentCiphers.find((cipher) => cipher.uri === uri);

/** The digest of a DigestMethod inside an EncryptionMethod; SHA-1 by default, which is not a weakness here. */
export const oaepDigest = (uri: string | undefined): DigestName | undefined =>
  uri === undefined ? 'sha1' : digestName(uri);

/** `http://www.w3.org/2009/xmlenc11#mgf1sha256`; SHA-1 by default. */
export function maskDigest(uri: string | undefined): DigestName | undefined {
  if (uri === undefined) return 'sha1';
  const name = /^mgf1(sha1|sha256|sha384|sha512)$/.exec(uri.replace(xenc11, ''))?.[1];
  return uri.startsWith(xenc11) ? (name as DigestName | undefined) : undefined;
}

/** URIs of the methods that are decrypted, as metadata lists them (SAML Metadata 2.4.1.1), authenticated ciphers first. */
export const decryptedMethods: readonly string[] = [
  ...contentCiphers.map(({ uri }) => uri),
  oaep.withMgf,
  oaep.mgf1p,
];
