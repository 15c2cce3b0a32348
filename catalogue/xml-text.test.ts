import { describe, expect, it } from 'vitest';
import {
  attributeText,
  changeAttribute,
  childSpans,
  contentText,
  cut,
  elementText,
  escapeAttribute,
  escapeText,
  insertAfter,
  insertBefore,
  insertFirst,
  insertLast,
  NothingToChange,
  replaceContent,
  replaceElement,
  replaceEvery,
  replaceOnce,
  withoutSignature,
} from './xml-text.ts';

const xml = '<p:R ID="r"><I>one</I><A ID="a" b=\'>\'><A ID="inner"/>text</A><I/></p:R>';

describe('finding elements', () => {
  it('finds them by local name, past nested elements of the same name', () => {
    expect(elementText(xml, 'A')).toBe('<A ID="a" b=\'>\'><A ID="inner"/>text</A>');
    expect(elementText(xml, 'A', 1)).toBe('<A ID="inner"/>');
    expect(elementText(xml, 'R')).toBe(xml);
    expect(contentText(xml, 'I')).toBe('one');
    expect(contentText(xml, 'I', 1)).toBe('');
  });

  it('finds the children of the root, past comments and nested elements', () => {
    const found = childSpans(
      `<?xml version="1.0"?><!--<X/>-->${xml.replace('<I/>', '<!--<A>--><I/>')}`,
    );
    expect(found.map(({ name }) => name)).toEqual(['I', 'A', 'I']);
    const text = `<r>${xml}<p:End/></r>`;
    expect(childSpans(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      xml,
      '<p:End/>',
    ]);
  });

  it('finds them by ID', () => {
    expect(elementText(xml, '#inner')).toBe('<A ID="inner"/>');
  });

  it('ignores text that only looks like a tag', () => {
    const hidden =
      '<!DOCTYPE R [<!ENTITY e "<A>">]><!-- <A> --><?pi <A> ?><R><![CDATA[<A>]]><A>x</A></R>';
    expect(elementText(hidden, 'A')).toBe('<A>x</A>');
  });

  it('says what is missing', () => {
    expect(() => elementText(xml, 'Assertion')).toThrow(NothingToChange);
    expect(() => elementText(xml, 'I', 2)).toThrow('I (number 2)');
    expect(() => elementText('<A><B></B>', 'A')).toThrow('no complete element A');
  });
});

describe('edits', () => {
  it('change one place', () => {
    expect(cut(xml, 'A')).toBe('<p:R ID="r"><I>one</I><I/></p:R>');
    expect(replaceElement(xml, 'I', '<J/>', 1)).toBe(xml.replace('<I/>', '<J/>'));
    expect(replaceContent(xml, 'I', '$&')).toBe(xml.replace('one', '$$&'));
    expect(insertBefore(xml, 'I', '<J/>')).toContain('<p:R ID="r"><J/><I>one');
    expect(insertAfter(xml, 'I', '<J/>')).toContain('one</I><J/><A');
    expect(insertFirst(xml, 'R', '<J/>')).toContain('<p:R ID="r"><J/>');
    expect(insertLast(xml, 'R', '<J/>')).toContain('<I/><J/></p:R>');
    expect(replaceEvery('a b a', 'a', 'c')).toBe('c b c');
    expect(replaceOnce('a b', /[b]/, '$1')).toBe('a $1');
  });

  it('read and change attributes', () => {
    expect(attributeText(xml, 'A', 'b')).toBe('>');
    expect(changeAttribute(xml, 'A', 'ID', 'z')).toContain('<A ID="z" b=');
    expect(changeAttribute(xml, 'A', 'ID', undefined, 1)).toContain('<A/>');
    expect(() => changeAttribute(xml, 'A', 'Nothing', 'z')).toThrow('occurs nowhere');
    expect(() => attributeText(xml, 'I', 'ID')).toThrow('I has no attribute ID');
  });

  it('remove every Signature, whatever its prefix, but not SignatureValue', () => {
    const signed = '<R><Signature><SignatureValue/></Signature><A><ds:Signature x="1"/></A></R>';
    expect(withoutSignature(signed)).toBe('<R><A></A></R>');
    expect(() => withoutSignature('<R><SignatureValue/></R>')).toThrow(
      'no complete element Signature',
    );
  });

  it.each([
    ['none matches', () => replaceOnce('a', 'b', 'c'), 'b occurs nowhere'],
    ['two match', () => replaceOnce('aa', 'a', 'c'), 'a occurs more than once'],
    ['two match a pattern', () => replaceOnce('aa', /a/, 'c'), '/a/ occurs more than once'],
    ['it stays the same', () => replaceOnce('a', 'a', 'a'), 'Replacing a changes nothing'],
    ['nothing is inserted', () => insertAfter(xml, 'I', ''), 'Inserting nothing changes nothing'],
    ['there is no content', () => replaceContent('<A/>', 'A', 'x'), 'A is an empty-element tag'],
    ['every one stays the same', () => replaceEvery('a', 'b', 'c'), 'Replacing b changes nothing'],
  ])('throw when %s', (_, edit, message) => {
    expect(edit).toThrow(new NothingToChange(`${message}.`));
  });
});

it('escapes text and attributes', () => {
  expect(escapeText('a & <b> \r')).toBe('a &amp; &lt;b&gt; &#xD;');
  expect(escapeAttribute('"\t\n')).toBe('&quot;&#x9;&#xA;');
});
