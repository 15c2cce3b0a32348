import { resolve } from 'node:path';
import { readCertificate } from '../../certs/certificate.ts';
import { CertificateError } from '../../certs/errors.ts';
import { metadataFaults } from '../../idp/index.ts';
import { SamlError } from '../../saml/errors.ts';
import { loadLibxml2 } from '../../saml/libxml2.ts';
import { readSpDescriptor, type SpDescriptor } from '../../saml/sp-descriptor.ts';
import { decodeText } from '../../text-files/decode-text.ts';
import { LabError } from '../errors.ts';
import { readBytes, UnreadableFile } from '../settings/read-file.ts';
import { downloadMetadata } from './download-metadata.ts';

/** Of a service provider: XML, an http or https URL, or the path of a file. */
export type MetadataSource = string | URL | Uint8Array;

interface Reading {
  /** Metadata that was valid until an earlier instant is of no use. */
  readonly now: Date;
  /** What the path of a file is relative to. Default: the working directory. */
  readonly folder?: string | undefined;
  /** Whether somebody on another machine gives the source; see `downloadMetadata`. */
  readonly forStranger?: boolean | undefined;
}

/**
 * Reads the metadata of a service provider that the identity provider can use.
 *
 * @throws {LabError} `metadata_unreadable`, with one sentence that names the URL or the file, when it cannot be read, is something else, has
 *   expired, has no AssertionConsumerService for HTTP-POST, or has a certificate that is none
 */
export async function readServiceProvider(
  source: MetadataSource,
  { now, folder, forStranger }: Reading,
): Promise<SpDescriptor> {
  const name = metadataName(source);
  const xml = await bytesOf(source, { folder, forStranger });
  await loadLibxml2(); // a settings file may be read before any site is built
  const descriptor = describe(name, xml);
  const [fault] = metadataFaults(descriptor, now);
  if (fault) throw unusable(fault.message.replace(/^This metadata/, name));
  mustHaveCertificates(name, descriptor);
  return descriptor;
}

/** What a sentence calls the metadata: `The metadata at http://localhost:3000/metadata`. */
export function metadataName(source: MetadataSource): string {
  const address = addressIn(source);
  if (address === undefined) return 'The metadata';
  return isHttp(address) ? `The metadata at ${address}` : `The metadata file ${address}`;
}

const isHttp = (address: string) => /^https?:/i.test(address);

/** @returns undefined for XML */
function addressIn(source: MetadataSource): string | undefined {
  const text = source instanceof Uint8Array ? '<' : String(source).trim();
  return text.replace(/^\uFEFF/, '').startsWith('<') ? undefined : text;
}

async function bytesOf(
  source: MetadataSource,
  { folder = '', forStranger }: Omit<Reading, 'now'>,
): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  const address = addressIn(source);
  if (address === undefined) return Buffer.from(String(source));
  if (isHttp(address)) return downloadMetadata(address, { forStranger });
  try {
    return await readBytes(
      address.startsWith('file:') ? new URL(address) : resolve(folder, address),
    );
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw unusable(`The metadata file ${address} ${error.message} Give a path that can be read.`);
  }
}

function describe(name: string, xml: Uint8Array): SpDescriptor {
  try {
    return readSpDescriptor(xml);
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    const { code, message, at } = error;
    if (code === 'wrong_message' && isOfIdentityProvider(xml))
      throw unusable(
        `${name} is that of an identity provider (IDPSSODescriptor): give the metadata of your service provider, with an SPSSODescriptor.`,
      );
    if (/more than one/.test(message))
      throw unusable(
        `${name} describes more than one service provider: give metadata with one EntityDescriptor that has an SPSSODescriptor.`,
      );
    const where = at ? ` (line ${at.line})` : '';
    const why = message.replace(/^The (?:message|metadata)\b/, 'it').replace(/^It\b/, 'it');
    throw unusable(
      `${name} is not the metadata of a service provider: ${why.replace(/\.$/, where)}. Give the EntityDescriptor itself.`,
    );
  }
}

function isOfIdentityProvider(xml: Uint8Array): boolean {
  try {
    return /<(?:[\w.-]+:)?IDPSSODescriptor[\s>]/.test(decodeText(xml));
  } catch {
    return false;
  }
}

function mustHaveCertificates(name: string, descriptor: SpDescriptor): void {
  const { signingCertificates, encryptionCertificates } = descriptor;
  for (const certificate of [...signingCertificates, ...encryptionCertificates]) {
    try {
      readCertificate(Buffer.from(certificate));
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error;
      throw unusable(
        `${name} has an X509Certificate ("${certificate.slice(0, 20)}") that is not a certificate: mend it, or leave its KeyDescriptor out.`,
      );
    }
  }
}

const unusable = (message: string) => new LabError('metadata_unreadable', message);
