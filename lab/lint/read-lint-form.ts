import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { BasicSaml } from '../../idp/index.ts';
import { MAX_INPUT_BYTES, NotLintable, readSubjects, type Subject } from '../../lint/index.ts';

/** Limits for `@fastify/multipart`, in bytes. */
export const lintLimits = {
  fileSize: MAX_INPUT_BYTES,
  fieldSize: 4 * 1024 * 1024,
  files: 5,
  fields: 10,
  parts: 15,
} as const;

/** What the form holds; `problems` are sentences about what could not be read. */
export interface LintForm {
  readonly subjects: readonly Subject[];
  readonly given: BasicSaml;
  readonly problems: readonly string[];
}

/** Reads the form of the page: files as they arrive, then the pasted text. */
export async function readLintForm(request: FastifyRequest): Promise<LintForm> {
  const subjects: Subject[] = [];
  const problems: string[] = [];
  const fields = new Map<string, string>();
  const read = async (name: string, content: Uint8Array) => {
    try {
      subjects.push(...(await readSubjects({ name, content }, { binding: bindingOf(fields) })));
    } catch (error) {
      if (!(error instanceof NotLintable)) throw error;
      problems.push(error.message);
    }
  };
  const files: { name: string; content: Uint8Array }[] = [];
  for await (const part of request.parts() as AsyncIterable<Multipart>) {
    if (part.type === 'field') fields.set(part.fieldname, String(part.value));
    else if (!part.filename)
      part.file.resume(); // no file was chosen
    else {
      const chunks: Uint8Array[] = [];
      for await (const chunk of part.file) chunks.push(chunk);
      if (part.file.truncated)
        problems.push(
          `${part.filename} has more than ${MAX_INPUT_BYTES / 1024 / 1024} MiB: give the metadata or the request alone.`,
        );
      else files.push({ name: part.filename, content: Buffer.concat(chunks) });
    }
  }
  for (const { name, content } of files) await read(name, content);
  const text = fields.get('text')?.trim() ?? '';
  if (text !== '') await read('the pasted text', Buffer.from(text));
  if (subjects.length === 0 && problems.length === 0)
    problems.push('Choose a file, or paste metadata, a request or a URL.');
  return { subjects, problems, given: givenOf(fields) };
}

function bindingOf(fields: ReadonlyMap<string, string>) {
  const binding = fields.get('binding');
  return binding === 'redirect' || binding === 'post' ? binding : undefined;
}

/** One value a line. */
function givenOf(fields: ReadonlyMap<string, string>): BasicSaml {
  const lines = (name: string) =>
    (fields.get(name) ?? '')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return {
    identifierUris: lines('identifiers'),
    replyUrls: lines('replyUrls'),
    logoutUrl: lines('logoutUrl')[0],
  };
}
