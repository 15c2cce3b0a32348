import { expect, test } from 'vitest';
import { lineHash } from './line-hash.ts';

const hashes = (text: string) =>
  text.split(/\r\n|\r|\n/).map((_, index) => lineHash(text, index + 1));

// Expected values: fingerprints.test.ts of github/codeql-action, which computes them.
test.each([
  ['', ['c129715d7a2bc9a3:1']],
  [
    ' a\nb\n  \t\tc\n d',
    ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'],
  ],
  [
    ' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n',
    [
      'e9496ae3ebfced30:1',
      'fb7c023a8b9ccb3f:1',
      'ce8ba1a563dcdaca:1',
      'e20e36e16fcb0cc8:1',
      'b3edc88f2938467e:1',
      'c8e28b0b4002a3a0:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
])('is what GitHub computes: %j', (text, expected) => {
  expect(hashes(text)).toEqual(expected);
});

test('counts lines with the same hash', () => {
  expect(hashes('Lorem ipsum dolor sit amet.\n'.repeat(10)).slice(4, 8)).toEqual([
    'a7f2ff13bc495cf2:5',
    'a7f2ff13bc495cf2:6',
    'a7f2ff1481e87703:1',
    'a9cf91f7bbf1862b:1',
  ]);
});
