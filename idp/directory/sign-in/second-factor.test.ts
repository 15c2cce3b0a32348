import { expect, test } from 'vitest';
import { currentCode } from './second-factor.ts';

test('codes are those of RFC 6238, appendix B, in six digits', () => {
  // ASCII 12345678901234567890
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const codes = [59, 1111111109, 20000000000].map(
    (seconds) => currentCode(secret, new Date(seconds * 1000)).code,
  );
  expect(codes).toEqual(['287082', '081804', '353130']);
});
