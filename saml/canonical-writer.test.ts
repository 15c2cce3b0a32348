import { XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { canonical, element, verbatim, wire, type XmlElement } from './canonical-writer.ts';
import { assertion, response } from './testing/messages.ts';

/** The reference: libxml2, the canonicaliser that xmlsec uses. */
function libxml2(e: XmlElement): string {
  const document = XmlDocument.fromString(wire(e));
  try {
    return document.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 });
  } finally {
    document.dispose();
  }
}

describe('canonical form', () => {
  test("of a whole Response equals libxml2's of its wire form", () => {
    const message = response(assertion('Zoë <O\'Hara> & "Söhne" \r\n\t𝒳 ]]>'));
    expect(canonical(message)).toBe(libxml2(message));
  });

  test('orders attributes by namespace, then name, and declares prefixes where they are used', () => {
    const message = element(
      'b:root',
      { z: '1', 'xmlns:b': 'urn:b', 'xmlns:unused': 'urn:u', a: '2', 'xmlns:x': 'urn:a' },
      element('child', { 'x:q': '3', p: '4', xmlns: 'urn:d' }, element('inner', { xmlns: '' })),
      element('b:child', { 'b:q': '\t\n\r"<>&', 'x:q': 'r' }),
    );
    expect(canonical(message)).toBe(libxml2(message));
  });

  test('of random trees equals libxml2', () => {
    const random = seeded(20260101);
    for (let i = 0; i < 300; i++) {
      const tree = randomTree(random, 0);
      expect(canonical(tree), wire(tree)).toBe(libxml2(tree));
    }
  });
});

test('an element given as text has short empty tags on the wire, and full ones in canonical form', () => {
  const text = '<a xmlns="urn:a"><b c="1"></b><d>e</d></a>';
  const parent = element('p', { xmlns: 'urn:p' }, verbatim('a', text));
  expect(canonical(parent)).toBe(`<p xmlns="urn:p">${text}</p>`);
  expect(wire(parent)).toBe('<p xmlns="urn:p"><a xmlns="urn:a"><b c="1"/><d>e</d></a></p>');
  expect(canonical(parent)).toBe(libxml2(parent));
});

test('characters that XML forbids are dropped, so that the message stays readable', () => {
  expect(wire(element('a', { b: '\u0001x' }, 'y\u0000\uFFFE\uD800z😀'))).toBe('<a b="x">yz😀</a>');
});

function seeded(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state % below;
  };
}

function randomTree(random: (below: number) => number, depth: number): XmlElement {
  const prefixes = ['', 'p:', 'q:', 'r:'] as const;
  const prefix = () => prefixes[random(4)] ?? '';
  const own = prefix();
  const attributes: Record<string, string> = {};
  for (let i = random(3); i > 0; i--)
    attributes[`${prefix()}${'abc'[random(3)]}`] = `v${random(9)}&"<\n`;
  // Every prefix is declared at the root, so that the tree is well-formed; below it some are declared anew.
  for (const name of ['xmlns', 'xmlns:p', 'xmlns:q', 'xmlns:r'])
    if (depth === 0 || random(4) === 0) attributes[name] = `urn:${name.slice(-1)}${random(2)}`;
  const children = Array.from({ length: depth < 4 ? random(4) : 0 }, () =>
    random(3) === 0 ? `text ${random(9)} >&` : randomTree(random, depth + 1),
  );
  return element(`${own}e${random(3)}`, attributes, ...children);
}
