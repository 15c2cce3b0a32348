import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** The certificates of `--ca`, each as PEM. Faults are added to `faults`, one sentence each. */
export function readCa(file: string | undefined, faults: string[]): string[] {
  if (file === undefined) return [];
  let text: string;
  try {
    text = readFileSync(file, 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    faults.push(
      code === 'ENOENT'
        ? `There is no file ${file}. Set --ca to a PEM file with the certificate of your authority.`
        : `The file ${file} of --ca cannot be read (${code}).`,
    );
    return [];
  }
  const blocks = text.match(BLOCK) ?? [];
  if (blocks.length === 0 || !blocks.every(isCertificate)) {
    faults.push(
      `The file ${file} of --ca has no PEM certificate, or one that cannot be read. It must contain -----BEGIN CERTIFICATE----- blocks.`,
    );
    return [];
  }
  return blocks;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
