import { readFile } from 'node:fs/promises';
import { readCertificate } from '../../certs/certificate.ts';
import { CertificateError } from '../../certs/errors.ts';
import { SamlError } from '../../saml/errors.ts';
import { binding } from '../../saml/names.ts';
import { postEndpoint, readSpDescriptor, type SpDescriptor } from '../../saml/sp-descriptor.ts';
import { type Connections, type Request, where } from '../agent/exchange.ts';
import { CheckFault, ExchangeError } from '../errors.ts';

/** The metadata of the target, and its endpoint for Responses. */
export interface DescribedTarget extends SpDescriptor {
  /** URL of the assertion consumer service with the POST binding. */
  readonly postAcs: string;
  /** Why an encryption certificate cannot be used, if one cannot; those that can are in `encryptionCertificates`. */
  readonly unreadableCertificate: string | undefined;
}

/**
 * Reads the metadata of the target from an http or https URL or a file.
 *
 * @throws {CheckFault} `unreachable`, `timeout` or `rate_limited` when it cannot be downloaded
 * @throws {CheckFault} `not_metadata` when it is missing, expired, or not the metadata of one service provider with a POST endpoint
 */
export async function readTargetMetadata(
  source: string,
  connections: Connections,
  now: Date,
): Promise<DescribedTarget> {
  const isUrl = /^https?:\/\//i.test(source);
  const xml = isUrl ? await download(source, connections) : await load(source);
  let descriptor: SpDescriptor;
  try {
    descriptor = readSpDescriptor(xml);
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    throw new CheckFault(
      'not_metadata',
      `${isUrl ? where(source) : source} is not the metadata of a service provider: ${error.message} Check --sp-metadata.`,
    );
  }
  const place = isUrl ? where(source) : source;
  const { validUntil } = descriptor;
  if (validUntil && validUntil <= now)
    throw new CheckFault(
      'not_metadata',
      `The metadata ${place} expired at ${validUntil.toISOString()} (validUntil). Export it again from your service provider.`,
    );
  const acs = postEndpoint(descriptor);
  if (!acs)
    throw new CheckFault(
      'not_metadata',
      `The metadata ${place} has no AssertionConsumerService with the binding ${binding.post}. Add one: the check sends responses by HTTP-POST.`,
    );
  if (acs.location.includes('*'))
    throw new CheckFault(
      'not_metadata',
      `The metadata ${place} has an AssertionConsumerService with the Location ${acs.location}, which is a pattern. Write the URL that receives the responses.`,
    );
  return { ...descriptor, ...usableCertificates(descriptor), postAcs: acs.location };
}

/** The encryption certificates that the check can encrypt for: X.509 with an RSA key. */
function usableCertificates({ encryptionCertificates }: SpDescriptor) {
  let unreadableCertificate: string | undefined;
  const usable = encryptionCertificates.filter((certificate) => {
    try {
      const { publicKey } = readCertificate(Buffer.from(certificate, 'latin1'));
      if (publicKey.asymmetricKeyType === 'rsa') return true;
      unreadableCertificate ??= `its key type is ${publicKey.asymmetricKeyType}, and the check encrypts for RSA keys only`;
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error;
      unreadableCertificate ??= 'it is not the Base64 of a certificate';
    }
    return false;
  });
  return { encryptionCertificates: usable, unreadableCertificate };
}

async function download(url: string, connections: Connections): Promise<Uint8Array> {
  let next: Request = {
    method: 'GET',
    url,
    headers: { accept: 'application/samlmetadata+xml, application/xml;q=0.9, */*;q=0.8' },
  };
  try {
    for (let hop = 0; hop <= 3; hop++) {
      const { status, headers, body } = await connections.send(next);
      if (status >= 200 && status < 300) return body;
      const onward = headers.location && URL.parse(headers.location, next.url);
      const moved = onward && status >= 300 && status < 400;
      // Only to the same host: the user has not allowed requests to another one.
      if (!moved || onward.hostname !== new URL(url).hostname)
        throw new CheckFault(
          'not_metadata',
          `The metadata URL ${where(url)} responds with status ${status}. Check --sp-metadata.`,
        );
      next = { ...next, url: onward.href };
    }
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    throw unreachable(error, 'Start the service provider, or check --sp-metadata.');
  }
  throw new CheckFault(
    'not_metadata',
    `The metadata URL ${where(url)} redirects endlessly. Check --sp-metadata.`,
  );
}

async function load(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CheckFault(
      'not_metadata',
      code === 'ENOENT'
        ? `There is no file ${path}. Set --sp-metadata to the URL or file of your service provider's metadata.`
        : `Cannot read the file ${path} (${code}). Check --sp-metadata.`,
    );
  }
}

/** Turns a failed request at the start of a check into the fault that ends it. */
export function unreachable(error: ExchangeError, advice: string): CheckFault {
  const code = error.code === 'timeout' ? 'timeout' : 'unreachable';
  return new CheckFault(code, `${error.message} ${advice}`);
}
