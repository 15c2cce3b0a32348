import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type Certificate, readCertificate } from '../certs/certificate.ts';
import { CertificateError } from '../certs/errors.ts';
import { SamlError } from '../saml/errors.ts';
import { openIdpMetadata } from '../saml/idp-metadata.ts';
import { postEndpoint, readSpDescriptor } from '../saml/sp-descriptor.ts';
import { decodeText } from '../text-files/decode-text.ts';

/** What is known besides the capture; everything is optional. */
export interface Given {
  /** Of the identity provider: trusted to sign. */
  readonly certificates: readonly Certificate[];
  /** Entity ID of the identity provider, from its metadata. */
  readonly idpEntityId?: string;
  readonly serviceProvider?: {
    readonly entityId: string;
    /** Assertion consumer services by HTTP-POST, the default first. */
    readonly acsUrls: readonly string[];
    /** Single logout services. */
    readonly logoutUrls?: readonly string[];
    /** Trusted to sign its requests. */
    readonly certificates?: readonly Certificate[];
    /** Its metadata says that it signs its AuthnRequests. */
    readonly signsAuthnRequests?: boolean;
  };
  /** Of the service provider: may decrypt. */
  readonly keys: readonly KeyObject[];
  /** The time to judge at; default is that of the capture. */
  readonly asOf?: Date;
  readonly skewSeconds: number;
}

/** A file by its name, for sentences. */
export interface NamedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface GivenFiles {
  readonly certificates?: readonly NamedFile[];
  readonly metadata?: NamedFile | undefined;
  readonly spMetadata?: NamedFile | undefined;
  readonly keys?: readonly NamedFile[];
}

/** A file that is not what it was given as; one sentence. */
export class GivenFault extends Error {
  override readonly name = 'GivenFault';
}

/**
 * Reads the files that were given beside a capture.
 *
 * @throws {GivenFault} for the first that is not what it should be
 */
export function readGiven(
  files: GivenFiles,
  { asOf, skewSeconds = 0 }: { asOf?: Date | undefined; skewSeconds?: number } = {},
): Given {
  const { certificates = [], metadata, spMetadata, keys = [] } = files;
  const idp = metadata && reading(metadata, 'metadata of an identity provider', readIdp);
  const sp = spMetadata && reading(spMetadata, 'metadata of a service provider', readSp);
  const own = certificates.map((file) => reading(file, 'a certificate', readCertificate));
  return {
    certificates: [...own, ...(idp?.certificates ?? [])],
    ...(idp && { idpEntityId: idp.entityId }),
    ...(sp && { serviceProvider: sp }),
    keys: keys.map((file) => reading(file, 'a private key', readKey)),
    ...(asOf && { asOf }),
    skewSeconds,
  };
}

function reading<Result>(
  { name, content }: NamedFile,
  what: string,
  read: (content: Uint8Array) => Result,
): Result {
  try {
    return read(content);
  } catch (error) {
    const known = [SamlError, CertificateError, NotAKey].some((kind) => error instanceof kind);
    if (!known || !(error instanceof Error)) throw error;
    throw new GivenFault(`${name} is not ${what}. ${error.message}`);
  }
}

function readIdp(content: Uint8Array) {
  using received = openIdpMetadata(content);
  const { entityId, signingCertificates } = received.descriptor;
  return { entityId, certificates: signingCertificates.map(fromBase64) };
}

const fromBase64 = (base64: string) => readCertificate(Buffer.from(base64, 'base64'));

function readSp(content: Uint8Array) {
  const descriptor = readSpDescriptor(content);
  const first = postEndpoint(descriptor)?.location;
  const all = descriptor.acs.map(({ location }) => location);
  return {
    entityId: descriptor.entityId,
    acsUrls: [...new Set([...(first === undefined ? [] : [first]), ...all])],
    logoutUrls: descriptor.singleLogout.map(({ location }) => location),
    certificates: descriptor.signingCertificates.map(fromBase64),
    signsAuthnRequests: descriptor.signsAuthnRequests,
  };
}

class NotAKey extends Error {}

function readKey(content: Uint8Array): KeyObject {
  const text = decodeText(content);
  const [pem] =
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/.exec(text) ?? [];
  try {
    return pem === undefined
      ? createPrivateKey({ key: Buffer.from(content), format: 'der', type: 'pkcs8' })
      : createPrivateKey(pem);
  } catch (error) {
    const locked = /ENCRYPTED|passphrase|MISSING_PASSPHRASE/i.test(`${pem} ${String(error)}`);
    throw new NotAKey(
      locked
        ? 'It is protected with a password: remove that first, for example with openssl pkey -in FILE.'
        : 'Give a PEM file with the private key of the encryption certificate.',
    );
  }
}
