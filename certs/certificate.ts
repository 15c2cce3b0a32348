import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import { decodeBase64, textOf } from './base64-file.ts';
import { CertificateError, type CertificateErrorCode } from './errors.ts';

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
 * Reads a certificate file in any common form: DER, PEM, the Base64 of either, or XML that contains one certificate; in UTF-8 or UTF-16, with
 * or without line breaks (also as the two characters `\n`), quotes, text around the PEM block or a byte order mark.
 *
 * @throws {CertificateError} `not_a_certificate`, `several_certificates`, `private_key`, `pkcs7`, `certificate_request`,
 *   `public_key` or `too_large`.
 */
export function readCertificate(file: Uint8Array): Certificate {
  if (file.length > MAX_BYTES) throw new CertificateError('too_large', `${file.length} bytes`);
  return parse(isDer(file) ? file : fromText(file));
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
export function isDer(file: Uint8Array): boolean {
  return file[0] === 0x30 && (file[1] ?? 0) >= 0x80;
}

/** XML with certificates, such as metadata: the same one is in each role. */
const IN_XML = /<(?:\w+:)?X509Certificate\b[^>]*>([^<]*)</g;

function fromText(file: Uint8Array): Uint8Array {
  const text = textOf(file);
  const other = /-----BEGIN ([A-Z0-9 ]+)-----/.test(text) && otherContent(text);
  if (other) throw new CertificateError(other);
  const inXml = [...text.matchAll(IN_XML)].map(([, content = '']) => content);
  const texts = inXml.length > 0 ? inXml : [text];
  const found = new Map(texts.map(inPem).map((der) => [Buffer.from(der).toString('base64'), der]));
  const [only, ...more] = found.values();
  if (more.length > 0) throw new CertificateError('several_certificates');
  return only ?? new Uint8Array();
}

/** What a PEM file has in the place of a certificate, or beside it; a public key beside a certificate does no harm (RFC 7468). */
function otherContent(text: string): CertificateErrorCode | undefined {
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return 'private_key';
  if (/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/.test(text)) return undefined;
  if (/-----BEGIN (?:PKCS7|CMS)-----/.test(text)) return 'pkcs7';
  if (/-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----/.test(text)) return 'certificate_request';
  return /-----BEGIN [A-Z0-9 ]*PUBLIC KEY-----/.test(text) ? 'public_key' : undefined;
}

/** ContentInfo begins with the type of its content: signedData (RFC 2315 7, 14). */
const isPkcs7 = (der: Uint8Array): boolean =>
  Buffer.from(der.subarray(0, 32)).includes(Buffer.from('06092a864886f70d010702', 'hex'));

/** The content of the only PEM block, or the text itself. */
function inPem(text: string): Uint8Array {
  const blocks = [...text.matchAll(BLOCK)].filter(([, label]) => label?.endsWith('CERTIFICATE'));
  if (blocks.length > 1) throw new CertificateError('several_certificates');
  const bytes = decodeBase64(blocks[0]?.[2] ?? text);
  // Secret stores give the base64 of a whole PEM file.
  const again = blocks.length === 0 && Buffer.from(bytes).toString('latin1');
  return again && /^\s*-----BEGIN /.test(again) ? inPem(again) : bytes;
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
    throw new CertificateError(isPkcs7(der) ? 'pkcs7' : 'not_a_certificate', String(error));
  }
}
