import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeSeededKey } from './seeded-key.ts';
import { makeSigningCertificate } from './signing-certificate.ts';

/** Bytes that a text fixes. */
function bytesOf(text: string): (size: number) => Buffer {
  let count = 0;
  return (size) => {
    const blocks = Array.from({ length: Math.ceil(size / 32) }, () =>
      createHash('sha256').update(`${text}${count++}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, size);
  };
}

test('the same bytes make the same key of 2048 bits, which signs; other bytes another', async () => {
  const [key, same, other] = await Promise.all(
    ['a', 'a', 'b'].map((text) => makeSeededKey(bytesOf(text))),
  );
  if (!key || !same || !other) throw new Error('A key is missing.');
  expect(key.asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65_537n });
  expect(key.equals(same)).toBe(true);
  expect(key.equals(other)).toBe(false);
  const text = Buffer.from('text');
  const signature = sign('sha256', text, key);
  expect(verify('sha256', text, createPublicKey(key), signature)).toBe(true);
  expect(verify('sha256', text, createPublicKey(other), signature)).toBe(false);
});

test('a certificate of the same bytes and time is the same, byte by byte', async () => {
  const notBefore = new Date('2026-01-01T00:00:00Z');
  const make = async (random?: (size: number) => Buffer) =>
    Buffer.from((await makeSigningCertificate({ notBefore, random })).certificate.der);
  const [first, second, other, random] = await Promise.all([
    make(bytesOf('a')),
    make(bytesOf('a')),
    make(bytesOf('b')),
    make(),
  ]);
  expect(first).toEqual(second);
  expect(first).not.toEqual(other);
  expect(first).not.toEqual(random);
});
