import { describe, expect, test } from 'vitest';
import { hasLongNamespace } from './namespace-names.ts';

const long = (xml: string) => hasLongNamespace(Buffer.from(xml));
const name = (length: number) => 'x'.repeat(length);

describe('the name of a namespace', () => {
  test.each([
    ['default', (uri: string) => `<a xmlns="${uri}"/>`],
    ['in apostrophes', (uri: string) => `<a xmlns='${uri}'/>`],
    ['with a prefix', (uri: string) => `<a xmlns:p="${uri}"/>`],
    ['with blanks', (uri: string) => `<a xmlns:p \n\t=\r\n "${uri}"/>`],
    ['the second', (uri: string) => `<a xmlns="u" xmlns:p="${uri}"/>`],
  ])('%s: 512 characters and no more', (_, declaring) => {
    expect(long(declaring(name(512)))).toBe(false);
    expect(long(declaring(name(513)))).toBe(true);
  });

  test('has a prefix of at most 127 characters', () => {
    expect(long(`<a xmlns:${name(127)}="u"/>`)).toBe(false);
    expect(long(`<a xmlns:${name(128)}="u"/>`)).toBe(true);
  });

  test.each([
    ['in text', `<a>xmlns ${name(600)}</a>`],
    ['at the end', '<a xmlns'],
    ['without a value', `<a xmlns=${name(600)}`],
    ['another attribute', `<a value="${name(600)}"/>`],
  ])('is not what stands %s', (_, xml) => {
    expect(long(xml)).toBe(false);
  });
});
