import { expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

const origin = 'http://sp.test';

test.each([
  ['/account', '/account'],
  ['/account?tab=2#claims', '/account?tab=2#claims'],
  ['/%2e%2e/x', '/x'],
  ['/a/../b', '/b'],
  ['/"><script>', '/%22%3E%3Cscript%3E'],
  ['/caf\u00e9', '/caf%C3%A9'],
])('%s is a path of this site', (target, path) => {
  expect(returnPath(target, origin)).toBe(path);
});

test.each([
  [undefined],
  [''],
  ['account'],
  ['https://evil.test/'],
  ['http://sp.test/account'],
  ['//evil.test'],
  ['\\\\evil.test'],
  ['/\\evil.test'],
  ['/\\/evil.test'],
  ['/.//evil.test'],
  ['/a/..//evil.test'],
  ['/%2e//evil.test'],
  ['/\t/evil.test'],
  ['/\n/evil.test'],
  ['\t//evil.test'],
  ['https:evil.test'],
  ['javascript:alert(1)'],
  ['data:text/html,x'],
  ['"><script>alert(1)</script>'],
  [`/${'a'.repeat(2000)}`],
])('%s is ignored', (target) => {
  expect(returnPath(target, origin)).toBeUndefined();
});
