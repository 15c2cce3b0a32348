/** The file fields of a site's forms: what each is, and the most that is read of it, in kilobytes (1024 bytes). */
export type FileFields = Readonly<Record<string, { what: string; kilobytes: number }>>;

/** What to do about it; the same everywhere. */
export const oversizedUpload = {
  title: 'That is too large to be read',
  whatToDo:
    'Go back, where what you typed still stands, and choose the certificate or the metadata document itself: it has some kilobytes.',
} as const;

/**
 * One sentence for an upload that `@fastify/multipart` broke off (its errors with status 413); `undefined` for any other error.
 * It names the file and the most that it may have.
 */
export function oversizedUploadDetail(error: unknown, fields: FileFields): string | undefined {
  const { statusCode, code, part } = (error ?? {}) as {
    statusCode?: unknown;
    code?: unknown;
    part?: { fieldname?: string };
  };
  if (statusCode !== 413 || typeof code !== 'string') return undefined;
  if (['FST_PARTS_LIMIT', 'FST_FILES_LIMIT', 'FST_FIELDS_LIMIT'].includes(code))
    return 'The form has more fields or files than this address reads.';
  if (code !== 'FST_REQ_FILE_TOO_LARGE') return undefined;
  const field = fields[part?.fieldname ?? ''];
  return field && `${field.what} is larger than ${field.kilobytes} KB, the most that it may have.`;
}
