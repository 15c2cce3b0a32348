/** Encrypts for tests, with any part spoiled that one likes. */
import { constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';
import { ns } from '../names.ts';

export interface Encryption {
  to: KeyObject;
  method?: string;
  transport?: string;
  oaepHash?: string;
  /** XML inside the EncryptionMethod of the key. */
  transportParts?: string;
  /** XML in the KeyInfo of the key: whom it is for. Only with `place: 'inside'`. */
  recipient?: string;
  place?: 'inside' | 'beside';
  alterKey?: (octets: Buffer) => Buffer;
  alterData?: (octets: Buffer) => Buffer;
  /** What is wrapped, when not the content key. */
  contentKey?: Buffer;
}

export const aes = {
  gcm128: 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  gcm256: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  cbc128: `${ns.xenc}aes128-cbc`,
  cbc256: `${ns.xenc}aes256-cbc`,
};

const same = (octets: Buffer) => octets;

/** The XML of an EncryptedAssertion, in canonical form; aes256-cbc and rsa-oaep-mgf1p unless told otherwise. */
export function encrypted(plaintext: string, e: Encryption): string {
  const { method = aes.cbc256, transport = `${ns.xenc}rsa-oaep-mgf1p`, place = 'inside' } = e;
  const key = randomBytes(method.includes('128') ? 16 : 32);
  const padding =
    transport === `${ns.xenc}rsa-1_5`
      ? { padding: constants.RSA_PKCS1_PADDING }
      : { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: e.oaepHash ?? 'sha1' };
  const wrapped = publicEncrypt({ key: e.to, ...padding }, e.contentKey ?? key);
  const keyXml =
    `<x:EncryptedKey${place === 'beside' ? ` xmlns:x="${ns.xenc}"` : ''}><x:EncryptionMethod Algorithm="${transport}">` +
    `${e.transportParts ?? ''}</x:EncryptionMethod>${e.recipient === undefined ? '' : `<KeyInfo>${e.recipient}</KeyInfo>`}${cipherData((e.alterKey ?? same)(wrapped))}</x:EncryptedKey>`;
  const data = (e.alterData ?? same)(encryptContent(method, key, plaintext));
  return (
    `<EncryptedAssertion xmlns="${ns.assertion}"><x:EncryptedData xmlns:x="${ns.xenc}" Type="${ns.xenc}Element">` +
    `<x:EncryptionMethod Algorithm="${method}"></x:EncryptionMethod>` +
    (place === 'inside' ? `<KeyInfo xmlns="${ns.dsig}">${keyXml}</KeyInfo>` : '') +
    `${cipherData(data)}</x:EncryptedData>${place === 'beside' ? keyXml : ''}</EncryptedAssertion>`
  );
}

const cipherData = (octets: Buffer) =>
  `<x:CipherData><x:CipherValue>${octets.toString('base64')}</x:CipherValue></x:CipherData>`;

function encryptContent(method: string, key: Buffer, plaintext: string): Buffer {
  const bits = key.length * 8;
  if (method.endsWith('gcm')) {
    const iv = randomBytes(12);
    const cipher = createCipheriv(bits === 128 ? 'aes-128-gcm' : 'aes-256-gcm', key, iv);
    return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  }
  const iv = randomBytes(16);
  const cipher = createCipheriv(`aes-${bits}-cbc`, key, iv).setAutoPadding(false);
  const missing = 16 - (Buffer.byteLength(plaintext) % 16);
  // Not PKCS #7: only the last byte counts (XML Encryption 1.1, 5.2.2).
  const padding = Buffer.concat([randomBytes(missing - 1), Buffer.from([missing])]);
  return Buffer.concat([iv, cipher.update(plaintext), cipher.update(padding), cipher.final()]);
}
