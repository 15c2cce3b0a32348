import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readCertificate, toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import { LabError } from '../errors.ts';
import { notWritable } from '../folder-lock.ts';
import type { DropInOptions } from './options.ts';

const SUBJECT = 'CN=samlab test-saml-idp';

/**
 * The key of the drop-in, made at its first start in this data folder: the key of the image is public, and ours must not be.
 *
 * @param given that of the user, which has no fault
 * @param file path of a PEM file with the certificate and the private key; undefined for a lab in memory
 * @throws {LabError} `folder_not_writable`, `disk_full`, `lab_file_damaged`
 */
export async function dropInKey(
  file: string | undefined,
  { given, now }: { given: DropInOptions['key']; now: Date },
): Promise<SigningKey> {
  if (given)
    return {
      certificate: readCertificate(Buffer.from(given.certificate)),
      privateKey: createPrivateKey(given.privateKey),
    };
  if (file !== undefined && existsSync(file)) return read(file);
  const made = await makeSigningCertificate({ subject: SUBJECT, notBefore: now });
  if (file !== undefined) write(file, made);
  return made;
}

function write(file: string, { privateKey, certificate }: SigningKey): void {
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  try {
    writeFileSync(`${file}.new`, toPem(certificate) + key, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw notWritable(file, error);
  }
}

/** The certificate is written first, so that its block ends where that of the key begins. */
function read(file: string): SigningKey {
  try {
    const [certificate = '', key = ''] = readFileSync(file, 'utf8').split(/(?=-----BEGIN PRIVATE)/);
    return {
      certificate: readCertificate(Buffer.from(certificate)),
      privateKey: createPrivateKey(key),
    };
  } catch {
    throw new LabError(
      'lab_file_damaged',
      `The file ${file} holds no certificate with its private key. Restore it, or delete it to make new ones, which the service provider must then trust.`,
    );
  }
}
