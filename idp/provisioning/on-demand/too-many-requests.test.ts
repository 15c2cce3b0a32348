import { expect, test } from 'vitest';
import { CallLimit, TooManyRequests } from './too-many-requests.ts';

test('the calls of one tenant do not count for another', () => {
  const limit = new CallLimit();
  for (let calls = 0; calls < 5; calls += 1) limit.take('contoso');
  expect(() => limit.take('contoso')).toThrow(TooManyRequests);
  for (let calls = 0; calls < 5; calls += 1) limit.take('fabrikam');
  expect(() => limit.take('fabrikam')).toThrow('5 calls in 10 seconds');
});
