import { expect, test } from 'vitest';
import { withComparison } from '../compare/compare.ts';
import { readEarlierReport } from '../compare/earlier-report.ts';
import { sampleCase, sampleReport, sampleRun } from '../testing/sample-report.ts';
import { exitCodeOf } from './exit-code.ts';

const passed = sampleCase('sig-a');
const failed = sampleCase('sig-b', { verdict: 'fail' });
const accepted = sampleCase('sig-c', {
  verdict: 'fail',
  baseline: { state: 'known', reason: 'Ticket 7' },
});
const stale = sampleCase('sig-h', { baseline: { state: 'stale', reason: 'Ticket 8' } });
const notPlayed = sampleCase('sig-d', { verdict: 'not-played' });
const unproven = sampleCase('sig-g', {
  verdict: 'not-shown',
  runs: [sampleRun('sig-g', { verdict: 'not-shown', controlFailed: true })],
});
const notShown = sampleCase('sig-e', { verdict: 'not-shown' });

test.each([
  ['no findings', [passed, notShown], 0, 'there are no findings.'],
  [
    'a finding that the baseline accepts',
    [passed, accepted],
    0,
    'there are no findings; 1 known failure of the baseline does not count.',
  ],
  ['a finding', [passed, failed], 1, 'there is 1 case with a finding.'],
  [
    'findings, and an entry of the baseline that no longer applies',
    [failed, sampleCase('sig-f', { verdict: 'fail' }), stale],
    1,
    'there are 2 cases with a finding, and 1 entry of the baseline no longer applies.',
  ],
  [
    'a finding, and a message that samlab could not play',
    [failed, notPlayed],
    1,
    'there is 1 case with a finding.',
  ],
  [
    'only a message that samlab could not play',
    [passed, notPlayed],
    2,
    'samlab itself could not play 1 message.',
  ],
  [
    'a message after a valid sign-in that failed',
    [passed, unproven],
    2,
    'the valid sign-in before 1 message failed, so it shows nothing.',
  ],
  ['a finding, and such a message', [failed, unproven], 1, 'there is 1 case with a finding.'],
] as const)('%s', (_, cases, code, why) => {
  expect(exitCodeOf(sampleReport(cases))).toEqual({ code, why });
});

test('with a comparison: 1 only for what is new, 2 for a message that samlab could not play', () => {
  const earlier = readEarlierReport(JSON.stringify(sampleReport([failed])), 'old.json');
  const since = (now: Parameters<typeof sampleReport>[0]) =>
    exitCodeOf(withComparison(sampleReport(now), earlier));
  expect([
    since([failed]),
    since([failed, accepted]),
    since([failed, notPlayed]),
    since([failed, sampleCase('sig-z', { verdict: 'fail' })]),
  ]).toEqual([
    { code: 0, why: 'nothing is new or worse than in old.json; 1 earlier finding does not count.' },
    {
      code: 0,
      why: 'nothing is new or worse than in old.json; 1 earlier finding and 1 known failure of the baseline do not count.',
    },
    { code: 2, why: 'samlab itself could not play 1 message.' },
    { code: 1, why: 'there is 1 case with a finding that is new or worse than in old.json.' },
  ]);
});

test('a partial report', () => {
  expect(exitCodeOf(sampleReport([failed], { partial: 'It was interrupted.' }))).toEqual({
    code: 2,
    why: 'the check did not run to its end.',
  });
});
