import type { ErrorAnswer } from '../../web/http/error-answer.ts';
import {
  type FileFields,
  oversizedUpload,
  oversizedUploadDetail,
} from '../../web/http/oversized-upload.ts';
import { uploadLimits } from './upload-limits.ts';

const fileFields: FileFields = {
  metadataFile: { what: 'The federation metadata file', kilobytes: uploadLimits.fileSize / 1024 },
  // What certs/ reads of one; up to the limit of a file it is refused beside its field.
  certificate: { what: 'The certificate', kilobytes: 64 },
};

/** The console's words for an upload that was broken off; `undefined` for every other error. */
export function describeOversizedUpload(error: unknown): ErrorAnswer | undefined {
  const detail = oversizedUploadDetail(error, fileFields);
  if (detail === undefined) return undefined;
  return { status: 413, code: 'upload_too_large', detail, ...oversizedUpload };
}
