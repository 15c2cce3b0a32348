import { readFile } from 'node:fs/promises';
import { attribute } from '../../saml/dom.ts';
import { MAX_METADATA_BYTES, onlyProvider } from '../../saml/entity-descriptor.ts';
import { SamlError } from '../../saml/errors.ts';
import { binding } from '../../saml/names.ts';
import { parseXml } from '../../saml/parse.ts';
import { postEndpoint, readSpDescriptor, type SpDescriptor } from '../../saml/sp-descriptor.ts';
import { type Connections, type Request, where } from '../agent/exchange.ts';
import { CheckFault, ExchangeError } from '../errors.ts';

/** The metadata of the target, and its endpoint for Responses. */
export interface DescribedTarget extends SpDescriptor {
  /** URL of the assertion consumer service with the POST binding. */
  readonly postAcs: string;
  /** WantAssertionsSigned (SAML Metadata 2.4.4). */
  readonly wantsAssertionsSigned: boolean;
}

/**
 * Reads the metadata of the target from an http or https URL or a file.
 *
 * @throws {CheckFault} `unreachable`, `timeout` or `rate_limited` when it cannot be downloaded
 * @throws {CheckFault} `not_metadata` when it is missing, or not the metadata of one service provider with a POST endpoint
 */
export async function readTargetMetadata(
  source: string,
  connections: Connections,
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
  const acs = postEndpoint(descriptor);
  if (!acs)
    throw new CheckFault(
      'not_metadata',
      `The metadata ${isUrl ? where(source) : source} has no AssertionConsumerService with the binding ${binding.post}. Add one: the check sends responses by HTTP-POST.`,
    );
  return {
    ...descriptor,
    postAcs: acs.location,
    wantsAssertionsSigned: wantsAssertionsSigned(xml),
  };
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

/**
 * Whether the metadata of a service provider requires the Assertion itself to be signed (SAML Metadata 2.4.4; xs:boolean, default false).
 *
 * @throws {SamlError} as `readSpDescriptor` does
 */
function wantsAssertionsSigned(xml: Uint8Array): boolean {
  const document = parseXml(xml, { maxBytes: MAX_METADATA_BYTES });
  try {
    const { role } = onlyProvider(document.root, 'SPSSODescriptor');
    return /^\s*(true|1)\s*$/.test(attribute(role, 'WantAssertionsSigned') ?? '');
  } finally {
    document.dispose();
  }
}
