import { expect, test } from 'vitest';
import { SamlError } from './errors.ts';
import { parseXml } from './parse.ts';

function refusal(xml: string | Uint8Array) {
  try {
    parseXml(Buffer.from(xml)).dispose();
    return 'accepted';
  } catch (error) {
    if (error instanceof SamlError) return error.code;
    throw error;
  }
}

test.each([
  ['an element', '<a xmlns="urn:a">text</a>', 'accepted'],
  ['a declaration of UTF-8', '<?xml version="1.0" encoding="utf-8"?><a/>', 'accepted'],
  ['text', 'no XML', 'not_xml'],
  ['nothing', '', 'not_xml'],
  ['two roots', '<a/><b/>', 'not_xml'],
  ['an undeclared prefix', '<x:a/>', 'not_xml'],
  ['a relative namespace', '<a xmlns:b="1"/>', 'not_xml'],
  ['an undefined entity', '<a>&b;</a>', 'not_xml'],
  ['a document type', '<!DOCTYPE a><a/>', 'doctype'],
  ['entities', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'doctype'],
  ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'doctype'],
  ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'encoding'],
  ['UTF-16', Buffer.from('\uFEFF<a/>', 'utf16le'), 'encoding'],
  [
    'overlong UTF-8',
    Buffer.from([0x3c, 0x61, 0x3e, 0xc0, 0xaf, 0x3c, 0x2f, 0x61, 0x3e]),
    'encoding',
  ],
  ['deep nesting', '<a>'.repeat(5000) + '</a>'.repeat(5000), 'too_deep'],
  ['a megabyte', `<a>${'b'.repeat(1024 * 1024)}</a>`, 'too_large'],
])('%s', (_, xml, expected) => {
  expect(refusal(xml)).toBe(expected);
});

test('attributes are limited, because canonicalisation sorts them in quadratic time', () => {
  const element = (count: number) =>
    `<a ${Array.from({ length: count }, (_, i) => `a${i}=""`).join(' ')}/>`;
  expect(refusal(element(1999))).toBe('accepted');
  expect(refusal(element(2001))).toBe('too_large');
});
