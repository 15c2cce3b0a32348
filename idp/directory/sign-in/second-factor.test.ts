import { expect, test } from 'vitest';
import { tenantId } from '../../testing/contoso.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import {
  now,
  smallDirectoryForEachTest,
  tenantId as smallTenant,
} from '../testing/small-directory.ts';
import { currentCode, currentCodes, secondFactorOf, useCode } from './second-factor.ts';

const lab = contosoForEachTest();
const small = smallDirectoryForEachTest();

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

test('a code that was used by a clock that was ahead blocks none after the clock is set back', async () => {
  const { db, userId } = small;
  const secret = await secondFactorOf(db, userId);
  const codeAt = async (at: Date) => (await currentCode(secret, at)).code;
  const ahead = new Date(now.getTime() + 86_400_000);
  expect(await useCode(db, userId, await codeAt(ahead), ahead)).toBe('right');
  expect((await currentCodes(db, smallTenant, ahead))[0]?.used).toBe(true);
  expect((await currentCodes(db, smallTenant, now))[0]?.used).toBe(false);
  expect(await useCode(db, userId, await codeAt(now), now)).toBe('right');
  expect(await useCode(db, userId, await codeAt(now), now)).toBe('used');
  const next = new Date(now.getTime() + 30_000);
  expect(await useCode(db, userId, await codeAt(next), now)).toBe('right');
  expect(await useCode(db, userId, await codeAt(next), now)).toBe('used');
});
