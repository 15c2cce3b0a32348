import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { Difference } from './difference.tsx';

const marked = (expected: string, found: string) =>
  renderToString(<Difference expected={expected} found={found} />).replace(/ title="[^"]*"/, '');

test('marks the part that differs', () => {
  expect(marked('http://sp.test/metadata', 'http://xy.test/metadata')).toBe(
    '<code>http://<mark>xy</mark>.test/metadata</code>',
  );
  expect(marked('https://sp.test/', 'https://sp.test')).toBe(
    '<code>https://sp.test<mark>\u2038</mark></code>',
  );
  expect(marked('https://sp.test/', 'nothing in common')).toBe('nothing in common');
  expect(marked('abc', 'xyz')).toBe('<code>xyz</code>');
});
