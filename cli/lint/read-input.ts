import { createReadStream } from 'node:fs';
import { MAX_INPUT_BYTES, NotLintable } from '../../lint/index.ts';

/** In milliseconds, for a whole answer. */
const PATIENCE = 10_000;
const MAX_REDIRECTS = 5;

export interface Input {
  /** For sentences. */
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * Reads one input of the command line: a file, `-` for standard input, a URL that is fetched, or a URL that is itself a message.
 *
 * @throws {NotLintable} when it cannot be read; one sentence
 */
export async function readInput(input: string): Promise<Input> {
  if (/^https?:\/\//i.test(input))
    return carriesMessage(input)
      ? { name: 'the URL', content: Buffer.from(input) }
      : { name: nameOf(input), content: await download(wellFormed(input)) };
  const isInput = input === '-';
  const name = isInput ? 'standard input' : input;
  try {
    return {
      name,
      content: await bounded(name, isInput ? process.stdin : createReadStream(input)),
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    throw new NotLintable(
      code === 'EISDIR'
        ? `${name} is a folder. Name a file in it.`
        : `${name} cannot be read (${code}).`,
    );
  }
}

const carriesMessage = (url: string) => /[?&]SAML(?:Request|Response)=/.test(url);

/** @throws {NotLintable} for an address that cannot be fetched, or holds a password */
function wellFormed(input: string): string {
  const url = URL.parse(input);
  if (!url) throw new NotLintable(`${nameOf(input)} is not a well-formed address.`);
  if (url.username || url.password)
    throw new NotLintable('The URL contains a user name or password: save the file and give that.');
  return url.href;
}

/** Follows redirects as far as one that carries a message, which is what a URL that starts a sign-in leads to. */
async function download(url: string): Promise<Uint8Array> {
  const name = nameOf(url);
  let next = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const answer = await get(next, name);
    const location = answer.headers.get('location');
    const onward = location === null ? null : URL.parse(location, next);
    if (answer.status >= 300 && answer.status < 400 && onward) {
      await answer.body?.cancel();
      if (carriesMessage(onward.href)) return Buffer.from(onward.href);
      if (!/^https?:$/.test(onward.protocol)) break;
      next = onward.href;
      continue;
    }
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new NotLintable(`${name} answers with status ${answer.status}: check the address.`);
    }
    return bounded(name, answer.body ?? []).catch((error: unknown) => {
      throw error instanceof NotLintable ? error : unreachable(name, error);
    });
  }
  throw new NotLintable(`${name} redirects on and on, and to no message: check the address.`);
}

const get = (url: string, name: string): Promise<Response> =>
  fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE),
    headers: { accept: 'application/samlmetadata+xml, application/xml;q=0.9, */*;q=0.8' },
  }).catch((error: unknown) => {
    throw unreachable(name, error);
  });

/** Without its query or a password, which are secrets. */
const nameOf = (url: string) => url.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');

function unreachable(name: string, error: unknown): NotLintable {
  if (error instanceof Error && error.name === 'TimeoutError')
    return new NotLintable(`${name} gives no answer within ${PATIENCE / 1000} seconds.`);
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  const code =
    cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : String(error));
  return new NotLintable(
    /CERT|SIGNED|SSL|TLS/.test(code)
      ? `${name} has a certificate that is not trusted (${code}): set NODE_EXTRA_CA_CERTS, or save the file and give that.`
      : `${name} cannot be reached (${code}): check the address, and whether its server runs.`,
  );
}

async function bounded(
  name: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_INPUT_BYTES)
      throw new NotLintable(
        `${name} has more than ${MAX_INPUT_BYTES / 1024 / 1024} MiB: give the metadata or the request alone.`,
      );
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
