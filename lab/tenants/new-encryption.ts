import { resolve } from 'node:path';
import { type Directory, type Fault, InvalidInput } from '../../idp/index.ts';
import type { SpDescriptor } from '../../saml/sp-descriptor.ts';
import { isPemText } from '../service-provider-keys/certificate-text.ts';
import { setEncryption } from '../service-provider-keys/encryption.ts';
import { readBytes, UnreadableFile } from '../settings/read-file.ts';
import { unknownNames } from './known-names.ts';

/** A certificate of a service provider: PEM text, the path of a file, or the bytes of one in DER, Base64 or PEM form. */
export type CertificateSource = string | Uint8Array;

/** Token encryption of a new application. */
export interface NewEncryption {
  /** Of the service provider, the active one first. */
  readonly certificates?: readonly CertificateSource[] | undefined;
  /** Whether the encryption certificates of `metadata` are taken, in place of `certificates`. */
  readonly fromMetadata?: boolean | undefined;
  /** Whether assertions are encrypted. Default: true. */
  readonly active?: boolean | undefined;
  /** Cipher; Entra has no such setting. Default: `aes256-cbc`. */
  readonly method?: 'aes256-cbc' | 'aes256-gcm' | undefined;
}

/**
 * @param descriptor of the metadata, if the application has any
 * @throws {InvalidInput} on `encryption`, or a property below it
 */
export async function encryptFromStart(
  directory: Directory,
  servicePrincipalId: string,
  encryption: NewEncryption,
  descriptor: SpDescriptor | undefined,
): Promise<void> {
  requireShape(encryption, ['certificates', 'fromMetadata', 'active', 'method']);
  const { certificates, fromMetadata = false, active, method } = encryption;
  try {
    const files = fromMetadata
      ? filesOf(descriptor?.encryptionCertificates, certificates, 'encryption')
      : await certificateFiles(certificates);
    await setEncryption(directory, servicePrincipalId, { certificates: files, active, method });
  } catch (error) {
    throw error instanceof InvalidInput ? below('encryption', error) : error;
  }
}

function requireShape(given: unknown, names: readonly string[]): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new InvalidInput([
      {
        property: 'encryption',
        code: 'type',
        message: `It must be an object with ${names.join(', ')}.`,
      },
    ]);
  const faults = unknownNames(given, names, 'property').map(
    ({ name, sentence }): Fault => ({
      property: `encryption.${name}`,
      code: 'unknown_property',
      message: sentence,
    }),
  );
  if (faults.length > 0) throw new InvalidInput(faults);
}

function filesOf(
  described: readonly string[] | undefined,
  certificates: unknown,
  use: 'encryption',
): Uint8Array[] {
  const wrong = (message: string) =>
    new InvalidInput([{ property: 'fromMetadata', code: 'required', message }]);
  if (certificates !== undefined) throw wrong('Give either certificates or fromMetadata.');
  if (!described) throw wrong('The application has no metadata to take certificates from.');
  if (described.length === 0) throw wrong(`The metadata has no ${use} certificate.`);
  return described.map((each) => Buffer.from(each));
}

/** @throws {InvalidInput} on `certificates.0` and so on, for a file that cannot be read */
async function certificateFiles(given: unknown): Promise<Uint8Array[] | undefined> {
  if (given === undefined) return undefined;
  const isSource = (one: unknown) => typeof one === 'string' || one instanceof Uint8Array;
  if (!Array.isArray(given) || !given.every(isSource))
    throw new InvalidInput([
      {
        property: 'certificates',
        code: 'type',
        message: 'It must be a list of PEM texts, paths of files, or Uint8Arrays.',
      },
    ]);
  return Promise.all((given as CertificateSource[]).map(readSource));
}

async function readSource(source: CertificateSource, position: number): Promise<Uint8Array> {
  if (typeof source !== 'string') return source;
  if (isPemText(source)) return Buffer.from(source);
  try {
    return await readBytes(resolve(source));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const message = `The file ${source.slice(0, 200)} ${error.message}`;
    throw new InvalidInput([{ property: `certificates.${position}`, code: 'unreadable', message }]);
  }
}

const below = (property: string, { faults }: InvalidInput): InvalidInput =>
  new InvalidInput(
    faults.map((fault) => ({
      ...fault,
      property: fault.property.startsWith(property)
        ? fault.property
        : `${property}.${fault.property}`,
    })),
  );
