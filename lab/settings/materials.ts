import { createPrivateKey, X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { readCertificate } from '../../certs/certificate.ts';
import { CertificateError } from '../../certs/errors.ts';
import { readPfx } from '../../certs/pfx.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import type { SpDescriptor } from '../../saml/sp-descriptor.ts';
import { decodeText } from '../../text-files/decode-text.ts';
import { LabError } from '../errors.ts';
import { isPemText } from '../service-provider-keys/certificate-text.ts';
import { readServiceProvider } from '../tenants/read-service-provider.ts';
import type { Path, PlacedFault } from './faults.ts';
import { items } from './items.ts';
import { readBytes, UnreadableFile } from './read-file.ts';
import type { Settings } from './settings.ts';
import type { ApplicationSettings } from './settings-parts.ts';

/** What files and URLs in the settings contain. */
export interface Materials {
  readonly metadata: ReadonlyMap<ApplicationSettings, SpDescriptor>;
  readonly certificates: ReadonlyMap<object, SigningKey>;
  /** The certificates of the service provider in `encryption` and `requestSignatureVerification`, in the order of the settings; undefined for one that cannot be read. */
  readonly publicKeys: ReadonlyMap<object, readonly (Uint8Array | undefined)[]>;
}

type CertificateSettings = NonNullable<ApplicationSettings['certificates']>[number];

/**
 * Reads every file and URL that the settings name; relative files are relative to `folder`.
 *
 * @param now metadata that was valid until an earlier instant is a fault
 */
export async function readMaterials(
  settings: Settings,
  { folder, now, report }: { folder: string; now: Date; report: (fault: PlacedFault) => void },
): Promise<Materials> {
  const metadata = new Map<ApplicationSettings, SpDescriptor>();
  const certificates = new Map<object, SigningKey>();
  const publicKeys = new Map<object, readonly (Uint8Array | undefined)[]>();
  /** Runs one reading and reports what is wrong with it. */
  async function reading<Value>(path: Path, read: () => Promise<Value>) {
    try {
      return await read();
    } catch (error) {
      const known =
        error instanceof UnreadableFile ||
        error instanceof CertificateError ||
        error instanceof LabError;
      if (!known) throw error;
      report({ path, message: error.message });
      return undefined;
    }
  }
  const jobs: Promise<void>[] = [];
  for (const [tenant, tenantPath] of items(settings.tenants, ['tenants']))
    for (const [app, path] of items(tenant.applications, [...tenantPath, 'applications'])) {
      const { metadata: source } = app;
      if (source !== undefined)
        jobs.push(
          reading([...path, 'metadata'], () => readServiceProvider(source, { now, folder })).then(
            (read) => {
              if (read) metadata.set(app, read);
            },
          ),
        );
      for (const [each, place] of items(app.certificates, [...path, 'certificates'])) {
        if (isMadeAnew(each)) continue;
        jobs.push(
          reading(place, () => readKey(each, folder)).then((read) => {
            if (read) certificates.set(each, read);
          }),
        );
      }
      for (const key of ['encryption', 'requestSignatureVerification'] as const) {
        const { [key]: keys } = app;
        if (!keys?.certificates) continue;
        const place = [...path, key, 'certificates'];
        jobs.push(
          Promise.all(
            keys.certificates.map((each, position) =>
              reading([...place, position], () => publicKeyFile(each, folder)),
            ),
          ).then((read) => {
            publicKeys.set(keys, read);
          }),
        );
      }
    }
  await Promise.all(jobs);
  return { metadata, certificates, publicKeys };
}

/** A file, or a text that is the certificate itself. */
const publicKeyFile = async (given: string, folder: string): Promise<Uint8Array> =>
  isPemText(given) ? Buffer.from(given) : named(given, readBytes(resolve(folder, given)));

/** A new certificate with a date. */
const isMadeAnew = ({ endDateTime, pfx, certificate, key }: CertificateSettings) =>
  endDateTime !== undefined && [pfx, certificate, key].every((file) => file === undefined);

/** A PFX file, or a certificate and its key as two files or in one. */
async function readKey(given: CertificateSettings, folder: string): Promise<SigningKey> {
  const { pfx, password = '', certificate: certificateFile, key: keyFile, endDateTime } = given;
  if (endDateTime !== undefined)
    throw new UnreadableFile(
      'has endDateTime and files: a certificate in a file has its own date.',
    );
  const file = (name: string) => named(name, readBytes(resolve(folder, name)));
  if (pfx !== undefined) {
    if (certificateFile !== undefined || keyFile !== undefined)
      throw new UnreadableFile('name either pfx, or certificate and key.');
    return readPfx(await file(pfx), password);
  }
  if (certificateFile === undefined)
    throw new UnreadableFile(
      'names no certificate: give pfx, certificate and key, or endDateTime for a new one.',
    );
  if (keyFile === undefined)
    throw new UnreadableFile(
      `the certificate ${certificateFile} has no key, without which it cannot sign: add key, a PEM file.`,
    );
  const certificate = readCertificate(await file(certificateFile));
  const privateKey = privateKeyIn(await file(keyFile), keyFile);
  if (!new X509Certificate(certificate.der).checkPrivateKey(privateKey))
    throw new UnreadableFile(
      `the key ${keyFile} belongs to another certificate than ${certificateFile}.`,
    );
  return { certificate, privateKey };
}

function privateKeyIn(file: Uint8Array, name: string) {
  try {
    return createPrivateKey(decodeText(file));
  } catch {
    throw new UnreadableFile(
      `the key ${name} is not a private key in PEM form without a password.`,
    );
  }
}

/** The faults of a file with its name in front. */
async function named(name: string, reading: Promise<Buffer>): Promise<Buffer> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new UnreadableFile(`the file ${name} ${error.message}`);
  }
}
