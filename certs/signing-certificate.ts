import { createSign, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { pki } from 'node-forge';
import { type Certificate, readCertificate } from './certificate.ts';
import { CertificateError } from './errors.ts';

/** A private key and the certificate of its public half. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly certificate: Certificate;
}

export interface SigningCertificateOptions {
  /** `CN=` and a name; by default that of Entra's application certificates (entra-saml.md 6). */
  subject?: string;
  notBefore: Date;
  /** By default three years after `notBefore`. Both are in whole seconds. */
  notAfter?: Date;
}

const ENTRA_SUBJECT = 'CN=Microsoft Azure Federated SSO Certificate';
const generate = promisify(generateKeyPair);

/**
 * Generates an RSA-2048 key and a self-signed certificate in Entra's exact form (entra-saml.md 6): subject = issuer = one
 * CN, X.509 v3 without extensions, sha256WithRSAEncryption, a positive serial number of 16 bytes.
 *
 * @throws {CertificateError} `bad_subject` or `bad_validity`.
 */
export async function makeSigningCertificate({
  subject = ENTRA_SUBJECT,
  notBefore,
  notAfter = threeYearsAfter(notBefore),
}: SigningCertificateOptions): Promise<SigningKey> {
  const commonName = readCommonName(subject);
  checkValidity(notBefore, notAfter);
  const [{ privateKey, publicKey }, { default: forge }] = await Promise.all([
    generate('rsa', { modulusLength: 2048 }), // in the thread pool
    import('node-forge'), // lazy: once its keys exist, the identity provider starts without it
  ]);

  const certificate = forge.pki.createCertificate(); // version 3, no extensions
  certificate.publicKey = forge.pki.publicKeyFromPem(
    publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  );
  certificate.serialNumber = serialNumber();
  certificate.validity = { notBefore, notAfter };
  const name = [{ name: 'commonName', value: commonName, ...stringType(forge, commonName) }];
  certificate.setSubject(name);
  certificate.setIssuer(name);

  // node-forge calls the key object to sign; node:crypto is many times faster.
  const signer = {
    sign: () => {
      const tbs = forge.asn1.toDer(certificate.tbsCertificate).getBytes();
      return createSign('sha256').update(tbs, 'latin1').sign(privateKey).toString('latin1');
    },
  };
  certificate.sign(signer as Partial<pki.rsa.PrivateKey> as pki.rsa.PrivateKey, sha256(forge));

  const der = forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes();
  return { privateKey, certificate: readCertificate(Buffer.from(der, 'latin1')) };
}

type Forge = typeof import('node-forge');

const sha256 = (forge: Forge) => forge.md.sha256.create();

/** RFC 5280 4.1.2.4: PrintableString if its alphabet suffices, as for Entra's names, else UTF8String. */
function stringType(forge: Forge, name: string) {
  if (/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(name)) return {};
  return { valueTagClass: forge.asn1.Type.UTF8 as unknown as Forge['asn1']['Class']['UNIVERSAL'] };
}

/** RFC 5280 A.1: ub-common-name is 64 characters. */
function readCommonName(subject: string): string {
  const name = /^CN=(\P{Cc}{1,64})$/u.exec(subject)?.[1]?.trim();
  if (!name) throw new CertificateError('bad_subject', subject);
  return name;
}

function checkValidity(notBefore: Date, notAfter: Date): void {
  const years = [notBefore, notAfter].map((date) => date.getUTCFullYear()); // NaN for an invalid date
  const sound = years.every((year) => year >= 1950 && year <= 9999);
  if (!sound || seconds(notAfter) <= seconds(notBefore)) {
    throw new CertificateError('bad_validity', `${String(notBefore)} to ${String(notAfter)}`);
  }
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

function threeYearsAfter(date: Date): Date {
  const later = new Date(date);
  later.setUTCFullYear(later.getUTCFullYear() + 3);
  return later;
}

/** 16 random bytes as hex; the first is 01 to 7f, so that DER neither shortens the number nor reads it as negative. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) % 0x7f) + 1;
  return bytes.toString('hex');
}
