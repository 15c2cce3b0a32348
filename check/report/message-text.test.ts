import { expect, test } from 'vitest';
import { maskText, maskUrl } from '../agent/mask.ts';

test('masks secrets but not message IDs', () => {
  expect(maskUrl('http://u:p@localhost/x?code=abc&page=2&SAMLResponse=PHN#t')).toBe(
    'http://***:***@localhost/x?code=***&page=2&SAMLResponse=***#t',
  );
  expect(maskUrl('not a url')).toBe('not a url');
  const id = `_${'a1'.repeat(16)}`;
  expect(maskText(`${id} eyJhbGciOi.eyJzdWIi.c2ln ${'Z'.repeat(43)}`)).toBe(`${id} *** ***`);
});
