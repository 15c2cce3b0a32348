import { expect, test } from 'vitest';
import { differenceLines as withLimit } from './difference-lines.ts';

const differenceLines = (honest: string, sent: string) =>
  withLimit(honest, sent, { maxLines: 150 });

const message = (value: string, signature = 'same') =>
  `<a><b>1</b><c>2</c><d>3</d><e>${value}</e><f>4</f><g>5</g><h>6</h><s>${signature}</s></a>`;

test('shows the changed part with two equal lines around it, and counts the others', () => {
  expect(differenceLines(message('honest'), message('hostile'))).toEqual([
    { kind: 'folded', parts: ['2 equal lines', '', ''] },
    { kind: 'same', parts: ['  <c>2</c>', '', ''] },
    { kind: 'same', parts: ['  <d>3</d>', '', ''] },
    { kind: 'removed', parts: ['  <e>ho', 'nest', '</e>'] },
    { kind: 'added', parts: ['  <e>ho', 'stile', '</e>'] },
    { kind: 'same', parts: ['  <f>4</f>', '', ''] },
    { kind: 'same', parts: ['  <g>5</g>', '', ''] },
    { kind: 'folded', parts: ['3 equal lines', '', ''] },
  ]);
});

test('shows removed lines before those in their place', () => {
  const kinds = differenceLines('<a><b>1</b><c>2</c></a>', '<a><b>3</b><c>4</c></a>').map(
    ({ kind }) => kind,
  );
  expect(kinds).toEqual(['same', 'removed', 'removed', 'added', 'added', 'same']);
});

test('shortens a long value to its ends, and says by how much', () => {
  const [removed, added] = differenceLines(
    message('1', `${'A'.repeat(400)}=`),
    message('1', `B${'C'.repeat(399)}=`),
  ).filter(({ kind }) => kind === 'removed' || kind === 'added');
  expect(removed?.parts[1]).toBe(`${'A'.repeat(96)} … 240 characters … ${'A'.repeat(64)}`);
  expect(added?.parts[1]).toMatch(/^BC{95} … 240 characters … C{64}$/);
});

test('equal messages have no difference', () => {
  const kinds = differenceLines(message('1'), message('1')).map(({ kind }) => kind);
  expect(kinds).toEqual(['folded']);
});

test('shows at most as many lines as asked for', () => {
  const many = (value: string) => `<a>${`<b>${value}</b>`.repeat(400)}</a>`;
  const lines = differenceLines(many('1'), many('2'));
  expect(lines).toHaveLength(151);
  expect(lines.at(-1)).toEqual({
    kind: 'folded',
    parts: [expect.stringMatching(/^\d+ more lines$/), '', ''],
  });
});
