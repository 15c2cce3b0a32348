import { decodeText } from '../text-files/decode-text.ts';
import { CertificateError } from './errors.ts';

/** The text of a certificate file. Line breaks of environment variables and JSON are two characters each. @throws {CertificateError} `not_a_certificate` */
export function textOf(file: Uint8Array): string {
  try {
    return decodeText(file).replace(/\\r|\\n/g, '\n');
  } catch (error) {
    throw new CertificateError('not_a_certificate', String(error));
  }
}

/** White space and quotes around or between the characters do not count. @throws {CertificateError} `not_a_certificate` */
export function decodeBase64(text: string): Uint8Array {
  const base64 = text.replace(/[\s"'\u200b]+/g, '');
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
    throw new CertificateError('not_a_certificate', 'neither DER nor Base64');
  return Buffer.from(base64, 'base64');
}
