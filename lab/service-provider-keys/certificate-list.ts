import { readCertificate, thumbprint } from '../../certs/certificate.ts';
import { CertificateError } from '../../certs/errors.ts';
import { type Fault, InvalidInput } from '../../input/invalid-input.ts';

/** One of the lists of certificates of an application in the directory. */
export interface CertificateList {
  /** The thumbprints of the stored ones. */
  stored(): Promise<readonly string[]>;
  add(file: Uint8Array): Promise<unknown>;
  remove(thumbprint: string): Promise<unknown>;
  /** Before any is removed: what must no longer use those that are. */
  beforeRemoval?(kept: readonly string[]): Promise<unknown>;
}

/**
 * Makes a stored list the given one. One that is stored already stays as it is.
 *
 * @param files undefined for one that has its own fault already
 * @returns the thumbprints in the given order
 * @throws {InvalidInput} on `certificates.0` and so on, when one cannot be used or is given twice; then none was removed
 */
export async function replaceCertificates(
  list: CertificateList,
  files: readonly (Uint8Array | undefined)[],
): Promise<string[]> {
  const stored = await list.stored();
  const kept: string[] = [];
  const faults: Fault[] = [];
  for (const [position, file] of files.entries()) {
    if (!file) continue;
    const print = thumbprintIn(file);
    if (print !== undefined && kept.includes(print)) {
      faults.push(faultAt(position, 'taken', 'This certificate is in the list twice.'));
      continue;
    }
    try {
      if (print === undefined || !stored.includes(print)) await list.add(file);
      if (print !== undefined) kept.push(print);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      for (const { code, message } of error.faults) faults.push(faultAt(position, code, message));
    }
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  await list.beforeRemoval?.(kept);
  for (const one of stored) if (!kept.includes(one)) await list.remove(one);
  return kept;
}

const faultAt = (position: number, code: string, message: string): Fault => ({
  property: `certificates.${position}`,
  code,
  message,
});

/** Undefined for a file that is no certificate: the directory says what it is. */
function thumbprintIn(file: Uint8Array): string | undefined {
  try {
    return thumbprint(readCertificate(file));
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}
