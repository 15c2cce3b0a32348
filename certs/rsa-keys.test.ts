import { createPublicKey, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { rsaKeys } from './rsa-keys.ts';
import { makeProductKey } from './testing/quick-keys.ts';

describe.each([
  ['of the product', makeProductKey],
  ['of tests', () => rsaKeys.make()],
])('keys %s', (_, make) => {
  test('have 2048 bits, sign, and are all different', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, make));
    const text = Buffer.from('text');
    for (const key of keys) {
      expect(key.asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65_537n });
      const signature = sign('sha256', text, key);
      const signers = keys.filter((one) => verify('sha256', text, createPublicKey(one), signature));
      expect(signers).toEqual([key]);
    }
  });
});
