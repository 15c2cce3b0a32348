import {
  constants,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { digestUri } from './algorithms.ts';
import { element, type XmlElement } from './canonical-writer.ts';
import { contentCipher, oaep, xenc11 } from './encryption/algorithms.ts';
import { encryptContent } from './encryption/encrypt-content.ts';
import { dotNetName } from './encryption/issuer-name.ts';
import { ns } from './names.ts';

/** Who can decrypt: the public key of a certificate, and how the message names that certificate. */
export interface Recipient {
  readonly publicKey: KeyObject;
  readonly issuerName: string;
  /** Decimal. */
  readonly serialNumber: string;
}

/** How the content is encrypted. */
export type ContentMethod = 'aes256-cbc' | 'aes256-gcm';

const methodUris: Record<ContentMethod, string> = {
  'aes256-cbc': `${ns.xenc}aes256-cbc`,
  'aes256-gcm': `${xenc11}aes256-gcm`,
};

/**
 * @param der of a certificate with an RSA key
 * @throws {TypeError} when the key is not RSA: only RSA-OAEP is written
 */
export function recipientOf(der: Uint8Array): Recipient {
  const { publicKey, issuer, serialNumber } = new X509Certificate(der);
  if (publicKey.asymmetricKeyType !== 'rsa')
    throw new TypeError('An encryption certificate must hold an RSA key.');
  return {
    publicKey,
    issuerName: dotNetName(issuer),
    serialNumber: BigInt(`0x${serialNumber}`).toString(),
  };
}

/**
 * An EncryptedAssertion (SAML Core 2.3.4) in the shape that Microsoft's software writes (entra-saml.md 7): the content key is new and random,
 * wrapped by RSA-OAEP with SHA-1 for digest and MGF1, and goes into the KeyInfo of the data. Whatever signature the assertion carries is
 * encrypted with it.
 *
 * @param assertion XML of an Assertion that declares every namespace it uses, as it is decrypted apart from its surroundings
 */
export function encryptAssertion(
  assertion: string,
  { publicKey, issuerName, serialNumber }: Recipient,
  method: ContentMethod,
): XmlElement {
  const uri = methodUris[method];
  const cipher = contentCipher(uri);
  if (!cipher) throw new TypeError(`There is no content cipher ${method}.`);
  const contentKey = randomBytes(cipher.keySize);
  const octets = encryptContent(cipher, contentKey, Buffer.from(assertion, 'utf8'));
  const wrapped = publicEncrypt(
    { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    contentKey,
  );
  const issuerSerial = element(
    'ds:X509IssuerSerial',
    {},
    element('ds:X509IssuerName', {}, issuerName),
    element('ds:X509SerialNumber', {}, serialNumber),
  );
  const encryptedKey = element(
    'e:EncryptedKey',
    { 'xmlns:e': ns.xenc },
    element(
      'e:EncryptionMethod',
      { Algorithm: oaep.mgf1p },
      element('DigestMethod', { Algorithm: digestUri('sha1') }),
    ),
    element('KeyInfo', {}, element('ds:X509Data', { 'xmlns:ds': ns.dsig }, issuerSerial)),
    cipherData('e', wrapped),
  );
  const data = element(
    'xenc:EncryptedData',
    { Type: `${ns.xenc}Element`, 'xmlns:xenc': ns.xenc },
    element('xenc:EncryptionMethod', { Algorithm: uri }),
    element('KeyInfo', { xmlns: ns.dsig }, encryptedKey),
    cipherData('xenc', octets),
  );
  return element('EncryptedAssertion', { xmlns: ns.assertion }, data);
}

const cipherData = (prefix: string, octets: Buffer): XmlElement =>
  element(
    `${prefix}:CipherData`,
    {},
    element(`${prefix}:CipherValue`, {}, octets.toString('base64')),
  );
