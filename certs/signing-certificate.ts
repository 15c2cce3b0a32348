import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { CertificateError } from './errors.ts';
import { rsaKeys } from './rsa-keys.ts';
import {
  type Forge,
  forgePublicKey,
  newSerialNumber,
  signCertificate,
} from './sign-certificate.ts';

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
  /** Bytes that fix key and serial number, see `makeSeededKey`. Default: random. */
  random?: ((size: number) => Buffer) | undefined;
}

const ENTRA_SUBJECT = 'CN=Microsoft Azure Federated SSO Certificate';

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
  random,
}: SigningCertificateOptions): Promise<SigningKey> {
  const commonName = readCommonName(subject);
  checkValidity(notBefore, notAfter);
  const [privateKey, { default: forge }] = await Promise.all([
    random ? seededKey(random) : rsaKeys.make(),
    import('node-forge'), // lazy: once its keys exist, the identity provider starts without it
  ]);

  const certificate = forge.pki.createCertificate(); // version 3, no extensions
  certificate.publicKey = forgePublicKey(forge, createPublicKey(privateKey));
  certificate.serialNumber = newSerialNumber(random);
  certificate.validity = { notBefore, notAfter };
  const name = [{ name: 'commonName', value: commonName, ...stringType(forge, commonName) }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  return { privateKey, certificate: signCertificate(forge, certificate, privateKey) };
}

/** Loaded late: most labs have no seed. */
async function seededKey(random: (size: number) => Buffer): Promise<KeyObject> {
  const { makeSeededKey } = await import('./seeded-key.ts');
  return makeSeededKey(random);
}

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
