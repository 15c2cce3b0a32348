import {
  isLoopbackName,
  type Resolve,
  resolveBySystem,
} from '../../../web/http/allowed-address.ts';
import { pinnedGet } from '../../../web/http/pinned-get.ts';

/** Entra's document has some 70 KiB. */
const MAX_BYTES = 1024 * 1024;
const MAX_MS = 5000;

/** The metadata could not be fetched; `message` is one sentence for the form. */
export class FetchMetadataError extends Error {
  override readonly name = 'FetchMetadataError';
}

/**
 * Fetches a federation metadata document of at most 1 MiB within five seconds, from this computer or from the origin of the
 * saved Login URL only: the server must not become a way to explore its network. The administrator chooses that URL, so its
 * host must not resolve to an internal address, and the request goes to the address that was checked. Redirects are not followed, as they could lead elsewhere.
 *
 * @throws {FetchMetadataError} for a URL that is not allowed, no answer, or an answer that is too large
 */
export async function fetchMetadata(
  address: string,
  loginUrl: string | undefined,
  resolve: Resolve = resolveBySystem,
): Promise<Uint8Array> {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new FetchMetadataError('This is not an http or https URL. Paste the whole address.');
  if (!isLoopbackName(url.hostname) && url.origin !== URL.parse(loginUrl ?? '')?.origin)
    throw new FetchMetadataError(
      `Metadata is not fetched from ${url.host}, only from this computer or from the host and port of the saved SSO Login URL. Download the file and choose it instead.`,
    );
  try {
    return await download(url, resolve);
  } catch (error) {
    if (error instanceof FetchMetadataError) throw error;
    // One sentence for all causes: the form must not reveal which hosts and ports exist in our network.
    throw new FetchMetadataError(
      `There was no answer from ${url.host} within five seconds, or it is an address in a private network. Check the address, or choose a file.`,
      { cause: error },
    );
  }
}

async function download(url: URL, resolve: Resolve): Promise<Uint8Array> {
  const answer = await pinnedGet(url, {
    timeout: MAX_MS,
    accept: 'application/samlmetadata+xml, application/xml, text/xml',
    resolve,
  });
  if (answer.statusCode === 200) return readBounded(answer);
  answer.destroy();
  throw new FetchMetadataError(
    `The address answered with status ${answer.statusCode}, not with a document. Paste the address of the metadata itself; redirects are not followed.`,
  );
}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > MAX_BYTES)
      throw new FetchMetadataError('The document is larger than 1 MiB, too large for metadata.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
