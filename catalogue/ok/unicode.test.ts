import { describe, expect, it } from 'vitest';
import type { Answer, Stage, UserAgent } from '../stage.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { markupValue, okUnicodeValues, scriptsValue } from './unicode.ts';

const { cast } = await testCast();

/** The outcome at a service provider that accepts everything and answers with one page. */
async function outcomeFor(body: string, run: number): Promise<string | undefined> {
  const answer = { status: 200, body } as Answer;
  const agent = {
    begin: async () => testSpec(cast),
    post: async () => answer,
    whoami: async () => ({
      signedIn: true,
      text: 'B.Simon@contoso.com',
      honest: true,
      hostile: false,
    }),
  };
  const newUserAgent = async () => agent as Partial<UserAgent> as UserAgent;
  const stage = { newUserAgent } as Partial<Stage> as Stage;
  return (await okUnicodeValues.runs[run]?.play?.(stage))?.outcome;
}

const html = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;');
const ascii = (value: string) =>
  JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

describe.each([
  { what: 'in several scripts', run: 0, sent: scriptsValue },
  { what: 'with markup', run: 1, sent: markupValue },
])('a value $what', ({ run, sent }) => {
  it.each([
    ['is not shown', 'Welcome'],
    ['is shown on a page', `<p>${html(sent)}</p>`],
    [
      'is shown on a page that collapses white space',
      `<p>${html(sent).replaceAll(/\s+/g, ' ')}</p>`,
    ],
    ['is shown in JSON', JSON.stringify({ value: sent })],
    ['is shown in ASCII-only JSON', `{"value":${ascii(sent)}}`],
  ])('passes when it %s', async (_, body) => {
    expect(await outcomeFor(body, run)).toBe('session');
  });
});

it.each([
  ['was normalised', 0, scriptsValue.normalize('NFC')],
  [
    'lost characters beyond the basic plane',
    0,
    scriptsValue.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '?'),
  ],
  ['was read as Latin-1', 0, Buffer.from(scriptsValue, 'utf8').toString('latin1')],
  ['lost its markup', 1, markupValue.replaceAll(/<[^>]*>/g, '')],
] as const)('a value that %s fails', async (_, run, value) => {
  expect(await outcomeFor(JSON.stringify({ value }), run)).toBe('none');
});
