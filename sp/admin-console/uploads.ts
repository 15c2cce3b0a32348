import type { ErrorAnswer } from '../../web/http/error-answer.ts';
import {
  type FileFields,
  oversizedUpload,
  oversizedUploadDetail,
} from '../../web/http/oversized-upload.ts';

/**
 * Bounds of a form with files, in bytes and counts. A certificate has at most 64 KiB (certs/), a federation metadata
 * document of Entra about 70; hidden fields also carry certificates while a form is being corrected.
 */
export const uploadLimits = {
  fileSize: 1024 * 1024,
  files: 2,
  fields: 40,
  fieldSize: 128 * 1024,
  fieldNameSize: 100,
  parts: 42,
  headerPairs: 20,
};

const fileFields: FileFields = {
  metadataFile: { what: 'The federation metadata file', kilobytes: uploadLimits.fileSize / 1024 },
  // What certs/ reads of one; up to the limit of a file it is refused beside its field.
  certificate: { what: 'The certificate', kilobytes: 64 },
};

/** The console's answer to an upload that is too large; `undefined` for every other error. */
export function describeOversizedUpload(error: unknown): ErrorAnswer | undefined {
  const detail = oversizedUploadDetail(error, fileFields);
  if (detail === undefined) return undefined;
  return { status: 413, code: 'upload_too_large', detail, ...oversizedUpload };
}
