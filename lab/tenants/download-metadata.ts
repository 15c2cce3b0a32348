import { isBlockedPort } from '../../web/http/blocked-ports.ts';
import { pinnedGet } from '../../web/http/pinned-get.ts';
import { LabError, type Wording } from '../errors.ts';

/** In ms; a service provider that starts takes a moment. */
const TIMEOUT = 10_000;

/** In bytes. Metadata of a service provider has a few kilobytes. */
const MAX_BYTES = 1024 * 1024;

interface Download {
  /**
   * Whether somebody on another machine chose the URL: then it must lead to this machine or to the internet, and not into the network of the
   * machine, and redirects are not followed.
   */
  readonly forStranger?: boolean | undefined;
}

/**
 * Downloads metadata, at most 1 MiB within 10 seconds, and follows redirects.
 *
 * @param url http or https
 * @throws {LabError} `metadata_unreadable`, with one sentence that names the URL
 */
export async function downloadMetadata(
  url: string,
  { forStranger = false }: Download = {},
): Promise<Uint8Array> {
  const unreadable = (sentence: string | Wording) =>
    new LabError('metadata_unreadable', (option, reader) => {
      const why = typeof sentence === 'string' ? sentence : sentence(option, reader);
      return `No metadata at ${url}: ${why}`;
    });
  try {
    const body = forStranger ? await answerForStranger(url) : await answerOf(url);
    if (typeof body === 'string') throw unreadable(body);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_BYTES)
        throw unreadable('the answer is larger than 1 MiB, the limit. Correct the URL.');
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof LabError) throw error;
    // One sentence for all causes: it must not reveal which hosts and ports exist in the network of the lab.
    throw unreadable(forStranger ? NOT_FOR_STRANGERS : causeInWords(error, url));
  }
}

const NOT_FOR_STRANGERS =
  'there is no answer within 10 seconds, or the address is in a private network, from which a lab that others can reach fetches nothing. Send the XML.';

/** @returns the body, or why there is none */
async function answerOf(url: string): Promise<AsyncIterable<Uint8Array> | string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
  if (answer.ok) return answer.body ?? nothing();
  await answer.body?.cancel();
  return statusInWords(answer);
}

async function answerForStranger(url: string): Promise<AsyncIterable<Uint8Array> | string> {
  const answer = await pinnedGet(new URL(url), {
    timeout: TIMEOUT,
    accept: 'application/samlmetadata+xml, application/xml, text/xml',
  });
  const { statusCode = 0 } = answer;
  if (statusCode === 200) return answer;
  answer.destroy();
  return `the service provider answers with status ${statusCode}; a lab that others can reach follows no redirects. Correct the URL, or send the XML.`;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function statusInWords({ status, redirected, url }: Response): string {
  const from = redirected ? `after a redirect, ${url}` : 'the service provider';
  const what =
    status === 401 || status === 403 ? 'Let it answer without a sign-in' : 'Correct the URL';
  return `${from} answers with status ${status}. ${what}.`;
}

/** What undici says, by the code of its cause (https://nodejs.org/api/errors.html, OpenSSL's verification codes). */
function causeInWords(error: unknown, address: string): string | Wording {
  const { name, cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError')
    return 'there is no whole answer within 10 seconds. See whether the service provider hangs.';
  const code = cause?.code ?? '';
  const { port = '' } = URL.parse(address) ?? {};
  if (cause?.message === 'bad port')
    return (_, reader) =>
      `programs and browsers connect to no web server on ${isBlockedPort(Number(port)) ? `port ${port}` : 'this port'}, which is another protocol's. Let the service provider listen on another port, or ${reader === 'http' ? 'send the XML' : 'save the metadata and give the file'}.`;
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
