import { createSign, type KeyObject, randomBytes } from 'node:crypto';
import type { pki } from 'node-forge';
import { type Certificate, readCertificate } from './certificate.ts';

export type Forge = typeof import('node-forge');

/** Signs a certificate that node-forge has built, with an RSA key: sha256WithRSAEncryption. */
export function signCertificate(
  forge: Forge,
  built: pki.Certificate,
  issuerKey: KeyObject,
): Certificate {
  // node-forge calls the key object to sign; node:crypto is many times faster.
  const signer = {
    sign: () => {
      const tbs = forge.asn1.toDer(built.tbsCertificate).getBytes();
      return createSign('sha256').update(tbs, 'latin1').sign(issuerKey).toString('latin1');
    },
  };
  const sha256 = forge.md.sha256.create();
  built.sign(signer as Partial<pki.rsa.PrivateKey> as pki.rsa.PrivateKey, sha256);
  const der = forge.asn1.toDer(forge.pki.certificateToAsn1(built)).getBytes();
  return readCertificate(Buffer.from(der, 'latin1'));
}

/** A key of node:crypto as node-forge takes it. */
export const forgePublicKey = (forge: Forge, publicKey: KeyObject): pki.PublicKey =>
  forge.pki.publicKeyFromPem(publicKey.export({ format: 'pem', type: 'spki' }).toString());

/** 16 bytes as hex, by default random ones; the first is 01 to 7f, so that DER neither shortens the number nor reads it as negative. */
export function newSerialNumber(random: (size: number) => Buffer = randomBytes): string {
  const bytes = random(16);
  bytes[0] = ((bytes[0] ?? 0) % 0x7f) + 1;
  return bytes.toString('hex');
}
