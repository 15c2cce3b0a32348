import type { LookupAddress } from 'node:dns';
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isAllowed, isLoopbackName, type Resolve, resolveBySystem } from './allowed-address.ts';

/** Entra's document has about 70 KiB. */
const MAX_BYTES = 1024 * 1024;
const MAX_MS = 5000;

/** Metadata that was not fetched; `message` is one sentence for the form. */
export class FetchMetadataError extends Error {
  override readonly name = 'FetchMetadataError';
}

/**
 * Fetches a federation metadata document, 1 MiB and five seconds at most. Only from this computer, or from the origin of the
 * Login URL that is saved: the server must not become a way to look around in its network. The administrator chooses that URL, so what its
 * host resolves to must be no internal address, and that very address is asked. Redirects are not followed, as they could lead elsewhere.
 *
 * @throws {FetchMetadataError} for an address not allowed, no answer, or an answer too large
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
      `Nothing is fetched from ${url.host}: only from this computer, or from the host and port of the SSO Login URL that is saved. Download the file and choose it instead.`,
    );
  try {
    return await download(url, await addressOf(url, resolve));
  } catch (error) {
    if (error instanceof FetchMetadataError) throw error;
    // One sentence for all of it: which hosts and ports there are in our network is not for this form to say.
    throw new FetchMetadataError(
      `There was no answer from ${url.host} within five seconds, or it is an address in a private network. Check the address, or choose a file.`,
      { cause: error },
    );
  }
}

/** The address to ask. @throws {Error} when the name has none, or one that is not allowed: it might be the next to be asked */
async function addressOf({ hostname }: URL, resolve: Resolve): Promise<LookupAddress> {
  const found = await resolve(hostname.replace(/^\[|\]$/g, ''));
  const [first] = found;
  if (!first || !found.every(isAllowed)) throw new Error(`${hostname} is no address to ask.`);
  return first;
}

async function download(url: URL, address: LookupAddress): Promise<Uint8Array> {
  const answer = await request(url, address);
  if (answer.statusCode === 200) return readBounded(answer);
  answer.destroy();
  throw new FetchMetadataError(
    `The address answered with status ${answer.statusCode}, not with a document. Paste the address that gives the metadata itself; redirects are not followed.`,
  );
}

function request(url: URL, { address, family }: LookupAddress): Promise<IncomingMessage> {
  // The name is not looked up again: a second answer could be another one (DNS rebinding).
  const pinned: LookupFunction = (_hostname, { all }, found) =>
    all ? found(null, [{ address, family }]) : found(null, address, family);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const get = url.protocol === 'https:' ? getHttps : getHttp;
  get(
    url,
    {
      lookup: pinned,
      agent: false,
      signal: AbortSignal.timeout(MAX_MS),
      headers: { accept: 'application/samlmetadata+xml, application/xml, text/xml' },
    },
    resolve,
  ).on('error', reject);
  return promise;
}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > MAX_BYTES)
      throw new FetchMetadataError('The document is larger than 1 MiB, which no metadata is.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
