import { describe, expect, test } from 'vitest';
import type { Run } from '../case.ts';
import { NotShown } from '../stage.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { type Scripted, scripted } from '../xml/testing/stages.ts';
import { errorReflection } from './error-reflection.ts';
import { markupText } from './page-markup.ts';

const { cast } = await testCast();
const whoami = '{"nameId":"B.Simon@contoso.com"}';

async function outcome({ play }: Run, script: Scripted) {
  if (!play) throw new TypeError('It is not played.');
  return (await play(scripted(testSpec(cast), script))).outcome;
}

describe.each(errorReflection.runs.map((run) => ({ ...run, title: run.title ?? '' })))(
  '$title',
  (run) => {
    test('a page with the markup is found, whether the message was accepted or refused', async () => {
      const body = `<p>${markupText}</p>`;
      expect(await outcome(run, { body })).toBe('harm');
      expect(await outcome(run, { body, whoami })).toBe('harm');
    });

    test('a refusal without it, or with the markup as text, is none', async () => {
      expect(await outcome(run, { body: '<p>Refused</p>' })).toBe('none');
      const body = `<p>${markupText.replaceAll('<', '&lt;')}</p>`;
      expect(await outcome(run, { body })).toBe('none');
    });

    test('a service provider that accepts the message is not blamed for a page it does not show', async () => {
      await expect(outcome(run, { body: '<p>Welcome</p>', whoami })).rejects.toThrow(NotShown);
    });
  },
);
