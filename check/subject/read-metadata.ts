import { readFile } from 'node:fs/promises';
import { SamlError } from '../../saml/errors.ts';
import { binding } from '../../saml/names.ts';
import { postEndpoint, readSpDescriptor, type SpDescriptor } from '../../saml/sp-descriptor.ts';
import { type Connections, type Request, where } from '../agent/exchange.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import { wantsAssertionsSigned } from './wants-assertions-signed.ts';

/** What the metadata of the target says, and its one endpoint for Responses. */
export interface DescribedTarget extends SpDescriptor {
  /** Takes Responses by HTTP-POST. */
  readonly postAcs: string;
  /** WantAssertionsSigned (SAML Metadata 2.4.4). */
  readonly wantsAssertionsSigned: boolean;
}

/**
 * Reads the metadata of the target from an http or https address or a file.
 *
 * @throws {CheckFault} `unreachable`, `timeout`, `not_metadata`, `rate_limited`
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
      `What ${isUrl ? where(source) : source} holds is not the metadata of a service provider: ${error.message} Check --sp-metadata.`,
    );
  }
  const acs = postEndpoint(descriptor);
  if (!acs)
    throw new CheckFault(
      'not_metadata',
      `The metadata ${isUrl ? where(source) : source} names no AssertionConsumerService with the binding ${binding.post}. Add one: responses come by HTTP-POST only.`,
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
      // To the same host only: nobody has said that another one may be asked.
      if (!moved || onward.hostname !== new URL(url).hostname)
        throw new CheckFault(
          'not_metadata',
          `The metadata address ${where(url)} answers with status ${status}. Check --sp-metadata.`,
        );
      next = { ...next, url: onward.href };
    }
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    throw unreachable(error, 'Start the service provider, or check --sp-metadata.');
  }
  throw new CheckFault(
    'not_metadata',
    `The metadata address ${where(url)} redirects without end. Check --sp-metadata.`,
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
        ? `There is no file ${path}. Give --sp-metadata the address or the file of the service provider's metadata.`
        : `The file ${path} cannot be read (${code}). Check --sp-metadata.`,
    );
  }
}

/** An exchange that failed before anything could be checked, as a fault of the whole. */
export function unreachable(error: ExchangeError, advice: string): CheckFault {
  const code = error.code === 'timeout' ? 'timeout' : 'unreachable';
  return new CheckFault(code, `${error.message} ${advice}`);
}
