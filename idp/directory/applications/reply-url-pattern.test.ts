import { describe, expect, test } from 'vitest';
import { matchesPattern, patternFault } from './reply-url-pattern.ts';

const address = 'https://foo.bar.someapp.com/portal/login';

describe('as observed for https://foo.bar.someapp.com/portal/login', () => {
  test.each([
    'https://foo.bar.someapp.com/*',
    'https://*.bar.someapp.com/*',
    'https://*.bar.someapp.com/portal/login',
  ])('%s matches', (pattern) => {
    expect(patternFault(pattern)).toBeUndefined();
    expect(matchesPattern(pattern, address)).toBe(true);
  });
  test.each(['https://*.someapp.com/*', 'https://*.someapp.com/portal/login'])(
    '%s does not match',
    (pattern) => {
      expect(patternFault(pattern)).toBeUndefined();
      expect(matchesPattern(pattern, address)).toBe(false);
    },
  );
});

test.each([
  ['https://foo.*.someapp.com/portal/login', 'where it never matches'],
  ['https://f*.someapp.com/', 'where it never matches'],
  ['https://someapp.com/a*', 'where it never matches'],
  ['https://someapp.com/*/acs', 'where it never matches'],
  ['https://someapp.com/acs?x=*', 'where it never matches'],
  ['*', 'where it never matches'],
  ['https://*/acs', 'where it never matches'],
  ['https://*.com/acs', 'above the domain'],
  ['https://*.localhost:4200/acs', 'above the domain'],
])('%s is refused', (pattern, reason) => {
  expect(patternFault(pattern)).toContain(reason);
});

test.each([
  ['another scheme', 'http://a.example.test/acs'],
  ['another port', 'https://a.example.test:8443/acs'],
  ['another domain', 'https://a.example.test.evil.example/acs'],
  ['the domain as a user name', 'https://a.example.test@evil.example/acs'],
  ['a user name', 'https://evil@a.example.test/acs'],
  ['two labels', 'https://a.b.example.test/acs'],
  ['no label', 'https://example.test/acs'],
  ['an empty label', 'https://.example.test/acs'],
  ['another path', 'https://a.example.test/acs/more'],
  ['a query', 'https://a.example.test/acs?x=1'],
  ['the pattern itself', 'https://*.example.test/acs'],
  ['no address', 'a.example.test/acs'],
])('https://*.example.test/acs does not match %s', (_, other) => {
  expect(matchesPattern('https://*.example.test/acs', 'https://a.example.test/acs')).toBe(true);
  expect(matchesPattern('https://*.example.test/acs', other)).toBe(false);
});
