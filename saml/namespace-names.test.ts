import { describe, expect, test } from 'vitest';
import { hasLongNamespace } from './namespace-names.ts';

const long = (xml: string) => hasLongNamespace(Buffer.from(xml));
const name = (length: number) => 'x'.repeat(length);

describe('the name of a namespace', () => {
  test.each([
    ['default', (uri: string) => `<a xmlns="${uri}"/>`],
    ['in apostrophes', (uri: string) => `<a xmlns='${uri}'/>`],
    ['with a prefix', (uri: string) => `<a xmlns:p="${uri}"/>`],
    ['with white space', (uri: string) => `<a xmlns:p \n\t=\r\n "${uri}"/>`],
    ['the second', (uri: string) => `<a xmlns="u" xmlns:p="${uri}"/>`],
  ])('%s: has at most 512 characters', (_, declaring) => {
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
    ['in another attribute', `<a value="${name(600)}"/>`],
  ])('is not found %s', (_, xml) => {
    expect(long(xml)).toBe(false);
  });
});
