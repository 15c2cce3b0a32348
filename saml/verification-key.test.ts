import { createPrivateKey, type KeyObject, sign, verify as verifyBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { faultyKeys, soundKeys, withExponent } from '../certs/testing/faulty-certificates.ts';
import { encodeRedirect } from './bindings/redirect.ts';
import { verifyRedirectSignature } from './bindings/redirect-signature.ts';
import { wire } from './canonical-writer.ts';
import { SamlError } from './errors.ts';
import { signEnveloped } from './sign.ts';
import { assertion, response, rsa, trusted } from './testing/messages.ts';
import { refusal, verify } from './testing/verify-response.ts';
import { keyFault } from './verification-key.ts';

test.each(faultyKeys)('%s is refused: %s', (_what, code, key) => {
  expect(keyFault(key)).toEqual({ code, message: expect.stringMatching(/^The .* Use .*\.$/) });
});

test.each(soundKeys)('%s may be trusted', (_what, key) => {
  expect(keyFault(key)).toBeUndefined();
});

/** Needs no secret: with e = d = 1, the padded digest is its own signature. */
const publicOne = withExponent(rsa.publicKey, '01');
const nobody: KeyObject = createPrivateKey({
  format: 'jwk',
  key: { ...rsa.privateKey.export({ format: 'jwk' }), e: 'AQ', d: 'AQ', dp: 'AQ', dq: 'AQ' },
});

test('a signature by nobody fits a key with exponent 1, for node:crypto', () => {
  const bytes = Buffer.from('anything');
  expect(verifyBytes('sha256', bytes, publicOne, sign('sha256', bytes, nobody))).toBe(true);
});

const signedBy = async (privateKey: KeyObject) =>
  wire(
    response(await signEnveloped(assertion(), { key: { privateKey, certificateBase64: 'AAAA' } })),
  );

test('an enveloped signature is not tried with a faulty key that is already trusted', async () => {
  const weak = { publicKey: publicOne, thumbprint: 'ONE' };
  const forged = await signedBy(nobody);
  expect(refusal(forged, { certificates: [weak] })).toBe('untrusted_key');
  expect(() => verify(forged, { certificates: [weak] })).toThrow(
    'Certificate ONE is not used: The public exponent of the RSA key of this certificate is 1',
  );
  // Beside a faulty one, a sound key still counts.
  expect(refusal(await signedBy(rsa.privateKey), { certificates: [weak, ...trusted] })).toBe(
    'accepted',
  );
});

test('nor is the signature of a query', () => {
  const query = (privateKey: KeyObject) =>
    encodeRedirect({
      endpoint: 'https://sp.example.test/logout',
      parameter: 'SAMLRequest',
      xml: '<a/>',
      sign: { privateKey },
    }).replace(/^[^?]*\?/, '');
  const check = (privateKey: KeyObject, ...publicKeys: KeyObject[]) =>
    verifyRedirectSignature(query(privateKey), { parameter: 'SAMLRequest', publicKeys });
  expect(() => check(nobody, publicOne)).toThrow(SamlError);
  expect(check(rsa.privateKey, publicOne, rsa.publicKey)).toBe(rsa.publicKey);
});
