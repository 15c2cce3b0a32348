import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import {
  type Capture,
  type Given,
  GivenFault,
  type NamedFile,
  NothingFound,
  readCapture,
  readGiven,
} from '../../explain/index.ts';
import { parseInstant } from '../../saml/instant.ts';

/** Limits for `@fastify/multipart`, in bytes. A capture is read as a stream, so that its size needs little memory. */
export const uploadLimits = {
  fileSize: 512 * 1024 * 1024,
  fieldSize: 4 * 1024 * 1024,
  files: 20,
  fields: 20,
  parts: 40,
} as const;

/** In bytes, of a certificate, metadata or a key. */
const MAX_BESIDE = 4 * 1024 * 1024;

/** What a form holds; `problems` are sentences about what could not be read. */
export interface Upload {
  readonly captures: readonly Capture[];
  readonly given: Given | undefined;
  readonly showSecrets: boolean;
  readonly problems: readonly string[];
}

/** Reads the form of the page: captures as they arrive, then what is given beside them. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  const captures: Capture[] = [];
  const problems: string[] = [];
  const beside = new Map<string, NamedFile[]>();
  const fields = new Map<string, string>();
  const capture = async (name: string, chunks: AsyncIterable<Uint8Array>) => {
    try {
      captures.push(await readCapture({ name, chunks }));
    } catch (error) {
      if (!(error instanceof NothingFound)) throw error;
      problems.push(error.message);
    }
  };
  for await (const part of request.parts() as AsyncIterable<Multipart>) {
    if (part.type === 'field') fields.set(part.fieldname, String(part.value));
    else if (part.filename === '')
      part.file.resume(); // no file was chosen
    else if (part.fieldname === 'capture') {
      await capture(part.filename, part.file);
      part.file.resume();
      if (part.file.truncated)
        problems.push(
          `${part.filename} is larger than 512 MiB: use samlab explain on the command line.`,
        );
    } else await keep(part, beside, problems);
  }
  const text = fields.get('text')?.trim() ?? '';
  if (text !== '') await capture('the pasted text', chunksOf(text));
  if (captures.length === 0 && problems.length === 0)
    problems.push('Choose a file, or paste a message, a URL or a line of a log.');
  return {
    captures,
    given: givenOf(beside, fields, problems),
    showSecrets: fields.has('showSecrets'),
    problems,
  };
}

async function* chunksOf(text: string) {
  yield Buffer.from(text);
}

async function keep(
  { fieldname, filename: name, file }: MultipartFile,
  beside: Map<string, NamedFile[]>,
  problems: string[],
): Promise<void> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BESIDE) parts.push(chunk);
  }
  if (size > MAX_BESIDE)
    problems.push(`${name} is larger than 4 MiB, and is not ${whatIs[fieldname] ?? 'needed'}.`);
  else
    beside.set(fieldname, [
      ...(beside.get(fieldname) ?? []),
      { name, content: Buffer.concat(parts) },
    ]);
}

const whatIs: Readonly<Record<string, string>> = {
  certificate: 'a certificate',
  metadata: 'metadata of one identity provider',
  spMetadata: 'metadata of one service provider',
  key: 'a private key',
};

function givenOf(
  beside: ReadonlyMap<string, NamedFile[]>,
  fields: ReadonlyMap<string, string>,
  problems: string[],
): Given | undefined {
  try {
    return readGiven(
      {
        certificates: beside.get('certificate') ?? [],
        metadata: beside.get('metadata')?.[0],
        spMetadata: beside.get('spMetadata')?.[0],
        keys: beside.get('key') ?? [],
      },
      { asOf: asOf(fields.get('asOf'), problems), skewSeconds: skew(fields.get('skew'), problems) },
    );
  } catch (error) {
    if (!(error instanceof GivenFault)) throw error;
    problems.push(error.message);
    return undefined;
  }
}

function asOf(text = '', problems: string[]): Date | undefined {
  if (text.trim() === '') return undefined;
  try {
    return parseInstant(text);
  } catch {
    problems.push(
      `The time must be an instant in UTC, such as 2026-11-20T10:00:00Z, not "${text.slice(0, 60)}".`,
    );
    return undefined;
  }
}

function skew(text = '', problems: string[]): number {
  if (text.trim() === '') return 0;
  if (/^\d{1,5}$/.test(text.trim())) return Number(text);
  problems.push(`The skew must be a number of seconds, such as 180, not "${text.slice(0, 60)}".`);
  return 0;
}
