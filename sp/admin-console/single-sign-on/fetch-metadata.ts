/** Entra's document has about 70 KiB. */
const MAX_BYTES = 1024 * 1024;
const MAX_MS = 5000;

/** Metadata that was not fetched; `message` is one sentence for the form. */
export class FetchMetadataError extends Error {
  override readonly name = 'FetchMetadataError';
}

/**
 * Fetches a federation metadata document, 1 MiB and five seconds at most. Only from this computer, or from the host of the
 * Login URL that is saved: the server must not become a way to look around in its network. Redirects are not followed, as they
 * could lead elsewhere.
 *
 * @throws {FetchMetadataError} for an address not allowed, no answer, or an answer too large
 */
export async function fetchMetadata(
  address: string,
  loginUrl: string | undefined,
): Promise<Uint8Array> {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new FetchMetadataError('This is not an http or https URL. Paste the whole address.');
  if (!isLoopback(url.hostname) && !isLoginHost(url, loginUrl))
    throw new FetchMetadataError(
      `Nothing is fetched from ${url.hostname}: only from this computer, or from the host of the SSO Login URL that is saved. Download the file and choose it instead.`,
    );
  return download(url);
}

async function download(url: URL): Promise<Uint8Array> {
  try {
    const answer = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(MAX_MS),
      headers: { accept: 'application/samlmetadata+xml, application/xml, text/xml' },
    });
    if (answer.status !== 200 || !answer.body) {
      await answer.body?.cancel();
      throw new FetchMetadataError(
        `The address answered with status ${answer.status}, not with a document. Paste the address that gives the metadata itself; redirects are not followed.`,
      );
    }
    return await readBounded(answer.body);
  } catch (error) {
    if (error instanceof FetchMetadataError) throw error;
    throw new FetchMetadataError(
      `There was no answer from ${url.host} within five seconds. Check the address, or choose a file.`,
      { cause: error },
    );
  }
}

async function readBounded(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
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

/** The URL parser has already brought `127.1` and `0x7f000001` into the form `127.0.0.1`. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** The same host, and no less protected on the way. */
function isLoginHost(url: URL, loginUrl: string | undefined): boolean {
  const login = URL.parse(loginUrl ?? '');
  if (!login || login.hostname !== url.hostname) return false;
  return url.protocol === 'https:' || login.protocol === 'http:';
}
