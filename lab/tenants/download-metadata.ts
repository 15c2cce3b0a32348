import { LabError, type Wording } from '../errors.ts';

/** In ms; a service provider that starts takes a moment. */
const TIMEOUT = 10_000;

/** In bytes. Metadata of a service provider has a few kilobytes. */
const MAX_BYTES = 1024 * 1024;

/**
 * Downloads metadata, at most 1 MiB within 10 seconds, and follows redirects.
 *
 * @param url http or https
 * @throws {LabError} `metadata_unreadable`, with one sentence that names the URL
 */
export async function downloadMetadata(url: string): Promise<Uint8Array> {
  const unreadable = (sentence: string | Wording) =>
    new LabError('metadata_unreadable', (option, reader) => {
      const why = typeof sentence === 'string' ? sentence : sentence(option, reader);
      return `No metadata at ${url}: ${why}`;
    });
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
    if (!answer.ok) {
      await answer.body?.cancel();
      throw unreadable(statusInWords(answer));
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body ?? []) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_BYTES)
        throw unreadable('the answer is larger than 1 MiB, the limit. Correct the URL.');
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw unreadable(causeInWords(error));
  }
}

function statusInWords({ status, redirected, url }: Response): string {
  const from = redirected ? `after a redirect, ${url}` : 'the service provider';
  const what =
    status === 401 || status === 403 ? 'Let it answer without a sign-in' : 'Correct the URL';
  return `${from} answers with status ${status}. ${what}.`;
}

/** What undici says, by the code of its cause (https://nodejs.org/api/errors.html, OpenSSL's verification codes). */
function causeInWords(error: unknown): string | Wording {
  const { name, cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError')
    return 'there is no whole answer within 10 seconds. See whether the service provider hangs.';
  const code = cause?.code ?? '';
  if (code === 'ECONNREFUSED')
    return 'nothing listens there (ECONNREFUSED). Start the service provider first, or correct the port.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `there is no host of this name (${code}). Correct the URL.`;
  if (code === 'ERR_INVALID_URL') return 'this is not a URL. Correct it.';
  if (/redirect count/.test(cause?.message ?? ''))
    return 'it redirects in a circle, or more than 20 times. Let it answer without a sign-in, or correct the URL.';
  if (/CERT|SIGNATURE|ISSUER|ALTNAME/.test(code))
    return (_, reader) =>
      `its https certificate is not trusted (${code}). Name the file of its authority in NODE_EXTRA_CA_CERTS, or ${reader === 'http' ? 'send the XML' : 'save the metadata and give the file'}.`;
  return `the connection fails (${code || cause?.message || message}). See whether the service provider answers there.`;
}
