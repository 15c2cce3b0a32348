import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const text = 'whoami: http://localhost/é\r\n';
const le = (value: string) => Buffer.from(value, 'utf16le');

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16LE with a byte order mark', le(`\uFEFF${text}`)],
  ['UTF-16LE without one', le(text)],
  ['UTF-16BE with a byte order mark', le(`\uFEFF${text}`).swap16()],
  ['UTF-16BE without one', le(text).swap16()],
  ['windows-1252', Buffer.from(text, 'latin1')],
])('%s', (_, file) => {
  expect(decodeText(file)).toBe(text);
});

test('nothing, and one byte', () => {
  expect(decodeText(Buffer.alloc(0))).toBe('');
  expect(decodeText(Buffer.from('a'))).toBe('a');
});

test('half of UTF-16 is an error', () => {
  expect(() => decodeText(le(`\uFEFF${text}`).subarray(0, -1))).toThrow(TypeError);
  expect(decodeText(le(`\uFEFF${text}`))).toBe(text);
});
