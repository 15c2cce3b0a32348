import type { FastifyRequest } from 'fastify';
import { type FileFields, oversizedUploadDetail } from '../../web/http/oversized-upload.ts';
import { AdminError } from './errors.ts';
import { PostedForm } from './posted-form.ts';

/** Limits for `@fastify/multipart`, sizes in bytes: a few fields and one file. */
export const uploadLimits = {
  fileSize: 256 * 1024,
  fieldSize: 16 * 1024,
  files: 2,
  fields: 50,
  parts: 52,
} as const;

const fileFields: FileFields = {
  metadata: { what: 'The metadata file', kilobytes: uploadLimits.fileSize / 1024 },
  certificate: { what: 'The certificate', kilobytes: 64 },
  // The limit of certs/; a PFX between this and the file limit is refused at its field.
  pfx: { what: 'The certificate', kilobytes: 64 },
};

/**
 * Reads a form with a file into memory, as a whole; the limits above keep it small.
 *
 * @throws {AdminError} `upload_too_large`, `upload_expected`
 */
export async function readUpload(request: FastifyRequest): Promise<PostedForm> {
  if (!request.isMultipart())
    throw new AdminError('upload_expected', 'The form was sent without its file.');
  const fields: Record<string, string[]> = Object.create(null);
  const files = new Map<string, Uint8Array>();
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') files.set(part.fieldname, await part.toBuffer());
      else {
        fields[part.fieldname] ??= [];
        fields[part.fieldname]?.push(String(part.value));
      }
    }
  } catch (error) {
    const detail = oversizedUploadDetail(error, fileFields);
    throw detail === undefined ? error : new AdminError('upload_too_large', detail);
  }
  return new PostedForm(fields, files);
}
