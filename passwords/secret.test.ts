import { expect, test } from 'vitest';
import { isSecret, newSecret } from './secret.ts';

test('secrets have 256 bits, and none is given twice', () => {
  const secrets = Array.from({ length: 1000 }, newSecret);
  expect(new Set(secrets).size).toBe(secrets.length);
  for (const secret of secrets) {
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(isSecret(secret)).toBe(true);
  }
  const bytes = secrets.flatMap((secret) => [...Buffer.from(secret, 'base64url')]);
  expect(bytes.filter((byte) => byte === 0).length).toBeLessThan(bytes.length / 100); // none comes from an erased part
});

test.each(['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(42)}\n`])(
  '%j is not a secret',
  (value) => {
    expect(isSecret(value)).toBe(false);
    expect(isSecret('a'.repeat(43))).toBe(true);
  },
);
