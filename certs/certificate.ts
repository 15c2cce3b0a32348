import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import { CertificateError } from './errors.ts';

/** An X.509 certificate. */
export interface Certificate {
  readonly der: Uint8Array;
  /** `CN=...`; several relative names are joined with `, `. */
  readonly subject: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  /** Upper-case hex without separators. */
  readonly serialNumber: string;
}

const MAX_BYTES = 64 * 1024;
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g;

/**
 * Reads a certificate file in any common form: DER, PEM, or the Base64 of the DER without PEM lines; with or without line breaks, a trailing
 * newline, text around the PEM block or a byte order mark.
 *
 * @throws {CertificateError} `not_a_certificate`, `several_certificates`, `private_key` or `too_large`.
 */
export function readCertificate(file: Uint8Array): Certificate {
  if (file.length > MAX_BYTES) throw new CertificateError('too_large', `${file.length} bytes`);
  return parse(isDer(file) ? file : decodeText(file));
}

/** SHA-1 over the DER, 40 upper-case hex digits, as Entra shows it (entra-saml.md 6). Identifies a certificate, but proves nothing. */
export function thumbprint(certificate: Certificate): string {
  return createHash('sha1').update(certificate.der).digest('hex').toUpperCase();
}

/** Base64 of the DER on one line, as in `ds:X509Certificate`. */
export function toBase64(certificate: Certificate): string {
  return Buffer.from(certificate.der).toString('base64');
}

/** PEM text, lines of 64 characters, with a trailing newline (RFC 7468). */
export function toPem(certificate: Certificate): string {
  const lines = toBase64(certificate).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** The download "Certificate (Base64)": the same text as the PEM, in a file named .cer (entra-saml.md 6). */
export function toBase64Cer(certificate: Certificate): string {
  return toPem(certificate);
}

/** The download "Certificate (Raw)": the DER bytes, a copy. */
export function toDer(certificate: Certificate): Uint8Array {
  return Uint8Array.from(certificate.der);
}

/** DER is a SEQUENCE (0x30) with a long-form length; in text, `0` (0x30) is never followed by such a byte. */
function isDer(file: Uint8Array): boolean {
  return file[0] === 0x30 && (file[1] ?? 0) >= 0x80;
}

function decodeText(file: Uint8Array): Uint8Array {
  const text = Buffer.from(file).toString('latin1').replace('\u00ef\u00bb\u00bf', '');
  const blocks = [...text.matchAll(BLOCK)];
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) throw new CertificateError('private_key');
  const certificates = blocks.filter(([, label]) => label?.endsWith('CERTIFICATE'));
  if (certificates.length > 1) throw new CertificateError('several_certificates');
  return decodeBase64(certificates[0]?.[2] ?? text);
}

function decodeBase64(text: string): Uint8Array {
  const base64 = text.replace(/\s+/g, '');
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw new CertificateError('not_a_certificate', 'neither DER nor Base64');
  }
  return Buffer.from(base64, 'base64');
}

function parse(der: Uint8Array): Certificate {
  try {
    const x509 = new X509Certificate(der);
    return {
      der: Uint8Array.from(x509.raw), // without bytes after the certificate
      subject: x509.subject.replaceAll('\n', ', '),
      notBefore: x509.validFromDate,
      notAfter: x509.validToDate,
      publicKey: x509.publicKey,
      serialNumber: x509.serialNumber,
    };
  } catch (error) {
    throw new CertificateError('not_a_certificate', String(error));
  }
}
