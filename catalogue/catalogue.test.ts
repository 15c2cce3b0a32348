import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MessageRun } from './case.ts';
import { groups, needs } from './case.ts';
import { allCaseIds, caseIds } from './ids.ts';
import { allCases, caseById } from './index.ts';
import type { Message } from './message.ts';
import { signedAssertion } from './sign-xml.ts';
import { testCast, testSpec } from './testing/cast.ts';
import { needsNoNeighbour } from './testing/needs-no-neighbour.ts';

const { cast } = await testCast();

/** Every Markdown file below a folder but those that quote other sources. */
const textsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.startsWith('reference'))
    .map((file) => `${folder}/${file}`);

const runs = allCases.flatMap((one) =>
  one.runs.map((run, index) => ({ id: `${one.id}#${index + 1}`, one, run })),
);

describe('the catalogue', () => {
  it('implements each id of ids.ts, in order, and no other', () => {
    expect(allCaseIds.length).toBeGreaterThan(0);
    expect(allCases.map(({ id }) => id)).toEqual(allCaseIds);
    expect(new Set(allCaseIds).size).toBe(allCaseIds.length);
  });

  it.each(['README.md', 'CHANGELOG.md', ...textsIn('docs')])('is as large as %s says', (file) => {
    const numbers = readFileSync(file, 'utf8').matchAll(
      /(?<![\d,.])(\d{3})\s+(?:[\w-]+\s+){0,3}(?:cases|hostile\s+sign-ins)\b/g,
    );
    for (const [text, number] of numbers) expect(number, text).toBe(`${allCases.length}`);
  });

  it('lists the groups in the order in which they run', () => {
    expect(Object.keys(caseIds)).toEqual(Object.keys(groups));
    for (const [group, ids] of Object.entries(caseIds))
      expect(allCases.filter((one) => one.group === group).map(({ id }) => id)).toEqual(ids);
  });

  it('finds a case by its id, and none for an unknown id', () => {
    expect(caseById('sig-stripped')?.group).toBe('sig');
    expect(caseById('sig-nothing')).toBeUndefined();
  });

  it.each(allCases)('$id has every text that a report needs', (one) => {
    expect(allCaseIds).toContain(one.id);
    expect(['crit', 'high', 'med', 'low']).toContain(one.severity);
    expect(['accept', 'reject', 'inert', 'policy']).toContain(one.verdict);
    expect(one.title).toMatch(/^\S.{8,}[^.]$/s);
    expect(one.basis.length).toBeGreaterThan(0);
    for (const sentence of [one.risk, one.fix]) expect(sentence).toMatch(/^\S.{15,}\.$/s);
    expect(one.runs.length).toBeGreaterThan(0);
  });

  it('has a different title for each run of a case', () => {
    for (const { id, runs: ofCase } of allCases) {
      const titles = ofCase.map(({ title }) => title);
      expect(new Set(titles).size, id).toBe(titles.length);
    }
  });

  it('names needs that exist', () => {
    for (const { id, run } of runs)
      for (const need of run.needs ?? []) expect(Object.keys(needs), id).toContain(need);
  });

  // If the verdict is inert, a service provider may accept, and ours does so in some runs.
  it('names the checks of every message that must be refused', () => {
    const unnamed = runs
      .filter(({ one, run }) => run.message && (run.verdict ?? one.verdict) === 'reject')
      .filter(({ run }) => [run.check ?? []].flat().length === 0)
      .map(({ id }) => id);
    expect(unnamed).toEqual([]);
  });

  const refused = runs.filter(({ one, run }) => (run.verdict ?? one.verdict) === 'reject');

  it('shows by neighbouring messages which check refused, or says why that needs none', () => {
    const unexplained = refused
      .filter(({ run }) => !(run.message && (run.validTwin || run.withoutTrick)))
      .filter(({ id }) => !needsNoNeighbour.some((exempt) => exempt.runs.test(id)))
      .map(({ id }) => id);
    expect(unexplained).toEqual([]);
  });

  it.each(needsNoNeighbour)(
    'has runs for $runs, and none with a neighbour',
    ({ runs: pattern }) => {
      const matched = runs.filter(({ id }) => pattern.test(id));
      expect(matched).not.toEqual([]);
      const needless = matched.filter(
        ({ run }) => run.message && (run.validTwin || run.withoutTrick),
      );
      expect(needless.map(({ id }) => id)).toEqual([]);
    },
  );

  it('refers to another case, or to an earlier run of the same one', () => {
    for (const { id, run } of runs)
      for (const { of } of run.message ? (run.withoutTrick ?? []) : [])
        expect(allCaseIds, id).toContain(of);
  });
});

/** As sent to the service provider. */
function sent({ xml, encode, relayState }: Message) {
  const bytes = typeof xml === 'string' ? Buffer.from(xml, 'utf8') : Buffer.from(xml);
  return { field: encode ? encode(bytes) : bytes.toString('base64'), relayState };
}

const neighbours = runs.flatMap(({ id, run }) => {
  const { validTwin, withoutTrick = [] } = run.message ? run : {};
  return [
    ...(validTwin ? [{ id: `${id}, its valid twin`, message: validTwin }] : []),
    ...withoutTrick.map(({ of, message }) => ({ id: `${id}, that of ${of}`, message })),
  ].map((each) => ({ ...each, of: run.message as MessageRun['message'] }));
});

const messageRuns = runs.flatMap(({ id, run }) =>
  run.message ? [{ id, message: run.message as MessageRun['message'] }] : [],
);

describe('every message', () => {
  const honest = () => testSpec(cast);

  it.each(messageRuns)('$id differs from the valid message', async ({ id, message }) => {
    const control = sent({ xml: signedAssertion(honest()) });
    const altered = sent(await message(honest()));
    if (id === 'ok-assertion-signed#1') expect(altered).toEqual(control);
    else expect(altered).not.toEqual(control);
  });

  it.each(neighbours)('$id is another message', async ({ message, of }) => {
    expect(sent(await message(honest()))).not.toEqual(sent(await of(honest())));
  });

  it.each(messageRuns)('$id can be made again', async ({ message }) => {
    const first = await message(honest());
    const second = await message(honest());
    if (isRandom(first)) expect(sent(second)).not.toEqual(sent(first));
    else expect(sent(second)).toEqual(sent(first));
  });
});

/** ECDSA signatures, IVs and content keys are random. */
const isRandom = ({ xml }: Message): boolean =>
  typeof xml === 'string' && /:?EncryptedAssertion[ >]|#ecdsa-sha256"/.test(xml);
