import { describe, expect, it } from 'vitest';
import type { Answer, Stage, UserAgent } from '../stage.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { okUnicodeValues, unicodeValue } from './unicode.ts';

const { cast } = await testCast();

/** The outcome at a service provider that accepts everything and answers with one page. */
async function outcomeFor(body: string): Promise<string | undefined> {
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
  return (await okUnicodeValues.runs[0]?.play?.(stage))?.outcome;
}

const html = unicodeValue.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;');
const ascii = JSON.stringify(unicodeValue).replaceAll(
  /[^ -~]/g,
  (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
);

describe('a value in several scripts', () => {
  it.each([
    ['is not shown', 'Welcome'],
    ['is shown on a page', `<p>${html}</p>`],
    ['is shown on a page that collapses white space', `<p>${html.replaceAll(/\s+/g, ' ')}</p>`],
    ['is shown in JSON', JSON.stringify({ value: unicodeValue })],
    ['is shown in ASCII-only JSON', `{"value":${ascii}}`],
  ])('passes when it %s', async (_, body) => {
    expect(await outcomeFor(body)).toBe('session');
  });

  it.each([
    ['was normalised', unicodeValue.normalize('NFC')],
    [
      'lost characters beyond the basic plane',
      unicodeValue.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '?'),
    ],
    ['was read as Latin-1', Buffer.from(unicodeValue, 'utf8').toString('latin1')],
  ])('fails when it %s', async (_, value) => {
    expect(await outcomeFor(JSON.stringify({ value }))).toBe('none');
  });
});
