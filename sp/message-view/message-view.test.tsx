import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { Difference } from './difference.tsx';
import { indentXml } from './indent-xml.ts';

test.each([
  ['<a><b>text</b><c/></a>', '<a>\n  <b>text</b>\n  <c/>\n</a>'],
  ['<a b=">"><c d=\'/>\'></c></a>', '<a b=">">\n  <c d=\'/>\'></c>\n</a>'],
  [
    '<?xml version="1.0"?><a><!-- <x> --><b/></a>',
    '<?xml version="1.0"?>\n<a>\n  <!-- <x> -->\n  <b/>\n</a>',
  ],
  ['<a>\n  <b/>\n</a>\n', '<a>\n  <b/>\n</a>'],
  ['no markup', 'no markup'],
  ['<a', '<a'],
  ['', ''],
])('%s laid out', (xml, laidOut) => {
  expect(indentXml(xml)).toBe(laidOut);
});

test('a large message stays as it is, and so does hostile text', () => {
  const large = `<a>${'<b/>'.repeat(20_000)}</a>`;
  expect(indentXml(large)).toBe(large);
  for (const hostile of ['<"'.repeat(30_000), '<!--'.repeat(15_000), '<a>"'.repeat(15_000)])
    expect(indentXml(hostile)).toContain(hostile.slice(0, 2));
  expect(indentXml('<a>'.repeat(20_000)).length).toBeLessThan(2_000_000);
});

const marked = (expected: string, found: string) =>
  renderToString(<Difference expected={expected} found={found} />).replace(/ title="[^"]*"/, '');

test('marks what differs', () => {
  expect(marked('http://sp.test/metadata', 'http://xy.test/metadata')).toBe(
    '<code>http://<mark>xy</mark>.test/metadata</code>',
  );
  expect(marked('https://sp.test/', 'https://sp.test')).toBe(
    '<code>https://sp.test<mark>\u2038</mark></code>',
  );
  expect(marked('https://sp.test/', 'nothing in common')).toBe('nothing in common');
  expect(marked('abc', 'xyz')).toBe('<code>xyz</code>');
});
