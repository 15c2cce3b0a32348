import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { permittedBy } from '../../certs/authority.ts';
import { type Certificate, toPem } from '../../certs/certificate.ts';
import { AUTHORITY_FILE, readAuthorityFile, readLabFile } from '../../lab/index.ts';
import { shown } from '../data-folder-option.ts';
import { writeNewFile } from '../write-new-file.ts';

/** What `samlab ca --json` prints. */
export interface ExportedAuthority {
  /** Absolute path of the file that was written. */
  readonly file: string;
  /** URL of the lab home when the lab ran last; undefined before its first start has ended. */
  readonly lab: string | undefined;
  /** `CN=...`. */
  readonly subject: string;
  /** ISO 8601, UTC. */
  readonly notAfter: string;
  /** What it can vouch for: DNS names, with all names below them, and networks. */
  readonly hosts: readonly string[];
  /** SHA-256 over the DER, hex with colons. */
  readonly fingerprint: string;
  /** SHA-256 over the public key (SubjectPublicKeyInfo), Base64, as Chromium takes it. */
  readonly spki: string;
}

export const noAuthorityIn = (folder: string): string =>
  `The folder ${shown(folder)} has no certificate authority yet: start its lab once with "samlab start --https", as the certificate says which hosts it is for. A lab in memory has one per start: name its lab home with --lab.`;

/**
 * Writes the certificate of the authority of a data folder, without its key. A file that has it already is left as it is.
 *
 * @returns undefined when the folder has none
 * @throws {LabError} `ca_damaged` or `lab_file_damaged`
 * @throws {ArgumentFaults} when the file cannot be written
 */
export async function exportAuthority(
  folder: string,
  path: string,
  replace: boolean,
): Promise<ExportedAuthority | undefined> {
  const authority = readAuthorityFile(join(folder, AUTHORITY_FILE));
  if (!authority) return undefined;
  const lab = readLabFile(join(folder, 'lab.json'))?.urls?.lab;
  return writeAuthority(authority.certificate, { path, replace, lab });
}

/**
 * Writes the certificate of an authority. A file that has it already is left as it is.
 *
 * @param to the file, whether another file there is replaced, and the URL of the lab home
 * @throws {ArgumentFaults} when the file cannot be written
 */
export async function writeAuthority(
  certificate: Certificate,
  { path, replace, lab }: { path: string; replace: boolean; lab: string | undefined },
): Promise<ExportedAuthority> {
  const file = resolve(path);
  const pem = toPem(certificate);
  const isThere = existsSync(file) && isSame(file, pem);
  if (!isThere) writeNewFile(path, pem, { replace });
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  return {
    file,
    lab,
    subject: certificate.subject,
    notAfter: certificate.notAfter.toISOString(),
    hosts: (await permittedBy(certificate)) ?? [],
    fingerprint:
      sha256(certificate.der).toString('hex').toUpperCase().match(/../g)?.join(':') ?? '',
    spki: sha256(certificate.publicKey.export({ format: 'der', type: 'spki' })).toString('base64'),
  };
}

function isSame(file: string, content: string): boolean {
  try {
    return readFileSync(file, 'utf8') === content;
  } catch {
    return false; // writing it says why
  }
}
