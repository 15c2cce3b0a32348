import { describe, expect, test } from 'vitest';
import { NotPlayable, NotShown } from '../stage.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { named } from '../xml/split-name.ts';
import { verified } from '../xml/testing/sent-messages.ts';
import { scripted, sentBy } from '../xml/testing/stages.ts';
import { nameIdLookalike } from './name-id-lookalike.ts';

const name = 'kim.stone@contoso.com';
const { cast } = await testCast();
const spec = () => named(testSpec(cast), name);
const plays = nameIdLookalike.runs.flatMap(({ title = '', play }) =>
  play ? [{ title, play }] : [],
);

/** As many service providers store names: without compatibility characters, accents and characters without width, in lower case. */
const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036F\u00AD\u200B]/g, '')
    .replaceAll('\u0131', 'i')
    .trim()
    .toLowerCase();

describe('each look-alike', () => {
  test.each(plays)(
    '$title: is signed, is another name, and folds to the test user',
    async ({ play }) => {
      const { xml } = await sentBy(play, spec());
      const signed = verified(xml).nameID?.value ?? '';
      expect(signed).not.toBe(name);
      expect(String(xml).replaceAll(signed, '')).not.toContain(name);
      expect(folded(signed)).toBe(name);
    },
  );
});

/** What the whoami page says, made from the name that was signed. */
async function outcomeAt(
  play: (typeof plays)[number]['play'],
  page: (signed: string) => string | undefined,
) {
  const { xml } = await sentBy(play, spec());
  const whoami = page(verified(xml).nameID?.value ?? '');
  return (await play(scripted(spec(), whoami === undefined ? {} : { whoami }))).outcome;
}

describe.each(plays)('$title', ({ title, play }) => {
  const found = title === 'a space at the end' ? 'harm' : 'hostile';

  test("is found where the session is the test user's", async () => {
    expect(await outcomeAt(play, () => JSON.stringify({ user: 'Kim.Stone@contoso.com' }))).toBe(
      found,
    );
  });

  test('is harmless where it gets an account for itself', async () => {
    expect(await outcomeAt(play, (user) => JSON.stringify({ user }))).toBe('session');
  });

  test('is refused', async () => {
    expect(await outcomeAt(play, () => undefined)).toBe('none');
  });
});

test('a page that does not show where the name ends shows nothing', async () => {
  const last = plays.at(-1);
  await expect(last && outcomeAt(last.play, (user) => `<p>${user}</p>`)).rejects.toThrow(NotShown);
});

test('a page shows no blank at the end of a name', async () => {
  const last = plays.at(-1);
  const stage = scripted(spec(), { whoami: name });
  const agent = await stage.newUserAgent();
  const whoami = async () => ({ ...(await agent.whoami()), trimmed: true as const });
  const onPage = { ...stage, newUserAgent: async () => ({ ...agent, whoami }) };
  await expect(last?.play(onPage)).rejects.toThrow(/a page does not show a blank/);
  expect((await last?.play(stage))?.outcome).toBe('harm');
});

test('a name without such a character is skipped', async () => {
  const [kelvin] = plays;
  await expect(kelvin?.play(scripted(testSpec(cast), {}))).rejects.toThrow(NotPlayable);
});
