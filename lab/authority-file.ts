import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readCertificate, toPem } from '../certs/certificate.ts';
import type { SigningKey } from '../certs/signing-certificate.ts';
import { LabError } from './errors.ts';
import { writePrivateFile } from './write-private-file.ts';

/** The certificate authority of a lab that speaks https, with its key: both in one file, so that they always fit. */
export const AUTHORITY_FILE = 'https-authority.pem';

/**
 * Reads the authority of a data folder.
 *
 * @returns undefined when there is none
 * @throws {LabError} `ca_damaged`
 */
export function readAuthorityFile(path: string): SigningKey | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw damaged(path);
  }
  try {
    const privateKey = createPrivateKey(text);
    const { raw: certificate } = new X509Certificate(text);
    if (!new X509Certificate(certificate).checkPrivateKey(privateKey)) throw damaged(path);
    return { privateKey, certificate: readCertificate(certificate) };
  } catch {
    throw damaged(path);
  }
}

/** A crash leaves the old one or the new one. */
export function writeAuthorityFile(path: string, { privateKey, certificate }: SigningKey): void {
  const key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  writePrivateFile(path, toPem(certificate) + key);
}

const damaged = (path: string): LabError =>
  new LabError(
    'ca_damaged',
    `The file ${path} is not a certificate authority with its key. Restore it from a copy, or delete it: the next start with https makes a new one, which programs must trust anew.`,
  );
