import {
  constants,
  createCipheriv,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { ns } from '../saml/names.ts';
import { oaepEncode } from './oaep.ts';
import { digestMethod } from './signature-methods.ts';

const xenc11 = 'http://www.w3.org/2009/xmlenc11#';

/** XML Encryption 1.1, 5.2. */
export const dataAlgorithm = {
  aes128Cbc: `${ns.xenc}aes128-cbc`,
  aes256Cbc: `${ns.xenc}aes256-cbc`,
  aes128Gcm: `${xenc11}aes128-gcm`,
  aes256Gcm: `${xenc11}aes256-gcm`,
} as const;

/** XML Encryption 1.1, 5.5. */
export const keyTransport = {
  /** SHA-1 for the digest and for MGF1. */
  rsaOaepMgf1p: `${ns.xenc}rsa-oaep-mgf1p`,
  /** SHA-256 for the digest; MGF1 with SHA-1, which is what a missing MGF element means (5.5.2). */
  rsaOaepSha256: `${xenc11}rsa-oaep`,
  rsa15: `${ns.xenc}rsa-1_5`,
} as const;

export interface EncryptOptions {
  /** Certificate of the service provider: DER, base64. */
  readonly certificateBase64: string;
  readonly data?: (typeof dataAlgorithm)[keyof typeof dataAlgorithm];
  readonly transport?: (typeof keyTransport)[keyof typeof keyTransport];
  /** Where EncryptedKey is: in the KeyInfo of EncryptedData, or next to EncryptedData (SAML Core 6.1). */
  readonly keyPlace?: 'inside' | 'sibling';
  /** Alters the octets in CipherValue of the data: IV, ciphertext, GCM tag. */
  readonly alterData?: (octets: Buffer) => Buffer;
  /** Alters the octets in CipherValue of the key. */
  readonly alterKey?: (octets: Buffer) => Buffer;
}

/**
 * An EncryptedAssertion around `plaintext`: aes256-cbc and rsa-oaep-mgf1p by default, as Entra does (entra-saml.md 7). Content key and IV
 * are random.
 *
 * @param plaintext XML of an Assertion that declares all its namespaces, or any other text.
 */
export function encryptAssertion(plaintext: string, options: EncryptOptions): string {
  const { data = dataAlgorithm.aes256Cbc, transport = keyTransport.rsaOaepMgf1p } = options;
  const { keyPlace = 'inside', alterData = same, alterKey = same } = options;
  const key = randomBytes(data.includes('128') ? 16 : 32);
  const { publicKey } = new X509Certificate(Buffer.from(options.certificateBase64, 'base64'));
  const value = alterData(encryptData(data, key, Buffer.from(plaintext, 'utf8')));
  const encryptedKey = encryptedKeyXml(
    transport,
    alterKey(wrapKey(transport, publicKey, key)),
    keyPlace,
  );
  const inside = keyPlace === 'inside';
  const keyInfo = inside
    ? encryptedKey
    : `<ds:RetrievalMethod Type="${ns.xenc}EncryptedKey" URI="#${keyId}"/>`;
  return [
    `<EncryptedAssertion xmlns="${ns.assertion}">`,
    `<xenc:EncryptedData xmlns:xenc="${ns.xenc}" Id="${dataId}" Type="${ns.xenc}Element">`,
    `<xenc:EncryptionMethod Algorithm="${data}"/>`,
    `<ds:KeyInfo xmlns:ds="${ns.dsig}">${keyInfo}</ds:KeyInfo>`,
    `${cipherData(value)}</xenc:EncryptedData>`,
    inside ? '' : encryptedKey,
    '</EncryptedAssertion>',
  ].join('');
}

const keyId = '_encrypted-key';
const dataId = '_encrypted-data';
const same = (octets: Buffer) => octets;

const cipherData = (octets: Buffer) =>
  `<xenc:CipherData><xenc:CipherValue>${octets.toString('base64')}</xenc:CipherValue></xenc:CipherData>`;

/** XML Encryption 1.1, 5.2.2 and 5.2.4: the IV comes first; GCM has an IV of 12 bytes, and a tag of 16 at the end. */
function encryptData(algorithm: string, key: Buffer, plaintext: Buffer): Buffer {
  const bits = key.length * 8;
  if (algorithm.endsWith('gcm')) {
    const iv = randomBytes(12);
    const cipher = createCipheriv(bits === 128 ? 'aes-128-gcm' : 'aes-256-gcm', key, iv);
    return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  }
  const iv = randomBytes(16);
  const cipher = createCipheriv(`aes-${bits}-cbc`, key, iv);
  return Buffer.concat([iv, cipher.update(plaintext), cipher.final()]);
}

function wrapKey(transport: string, publicKey: KeyObject, key: Buffer): Buffer {
  if (transport === keyTransport.rsa15)
    return publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, key);
  const modulusBits = publicKey.asymmetricKeyDetails?.modulusLength;
  if (modulusBits === undefined)
    throw new TypeError('An encryption certificate must hold an RSA key.');
  const hash = transport === keyTransport.rsaOaepSha256 ? 'sha256' : 'sha1';
  const block = oaepEncode(key, Math.ceil(modulusBits / 8), hash);
  return publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, block);
}

function encryptedKeyXml(transport: string, octets: Buffer, place: 'inside' | 'sibling'): string {
  const digest = {
    [keyTransport.rsaOaepMgf1p]: digestMethod.sha1,
    [keyTransport.rsaOaepSha256]: digestMethod.sha256,
  }[transport];
  const method = digest
    ? `<xenc:EncryptionMethod Algorithm="${transport}"><ds:DigestMethod xmlns:ds="${ns.dsig}" Algorithm="${digest}"/></xenc:EncryptionMethod>`
    : `<xenc:EncryptionMethod Algorithm="${transport}"/>`;
  const references =
    place === 'sibling'
      ? `<xenc:ReferenceList><xenc:DataReference URI="#${dataId}"/></xenc:ReferenceList>`
      : '';
  const id = place === 'sibling' ? ` Id="${keyId}"` : '';
  return `<xenc:EncryptedKey xmlns:xenc="${ns.xenc}"${id}>${method}${cipherData(octets)}${references}</xenc:EncryptedKey>`;
}
