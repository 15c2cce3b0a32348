import { expect, test } from 'vitest';
import { readEarlierReport, withComparison } from '../../check/index.ts';
import { sampleCase, sampleReport } from '../../check/testing/sample-report.ts';
import { exitCodeOf } from './exit-code.ts';

const passed = sampleCase('sig-a');
const failed = sampleCase('sig-b', { verdict: 'fail' });
const accepted = sampleCase('sig-c', {
  verdict: 'fail',
  baseline: { state: 'known', reason: 'Ticket 7' },
});
const notPlayed = sampleCase('sig-d', { verdict: 'not-played' });
const notShown = sampleCase('sig-e', { verdict: 'not-shown' });

test.each([
  ['no findings', [passed, notShown], 0],
  ['a finding that the baseline accepts', [passed, accepted], 0],
  ['a finding', [passed, failed], 1],
  ['a finding, and a run that samlab could not play', [failed, notPlayed], 1],
  ['only a run that samlab could not play', [passed, notPlayed], 2],
] as const)('%s', (_, cases, code) => {
  expect(exitCodeOf(sampleReport(cases))).toBe(code);
});

test('with a comparison: 1 only for what is new, 2 for a run that samlab could not play', () => {
  const earlier = readEarlierReport(JSON.stringify(sampleReport([failed])), 'old.json');
  const since = (now: Parameters<typeof sampleReport>[0]) =>
    exitCodeOf(withComparison(sampleReport(now), earlier));
  expect([
    since([failed]),
    since([failed, notPlayed]),
    since([failed, sampleCase('sig-z', { verdict: 'fail' })]),
  ]).toEqual([0, 2, 1]);
});

test('a partial report', () => {
  expect(exitCodeOf(sampleReport([failed], { partial: 'It was interrupted.' }))).toBe(2);
});
