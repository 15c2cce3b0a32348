import { expect, test } from 'vitest';
import { prefersJson } from './accept.ts';

test.each([
  ['application/json', true],
  ['application/problem+json', true],
  ['text/html;q=0.5, application/json;q=0.9', true],
  ['Application/Problem+JSON; q=1', true],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false],
  ['application/json;q=0.5, text/html', false],
  ['application/json, text/html', false],
  ['application/json;q=0', false],
  ['*/*', false],
  ['', false],
  [undefined, false],
])('%j asks for JSON: %s', (accept, expected) => {
  expect(prefersJson(accept)).toBe(expected);
});
