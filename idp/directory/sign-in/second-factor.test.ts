import { expect, test } from 'vitest';
import { tenantId } from '../../testing/contoso.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { currentCode } from './second-factor.ts';

const lab = contosoForEachTest();

// RFC 6238, appendix B, the last six of eight digits; the secret is ASCII 12345678901234567890.
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at %i s the code is that of RFC 6238', async (seconds, code) => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect((await currentCode(secret, new Date(seconds * 1000))).code).toBe(code);
});

test('a secret is 160 bits in base32 and stays the same', async () => {
  const { secret } = await lab.idp.directory.secondFactor(lab.userId);
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(await lab.idp.directory.secondFactor(lab.userId)).toMatchObject({ secret });
  const [shown] = await lab.idp.directory.currentCodes(tenantId);
  expect(shown?.code).toBe((await lab.idp.directory.secondFactor(lab.userId)).code);
});
