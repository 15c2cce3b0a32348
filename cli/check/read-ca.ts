import { readFileSync } from 'node:fs';
import { readCertificate, toPem } from '../../certs/certificate.ts';
import { CertificateError } from '../../certs/errors.ts';
import { decodeText } from '../../text-files/decode-text.ts';

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** The certificates of `--ca`, each as PEM. Faults are added to `faults`, one sentence each. */
export function readCa(file: string | undefined, faults: string[]): string[] {
  if (file === undefined) return [];
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    faults.push(
      code === 'ENOENT'
        ? `There is no file ${file}. Set --ca to a PEM file with the certificate of your authority.`
        : `The file ${file} of --ca cannot be read (${code}).`,
    );
    return [];
  }
  const found = certificatesIn(bytes);
  if (found.length === 0)
    faults.push(
      `The file ${file} of --ca has no certificate, or one that cannot be read. It must contain -----BEGIN CERTIFICATE----- blocks, or one certificate in DER or Base64.`,
    );
  return found;
}

/** As PEM; empty when one of them cannot be read. */
function certificatesIn(file: Buffer): string[] {
  try {
    const blocks = decodeText(file).match(BLOCK);
    const parts = blocks ? blocks.map((block) => Buffer.from(block)) : [file];
    return parts.map((part) => toPem(readCertificate(part)));
  } catch (error) {
    if (error instanceof CertificateError || error instanceof TypeError) return [];
    throw error;
  }
}
