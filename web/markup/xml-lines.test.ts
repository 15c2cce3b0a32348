import { expect, test } from 'vitest';
import { indentXml, xmlLines } from './xml-lines.ts';
import { xmlPieces } from './xml-pieces.ts';

test.each([
  ['<a><b>text</b><c/></a>', '<a>\n  <b>text</b>\n  <c/>\n</a>'],
  ['<a b=">"><c d=\'/>\'></c></a>', '<a b=">">\n  <c d=\'/>\'></c>\n</a>'],
  [
    '<?xml version="1.0"?><a><!-- <x> --><b/></a>',
    '<?xml version="1.0"?>\n<a>\n  <!-- <x> -->\n  <b/>\n</a>',
  ],
  ['<a><b>\n<c><d></d></c></b></a>', '<a>\n  <b>\n    <c>\n      <d></d>\n    </c>\n  </b>\n</a>'],
  ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>'],
  ['<a>1 < 2</a>', '<a>1 < 2</a>'],
  ['<a>\n  <b/>\n</a>\n', '<a>\n  <b/>\n</a>'],
  ['no markup', 'no markup'],
  ['<a', '<a'],
  ['', ''],
])('formats %s', (xml, laidOut) => {
  expect(indentXml(xml)).toBe(laidOut);
});

const untidy = [
  '<a>one<!-- c -->two</a>',
  'no xml',
  '</b><a',
  '<a><b></a></b>',
  'a < b <c> <!DOCTYPE [ <d/>',
  '<![CDATA[ <x> ]]><!-- ',
  '',
];

test.each(untidy)('keeps all content of %j', (xml) => {
  expect([...xmlPieces(xml)].map(({ text }) => text).join('')).toBe(xml);
  expect(xmlLines(xml).join('').replace(/\s/g, '')).toBe(xml.replace(/\s/g, ''));
});

test('does not format a message over the limit', () => {
  const large = `<a>${'<b/>'.repeat(20_000)}</a>`;
  expect(indentXml(large)).toBe(large);
  expect(indentXml(`<a>${'<b/>'.repeat(10_000)}</a>`).split('\n')).toHaveLength(10_002);
});

test('the output of a deep message grows linearly', () => {
  const deep = '<a>'.repeat(256 * 1024);
  const longest = (lines: string[]) => Math.max(...lines.slice(-10).map(({ length }) => length));
  expect(longest(xmlLines(deep))).toBe(48 + '<a>'.length);
  expect(indentXml('<a>'.repeat(20_000)).length).toBeLessThan(2_000_000);
});

test.each(['<"', '<!--', '<a>"', '<a "', '<!DOCTYPE [', '<', '<?'])(
  'keeps hostile text of many %s',
  (part) => {
    const hostile = part.repeat(15_000);
    expect(xmlLines(hostile).join('').replace(/\s/g, '')).toBe(hostile.replace(/\s/g, ''));
  },
);
