import type { FastifyRequest } from 'fastify';
import { type FileFields, oversizedUploadDetail } from '../../web/http/oversized-upload.ts';
import { AdminError } from './errors.ts';
import { PostedForm } from './posted-form.ts';

/** For `@fastify/multipart`: a few fields and one file. In bytes. */
export const uploadLimits = {
  fileSize: 256 * 1024,
  fieldSize: 16 * 1024,
  files: 2,
  fields: 50,
  parts: 52,
} as const;

const fileFields: FileFields = {
  metadata: { what: 'The metadata file', kilobytes: uploadLimits.fileSize / 1024 },
  // What certs/ reads of one; up to the limit of a file it is refused beside its field.
  pfx: { what: 'The certificate', kilobytes: 64 },
};

/**
 * Reads a form that carries a file, as a whole and into memory: the limits above keep it small.
 *
 * @throws {AdminError} `upload_too_large`, `upload_expected`
 */
export async function readUpload(request: FastifyRequest): Promise<PostedForm> {
  if (!request.isMultipart())
    throw new AdminError('upload_expected', 'The form came without its file.');
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
