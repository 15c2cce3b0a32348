import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeEcKey } from './ec-certificate.ts';

/** Every length in the document, and in what is inside: the first byte that says one in more bytes than it needs. */
function longLength(der: Buffer): number | undefined {
  for (let at = 0; at < der.length; ) {
    const [tag = 0, first = 0] = der.subarray(at);
    const extra = first < 0x80 ? 0 : first & 0x7f;
    const length = extra === 0 ? first : der.readUIntBE(at + 2, extra);
    if (extra > 0 && (length < 0x80 || length < 2 ** (8 * (extra - 1)))) return at;
    const content = at + 2 + extra;
    if (tag & 0x20 && longLength(der.subarray(content, content + length)) !== undefined) return at;
    at = content + length;
  }
  return undefined;
}

test.each([1, 20, 64])('an EC certificate with a name of %i letters is valid DER', (letters) => {
  const name = 'x'.repeat(letters);
  const { certificateBase64, privateKey } = makeEcKey(name, new Date('2026-11-30T00:00:00Z'));
  const der = Buffer.from(certificateBase64, 'base64');
  const certificate = new X509Certificate(der);
  expect(certificate.subject).toBe(`CN=${name}`);
  expect(certificate.checkPrivateKey(privateKey)).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(longLength(der)).toBeUndefined();
});

test('a length in more bytes than it needs is found', () => {
  expect(longLength(Buffer.from('3003020101', 'hex'))).toBeUndefined();
  expect(longLength(Buffer.from('308103020101', 'hex'))).toBe(0);
  expect(longLength(Buffer.from('30820003020101', 'hex'))).toBe(0);
});
