/**
 * Each service provider that lacks a rule is found by the runs about that rule, and by none of a sample of the others. `npm run matrix:flaws`
 * plays all of them.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allCases, type CatalogueCase } from '../../catalogue/index.ts';
import * as check from '../../check/index.ts';
import { expectedRuns, pairs, unshown } from './expected.ts';
import { type Laboratory, openLaboratory } from './laboratory.ts';
import { flawRows } from './markdown.ts';
import { faultsOf, resultOf } from './result.ts';
import type { RuleFacts } from './rules/rule.ts';
import { type Rule, ruleNames, rules } from './rules.ts';

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory(check);
});
afterAll(() => laboratory.close());

const caseOf = (run: string) => run.split('#')[0] ?? run;
const flaws: readonly (readonly Rule[])[] = [
  ...ruleNames.map((rule) => [rule]),
  ...pairs.map(({ without }) => without),
];

/** One case in SAMPLED, other ones for each flaw, and all cases about it. */
const SAMPLED = 20;
const casesFor = (without: readonly Rule[], nth: number): CatalogueCase[] => {
  const about = new Set(expectedRuns(without).map(caseOf));
  return allCases.filter(({ id }, at) => about.has(id) || at % SAMPLED === nth % SAMPLED);
};

const trials = flaws.map((without, nth) => ({ name: without.join(', '), without, nth }));
const isLoaded = ({ without }: { without: readonly Rule[] }) =>
  without.some((rule) => (rules[rule] as RuleFacts).load);

const isFound = async ({ without, nth }: (typeof trials)[number]) => {
  const report = await laboratory.check({ without }, casesFor(without, nth));
  const missed = expectedRuns(without).map((run) => JSON.stringify(report.cases[caseOf(run)]));
  expect(faultsOf(resultOf({ without }, report)), missed.join('\n')).toEqual([]);
};

describe.concurrent('a service provider without', () => {
  test.each(trials.filter((trial) => !isLoaded(trial)))('$name', isFound);
});

// One at a time, because they put load on the machine, and a run that others disturb shows nothing.
describe('a service provider, under load, without', () => {
  test.each(trials.filter(isLoaded))('$name', isFound);
});

test('each rule is shown by a run', () => {
  expect(ruleNames.filter((rule) => rules[rule].runs.length === 0)).toEqual([]);
  expect(ruleNames.length).toBeGreaterThanOrEqual(80);
});

test('each case with a message that must be refused is shown by a flaw, or the page says why not', () => {
  const shown = new Set(flaws.flatMap(expectedRuns).map(caseOf));
  const missing = allCases.filter(
    ({ id, verdict }) => verdict === 'reject' && !shown.has(id) && !(id in unshown),
  );
  expect(missing.map(({ id }) => id)).toEqual([]);
  expect(Object.keys(unshown).filter((id) => shown.has(id))).toEqual([]);
});

test('docs/flaw-matrix.md has the rows of these rules', () => {
  const page = readFileSync(new URL('../../docs/flaw-matrix.md', import.meta.url), 'utf8');
  const stale = flawRows(flaws).filter((row) => !page.includes(row));
  expect(stale, 'run "npm run matrix:flaws"').toEqual([]);
});
