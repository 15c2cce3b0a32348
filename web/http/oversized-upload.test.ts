import { expect, test } from 'vitest';
import { oversizedUploadDetail } from './oversized-upload.ts';

const fields = { pfx: { what: 'The certificate', kilobytes: 64 } };
const failed = (code: string, fieldname?: string) =>
  Object.assign(new Error(), { statusCode: 413, code, part: { fieldname } });

test('names the file and its limit', () => {
  expect(oversizedUploadDetail(failed('FST_REQ_FILE_TOO_LARGE', 'pfx'), fields)).toBe(
    'The certificate is larger than 64 KB, the limit for this file.',
  );
});

test('reports too many parts', () => {
  expect(oversizedUploadDetail(failed('FST_FILES_LIMIT'), fields)).toContain(
    'more fields or files',
  );
});

test.each([
  ['an unknown field', failed('FST_REQ_FILE_TOO_LARGE', 'other')],
  ['a message that is too large', failed('FST_ERR_CTP_BODY_TOO_LARGE')],
  ['another error', new Error('broken')],
  ['nothing', undefined],
])('ignores %s', (_what, error) => {
  expect(oversizedUploadDetail(error, fields)).toBeUndefined();
});
