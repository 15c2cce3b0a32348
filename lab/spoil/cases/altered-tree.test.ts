import { describe, expect, test } from 'vitest';
import { alteredTree, type Branch } from './altered-tree.ts';
import { messageTree, signedIds } from './message-tree.ts';

/** One line per branch: `*` altered, `#` signed. */
function shown(branches: readonly (Branch | number)[], depth = 0): string[] {
  return branches.flatMap((branch) => {
    const indent = '  '.repeat(depth);
    if (typeof branch === 'number') return [`${indent}(${branch})`];
    const marks = `${branch.altered ? '*' : ''}${branch.signed ? '#' : ''}`;
    return [`${indent}${marks}${branch.text}`, ...shown(branch.children, depth + 1)];
  });
}

const signature = (value: string) =>
  `<Signature><Reference URI="#a"/><DigestValue>${value}</DigestValue></Signature>`;
const response = (name: string, value = 'x', more = '') =>
  `<p:Response ID="r"><Status/>${more}<Assertion ID="a">${signature(value)}<Subject><NameID>${name}</NameID></Subject><Other/><Last/></Assertion></p:Response>`;

describe('the trees of two messages', () => {
  test('mark the change, shade what is signed and fold the rest', () => {
    const { before, after } = alteredTree(response('valid'), response('hostile'));
    expect(shown(before)).toEqual([
      'p:Response ID="r"',
      '  (1)',
      '  #Assertion ID="a"',
      '    Signature',
      '      (2)',
      '    #Subject',
      '      *#NameID: valid',
      '    (2)',
    ]);
    expect(shown(after)[6]).toBe('      *#NameID: hostile');
  });

  test('mark digests only when nothing else differs', () => {
    expect(shown(alteredTree(response('a', '1'), response('b', '2')).after)).not.toContain(
      '      *DigestValue: 2',
    );
    expect(shown(alteredTree(response('a', '1'), response('a', '2')).after)).toContain(
      '      *DigestValue: 2',
    );
  });

  test('say when only the signature differs', () => {
    expect(alteredTree(response('a', '1'), response('a', '2')).onlySignature).toBe(true);
    expect(alteredTree(response('a', '1'), response('b', '2')).onlySignature).toBe(false);
    expect(alteredTree(response('a'), response('a')).onlySignature).toBe(false);
  });

  test('show changes of a namespace, of letter case and of the hidden part of a long value', () => {
    const long = 'x'.repeat(300);
    const differ = (a: string, b: string) =>
      shown(alteredTree(a, b).after).some((line) => line.trimStart().startsWith('*'));
    expect(differ('<a xmlns="1"/>', '<a xmlns="2"/>')).toBe(true);
    expect(differ('<a/>', '<A/>')).toBe(true);
    expect(differ(`<a>${long}1${long}</a>`, `<a>${long}2${long}</a>`)).toBe(true);
    expect(differ('<a/>', '<a/>')).toBe(false);
  });

  test('show only the landmarks of a new element', () => {
    const values = '<Value>1</Value><Value>2</Value><Value>3</Value><Value>4</Value>';
    const added = `<Assertion ID="b"><Issuer>i</Issuer><Subject><NameID>n</NameID></Subject>${values}</Assertion>`;
    const { after } = alteredTree(response('a'), response('a', 'x', added));
    expect(shown(after).slice(2, 7)).toEqual([
      '  *Assertion ID="b"',
      '    (1)',
      '    *Subject',
      '      *NameID: n',
      '    (4)',
    ]);
  });

  test('fold many similar lines', () => {
    const { after } = alteredTree(response('a'), response('a', 'x', '<Decoy/>'.repeat(500)));
    expect(shown(after).length).toBeLessThan(30);
    expect(shown(after)).toContain('  (492)');
  });
});

describe('the tree of a message', () => {
  test.each([
    'no xml',
    '</a>',
    '<a',
    '<a><b></a></b>',
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    '<a/><b/>',
    '<a>x<!-- y -->z</a>',
    '',
  ])('can be built of %j', (xml) => {
    expect(JSON.stringify(messageTree(xml)).length).toBeLessThan(1000);
  });

  test('is limited in depth', () => {
    const depth = (nodes: ReturnType<typeof messageTree>): number =>
      nodes.length === 0 ? 0 : 1 + Math.max(...nodes.map(({ children }) => depth(children)));
    expect(depth(messageTree('<a>'.repeat(20_000)))).toBeLessThan(50);
  });

  test('has separate texts before and after a comment', () => {
    const [root] = messageTree('<a>x<!-- y -->z</a>');
    expect(root?.children.map(({ label }) => label)).toEqual(['x', '<!-- y -->', 'z']);
  });

  test('gives the IDs that signatures reference', () => {
    const xml = '<a><ds:Reference URI="#x"/><Reference URI=""/><Reference/></a>';
    expect([...signedIds(messageTree(xml))]).toEqual(['x', '']);
  });
});
