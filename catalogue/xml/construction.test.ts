/** Each message has its named fault and no other: with the fault undone it verifies, and a careless reader accepts it. */
import { isUtf8 } from 'node:buffer';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ns } from '../../saml/names.ts';
import { contentText } from '../xml-text.ts';
import { verifiesSomewhere } from '../xsw/testing/careless.ts';
import { only, parse } from '../xsw/testing/dom.ts';
import { xmlBillionLaughs } from './billion-laughs.ts';
import { xmlEncodingMismatch, xmlInvalidUtf8, xmlUtf16 } from './character-encoding.ts';
import { xmlDoctype, xmlEntityInNameId } from './doctype.ts';
import { xmlExternalEntity } from './external-entity.ts';
import { xmlAttributeFlood, xmlDeepNesting } from './large-trees.ts';
import { xmlNamespaceLookalike } from './namespace-lookalike.ts';
import {
  honestName,
  longerName,
  messageOf,
  publicKey,
  textOf,
  verified,
} from './testing/sent-messages.ts';
import { xmlDeflateBomb, xmlNotBase64 } from './transport.ts';

const withoutDoctype = (xml: string): string => xml.replace(/^<!DOCTYPE[^[>]*(\[[\s\S]*?\])?>/, '');

describe('declarations', () => {
  test('xml-doctype: the rest is valid', async () => {
    const xml = await textOf(xmlDoctype);
    expect(xml).toMatch(/^<!DOCTYPE /);
    expect(verified(withoutDoctype(xml)).nameID?.value).toBe(honestName);
  });

  test('xml-entity-in-nameid: expands to the signed message', async () => {
    const expand = (xml: string) => {
      const [, value = ''] = /<!ENTITY rest "([^"]*)">/.exec(xml) ?? [];
      return withoutDoctype(xml).replace('&rest;', value);
    };
    const [first, second] = [await textOf(xmlEntityInNameId), await textOf(xmlEntityInNameId, 1)];
    expect(verified(expand(first)).nameID?.value).toBe(honestName);
    expect(contentText(first, 'NameID')).toBe('B.S&rest;');
    expect(verified(expand(second)).nameID?.value).toBe(longerName);
    expect(contentText(second, 'NameID')).toBe(`${honestName}&rest;`);
  });

  test.each([0, 1, 2, 3])('xml-external-entity, run %i: the rest is valid', async (index) => {
    const xml = await textOf(xmlExternalEntity, index);
    const url = index === 3 ? 'file:///etc/passwd' : 'http://listener.test/entity.txt';
    expect(xml.split('<samlp:Response')[0]).toContain(`SYSTEM "${url}"`);
    expect(verified(withoutDoctype(xml).replace('&outside;', '')).nameID?.value).toBe(honestName);
  });

  test('xml-billion-laughs: expands to the named size', async () => {
    const [nested, quadratic] = [await textOf(xmlBillionLaughs), await textOf(xmlBillionLaughs, 1)];
    const sizes = new Map([['e0', 'laugh'.length]]);
    for (const [, name = '', value = ''] of nested.matchAll(/<!ENTITY (e[1-9]) "([^"]*)">/g))
      sizes.set(
        name,
        [...value.matchAll(/&(\w+);/g)].reduce((sum, [, e = '']) => sum + (sizes.get(e) ?? 0), 0),
      );
    expect(sizes.get('e9')).toBe(5e9);
    expect(nested.length).toBeLessThan(10_000);
    expect(quadratic.split('&e;').length - 1).toBe(20_000);
    expect(quadratic).toContain('x'.repeat(30_000));
    expect(quadratic.length).toBeLessThan(128 * 1024);
    for (const xml of [nested, quadratic])
      expect(verified(withoutDoctype(xml).replace(/(&e9?;)+/, '')).nameID?.value).toBe(honestName);
  });
});

test.each([
  [0, [`${ns.assertion}/`, ns.protocol]],
  [1, ['urn:oasis:names:tc:SAML:1.0:assertion', ns.protocol]],
  [2, [ns.assertion, `${ns.protocol}/`]],
  [3, [ns.assertion, 'urn:oasis:names:tc:SAML:1.0:protocol']],
])('xml-namespace-lookalike, run %i: is genuinely signed', async (index, expected) => {
  const xml = await textOf(xmlNamespaceLookalike, index);
  expect(verifiesSomewhere(xml, publicKey)).toBe(true);
  const root = parse(xml).documentElement;
  const assertion = only(Array.from(root.getElementsByTagName('Assertion')));
  expect([assertion.namespaceURI, root.namespaceURI]).toEqual(expected);
});

describe('large trees', () => {
  test.each([
    [0, 50_000],
    [1, 25_000],
  ])('xml-deep-nesting, run %i: %i levels', async (index, depth) => {
    const xml = await textOf(xmlDeepNesting, index);
    expect(xml).toContain('<a>'.repeat(depth) + '</a>'.repeat(depth));
    expect(Buffer.byteLength(xml) < 256 * 1024).toBe(index === 1);
  });

  test.each([
    [0, / a\w+=""/g, 100_000],
    [1, / xmlns:a\w+="u:"/g, 20_000],
    [2, / a\w+=""/g, 20_000],
    [3, / xmlns:a\w+="u:"/g, 10_000],
  ])('xml-attribute-flood, run %i: all names differ', async (index, pattern, count) => {
    const xml = await textOf(xmlAttributeFlood, index);
    expect(new Set(xml.match(pattern)).size).toBe(count);
    expect(Buffer.byteLength(xml) < 256 * 1024).toBe(index > 1);
  });
});

describe('bytes', () => {
  /** Decodes two bytes as a lenient decoder does, even if one byte would be enough. */
  const lenient = (bytes: Uint8Array) =>
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\xc0\xc1][\x80-\xbf]/g, (pair) =>
        String.fromCharCode(((pair.charCodeAt(0) & 0x1f) << 6) | (pair.charCodeAt(1) & 0x3f)),
      )
      .replace('\xe2\x82', '');

  test.each([0, 1])(
    'xml-invalid-utf8, run %i: a lenient decoder reads the valid message',
    async (index) => {
      const { xml } = await messageOf(xmlInvalidUtf8, index);
      if (typeof xml === 'string') throw new Error('Bytes were expected.');
      expect(isUtf8(xml)).toBe(false);
      expect(verified(lenient(xml)).nameID?.value).toBe(honestName);
    },
  );

  test('xml-utf16: is valid once decoded, byte order mark included', async () => {
    const { xml: little } = await messageOf(xmlUtf16, 0);
    const { xml: big } = await messageOf(xmlUtf16, 1);
    expect([little[0], little[1], big[0], big[1]]).toEqual([0xff, 0xfe, 0xfe, 0xff]);
    const decoded = (label: string, bytes: string | Uint8Array) =>
      new TextDecoder(label).decode(bytes as Uint8Array);
    expect(verified(decoded('utf-16le', little)).nameID?.value).toBe(honestName);
    expect(verified(decoded('utf-16be', big)).nameID?.value).toBe(honestName);
  });

  test('xml-encoding-mismatch: as UTF-8 it verifies, as declared it does not', async () => {
    const xml = await textOf(xmlEncodingMismatch);
    const [declaration = ''] = /^<\?xml[^>]*\?>/.exec(xml) ?? [];
    expect(declaration).toContain('encoding="ISO-8859-1"');
    const body = xml.slice(declaration.length);
    expect(verified(body).nameID?.value).toBe(`jörg.${honestName}`);
    const asDeclared = Buffer.from(body, 'utf8').toString('latin1');
    expect(() => verified(asDeclared)).toThrow(
      expect.objectContaining({ code: 'signature_invalid' }),
    );
  });
});

describe('encoding of the message', () => {
  const inflated = (value: string) => inflateRawSync(Buffer.from(value, 'base64'));

  test('xml-deflate-bomb: the requests are small and inflate to valid messages', async () => {
    const honest = Buffer.from(String((await messageOf(xmlDeflateBomb, 1)).xml));
    const byPost = (await messageOf(xmlDeflateBomb, 1)).encode?.(honest) ?? '';
    expect(byPost.length).toBeLessThan(100_000);
    expect(inflated(byPost).length).toBeGreaterThan(byPost.length * 500);
    const url = String((await messageOf(xmlDeflateBomb, 0)).xml);
    expect(url.length).toBeLessThan(15_000);
    const value = new URL(url).searchParams.get('SAMLResponse') ?? '';
    const start = inflated(value)
      .subarray(0, 64 * 1024)
      .toString('utf8')
      .trimEnd();
    expect(verified(start).nameID?.value).toBe(honestName);
    expect(inflated(value).length).toBeGreaterThan(8 * 1024 * 1024);
  });

  test('xml-not-base64: sends three values that are not base64 of XML', async () => {
    const sent = await Promise.all(
      xmlNotBase64.runs.map(async (_, index) => {
        const { encode } = await messageOf(xmlNotBase64, index);
        return encode?.(new Uint8Array());
      }),
    );
    expect(sent).toEqual(['%%%', '', Buffer.from('This is not XML.').toString('base64')]);
  });
});
