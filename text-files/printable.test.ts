import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test.each([
  ['a colour', 'a\u001b[31mb', 'a [31mb'],
  ['the title of the window', 'a\u001b]0;owned\u0007b', 'a ]0;owned b'],
  ['C1, which many terminals read as ESC', 'a\u009b31mb', 'a 31mb'],
  ['a line that looks like ours', 'no\r\n  ✓ all passed', 'no   ✓ all passed'],
  ['line breaks of Unicode', 'a\u2028b\u2029c\u0085d', 'a b c d'],
  ['writing from the right', 'a\u202eb\u2066c\u200fd\u061ce', 'a b c d e'],
])('%s', (_, text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('text of any script, and what joins its letters, stays as it is', () => {
  const text = 'Zoë שלום عربى 日本 👩‍💻 — “ok”';
  expect(printable(text)).toBe(text);
});
