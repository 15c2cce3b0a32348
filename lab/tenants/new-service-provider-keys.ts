import { resolve } from 'node:path';
import type { Directory } from '../../idp/index.ts';
import { type Fault, InvalidInput } from '../../input/invalid-input.ts';
import type { SpDescriptor } from '../../saml/sp-descriptor.ts';
import { isPemText } from '../service-provider-keys/certificate-text.ts';
import { setEncryption } from '../service-provider-keys/encryption.ts';
import { setSignedRequests } from '../service-provider-keys/signed-requests.ts';
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

/** Signed requests of a new application. */
export interface NewRequestSignatureVerification {
  /** Of the service provider, in the order in which they are added: without a key identifier, the last two count. */
  readonly certificates?: readonly CertificateSource[] | undefined;
  /** Whether the signing certificates of `metadata` are taken, in place of `certificates`. */
  readonly fromMetadata?: boolean | undefined;
  /** Whether requests must be signed. Default: true. */
  readonly isSignedRequestRequired?: boolean | undefined;
  /** Whether RSA-SHA1 counts. Default: null, RSA-SHA256 only. */
  readonly allowedWeakAlgorithms?: 'rsaSha1' | null | undefined;
}

const SIGNED = 'requestSignatureVerification';

/**
 * @param descriptor of the metadata, if the application has any
 * @throws {InvalidInput} on `requestSignatureVerification`, or a property below it
 */
export async function requireSignedRequests(
  directory: Directory,
  servicePrincipalId: string,
  verification: NewRequestSignatureVerification,
  descriptor: SpDescriptor | undefined,
): Promise<void> {
  requireShape(SIGNED, verification, [
    'certificates',
    'fromMetadata',
    'isSignedRequestRequired',
    'allowedWeakAlgorithms',
  ]);
  const { certificates: given, fromMetadata = false, ...settings } = verification;
  try {
    const certificates = fromMetadata
      ? filesOf(descriptor?.signingCertificates, given, 'signing')
      : await certificateFiles(given);
    await setSignedRequests(directory, servicePrincipalId, { ...settings, certificates });
  } catch (error) {
    throw error instanceof InvalidInput ? below(SIGNED, error) : error;
  }
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
  requireShape('encryption', encryption, ['certificates', 'fromMetadata', 'active', 'method']);
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

function requireShape(property: string, given: unknown, names: readonly string[]): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new InvalidInput([
      {
        property,
        code: 'type',
        message: `It must be an object with ${names.join(', ')}.`,
      },
    ]);
  const faults = unknownNames(given, names, 'property').map(
    ({ name, sentence }): Fault => ({
      property: `${property}.${name}`,
      code: 'unknown_property',
      message: sentence,
    }),
  );
  if (faults.length > 0) throw new InvalidInput(faults);
}

function filesOf(
  described: readonly string[] | undefined,
  certificates: unknown,
  use: 'encryption' | 'signing',
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
