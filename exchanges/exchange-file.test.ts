import { describe, expect, test } from 'vitest';
import type { Exchange } from './exchange.ts';
import { ExchangeFileError, MAX_FILE_BYTES, readExchange, writeExchange } from './exchange-file.ts';
import { sampleExchange } from './testing/sample.ts';

const sample = await sampleExchange();
const read = (text: string) => readExchange(Buffer.from(text));
function faultsOf(content: unknown): readonly string[] {
  try {
    read(typeof content === 'string' ? content : JSON.stringify(content));
    return [];
  } catch (error) {
    if (!(error instanceof ExchangeFileError)) throw error;
    return error.faults;
  }
}

test('a file gives the exchange back, as UTF-16 too', () => {
  expect(read(writeExchange(sample))).toEqual(sample);
  const utf16 = Buffer.from(`\uFEFF${writeExchange(sample)}`, 'utf16le');
  expect(readExchange(utf16)).toEqual(sample);
});

describe('a sentence for each fault', () => {
  const first = <Item>(items: readonly Item[]): Item => {
    const [item] = items;
    if (item === undefined) throw new TypeError('empty');
    return item;
  };
  test.each<[string, (e: Exchange) => unknown, string[]]>([
    [
      'a newer version',
      (e) => ({ ...e, version: 2 }),
      ['version must be 1, the version that this samlab reads.'],
    ],
    [
      'an unknown word',
      (e) => ({ ...e, kind: 'x' }),
      ['kind must be sign-in or launch or sign-out or provisioning.'],
    ],
    [
      'an id that would be a path',
      (e) => ({ ...e, id: '../x' }),
      ['id must be up to 100 letters, digits and any of . _ -.'],
    ],
    [
      'what is missing and what is unknown',
      ({ id: _, ...e }) => ({ ...e, more: 1 }),
      ['more is not part of an exchange.', 'id is missing.'],
    ],
    [
      'a value deep inside',
      (e) => ({ ...e, checks: [{ ...first(e.checks), by: 'me', found: 1 }] }),
      [
        'checks[0].by must be idp or sp.',
        'checks[0].found must be a text of at most 4000 characters.',
      ],
    ],
    [
      'a text that is too long',
      (e) => ({ ...e, user: 'x'.repeat(4001) }),
      ['user must be a text of at most 4000 characters.'],
    ],
    [
      'a list that is too long',
      (e) => ({ ...e, cookies: Array(1001).fill(first(e.cookies)) }),
      ['cookies must have at most 1000 items, not 1001.'],
    ],
    [
      'a date that is none',
      (e) => ({ ...e, startedAt: 'today' }),
      ['startedAt must be an instant in UTC, such as 2026-03-01T08:00:00.000Z.'],
    ],
    ['another kind of value', () => [], ['The file must be an object.']],
    [
      'a HAR file',
      () => ({ log: { entries: [] } }),
      [
        'The file looks like a HAR file, not like an exchange. Choose a file that "Download as JSON" of an exchange wrote.',
      ],
    ],
  ])('%s', (_, alter, faults) => {
    expect(faultsOf(sample)).toEqual([]);
    expect(faultsOf(alter(structuredClone(sample)))).toEqual(faults);
  });
  test('a file that is not JSON', () =>
    expect(faultsOf('{')).toEqual([
      expect.stringMatching(/^The file is not JSON: .+ Choose a file/),
    ]));
  test('a file over the limit', () =>
    expect(faultsOf(' '.repeat(MAX_FILE_BYTES + 1))).toEqual([
      `The file has ${MAX_FILE_BYTES + 1} bytes; an exchange has at most ${MAX_FILE_BYTES}.`,
    ]));
  test('many faults are counted', () => {
    const faults = faultsOf({ ...sample, claims: Array(100).fill(1) });
    expect(faults).toHaveLength(21);
    expect(faults.at(-1)).toBe('There are 80 more faults.');
  });
});
