/** The file fields of a site's forms: what each holds, and its limit in kilobytes (1024 bytes). */
export type FileFields = Readonly<Record<string, { what: string; kilobytes: number }>>;

export const oversizedUpload = {
  title: 'File too large',
  whatToDo:
    'Go back (the form keeps what you typed) and choose the certificate or the metadata document itself, which has a few kilobytes.',
} as const;

/**
 * One sentence for an upload that `@fastify/multipart` aborted (its errors with status 413), naming the file and its limit; `undefined` for
 * any other error.
 */
export function oversizedUploadDetail(error: unknown, fields: FileFields): string | undefined {
  const { statusCode, code, part } = (error ?? {}) as {
    statusCode?: unknown;
    code?: unknown;
    part?: { fieldname?: string };
  };
  if (statusCode !== 413 || typeof code !== 'string') return undefined;
  if (['FST_PARTS_LIMIT', 'FST_FILES_LIMIT', 'FST_FIELDS_LIMIT'].includes(code))
    return 'The form has more fields or files than this address accepts.';
  if (code !== 'FST_REQ_FILE_TOO_LARGE') return undefined;
  const field = fields[part?.fieldname ?? ''];
  return field && `${field.what} is larger than ${field.kilobytes} KB, the limit for this file.`;
}
