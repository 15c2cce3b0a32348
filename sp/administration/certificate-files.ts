import { type Certificate, readCertificate, thumbprint } from '../../certs/certificate.ts';
import { CertificateError } from '../../certs/errors.ts';
import type { Fault } from '../../input/invalid-input.ts';
import { keyFault } from '../../saml/verification-key.ts';

export interface CertificateFile {
  /** As uploaded. */
  readonly file: Uint8Array;
  readonly certificate: Certificate;
}

/**
 * Reads certificate files, and drops those whose certificate came before.
 *
 * @param property of the list
 * @returns what may be trusted, and a fault for each other file, with the code of its `CertificateError` or `KeyFault`: `certificates.1`,
 *   `not_a_certificate`
 */
export function readCertificateFiles(
  property: string,
  files: readonly Uint8Array[],
): { certificates: CertificateFile[]; faults: Fault[] } {
  const byThumbprint = new Map<string, CertificateFile>();
  const faults: Fault[] = [];
  for (const [index, file] of files.entries()) {
    try {
      const certificate = readCertificate(file);
      const fault = keyFault(certificate.publicKey);
      if (fault) faults.push({ property: `${property}.${index}`, ...fault });
      const key = thumbprint(certificate);
      if (!fault && !byThumbprint.has(key)) byThumbprint.set(key, { file, certificate });
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error;
      const { code, message } = error;
      faults.push({ property: `${property}.${index}`, code, message });
    }
  }
  return { certificates: [...byThumbprint.values()], faults };
}
