import { describe, expect, test } from 'vitest';
import { comparisonText } from '../report/comparison-text.ts';
import { toMarkdown } from '../report/markdown.ts';
import type { CaseReport, CheckReport } from '../report/report.ts';
import { failing } from '../report/summary.ts';
import { sampleCase, sampleReport, sampleRun } from '../testing/sample-report.ts';
import { withComparison } from './compare.ts';
import { mustBeAbout, readEarlierReport } from './earlier-report.ts';

const read = (report: unknown) => readEarlierReport(JSON.stringify(report), 'old.json');

/** Compares checks of one case each. */
function compared(
  before: CaseReport | undefined,
  now: CaseReport | undefined,
  old: Partial<CheckReport> = {},
) {
  // Another case keeps the earlier report from being empty.
  const other = sampleCase('ok-other');
  const earlier = read(sampleReport([...(before ? [before] : []), other], old));
  return withComparison(sampleReport([...(now ? [now] : []), other]), earlier);
}

const passed = sampleCase('sig-a');
const failed = sampleCase('sig-a', { verdict: 'fail' });
const inconclusive = sampleCase('sig-a', { verdict: 'inconclusive' });
const skipped = sampleCase('sig-a', { verdict: 'not-applicable' });
const runs = (...verdicts: ('pass' | 'fail' | 'not-shown')[]) =>
  sampleCase('sig-a', {
    verdict: verdicts.includes('fail') ? 'fail' : 'pass',
    runs: verdicts.map((verdict, n) => sampleRun(`sig-a#${n + 1}`, { verdict })),
  });
const withOutcome = (outcome: 'session' | 'hostile') =>
  sampleCase('sig-a', {
    verdict: 'fail',
    runs: [sampleRun('sig-a', { verdict: 'fail', outcome })],
  });

describe('a case', () => {
  test.each([
    ['that fails now and passed then', passed, failed, 'new', true],
    ['that fails now and was skipped then', skipped, failed, 'not-played-then', true],
    ['that fails now and was not there then', undefined, failed, 'not-played-then', true],
    ['that passes now and was not there then', undefined, passed, 'not-played-then', false],
    ['that passes now and failed then', failed, passed, 'fixed', false],
    ['that failed then too', failed, failed, 'still', false],
    ['that failed then and cannot be judged now', failed, inconclusive, 'still', false],
    ['that could not be judged then and fails now', inconclusive, failed, 'worse', true],
    ['that fails in a further run', runs('fail', 'pass'), runs('fail', 'fail'), 'worse', true],
    ['that fails in fewer runs', runs('fail', 'fail'), runs('fail', 'pass'), 'still', false],
    [
      'that fails in a run which showed nothing then',
      runs('fail', 'not-shown'),
      runs('fail', 'fail'),
      'still',
      false,
    ],
    [
      'that signs in the wrong user now',
      withOutcome('session'),
      withOutcome('hostile'),
      'worse',
      true,
    ],
    [
      'that is more severe now',
      sampleCase('sig-a', { verdict: 'fail', severity: 'low' }),
      failed,
      'worse',
      true,
    ],
    [
      'that was harmless then and passes now',
      sampleCase('sig-a', { verdict: 'inert-ok' }),
      passed,
      'changed',
      false,
    ],
    ['that failed then and is skipped now', failed, skipped, 'not-played-now', false],
    ['that failed then and is not there now', failed, undefined, 'not-played-now', false],
    ['that passed then too', passed, passed, undefined, false],
    ['that was skipped then too', skipped, skipped, undefined, false],
  ] as const)('%s', (_, before, now, change, fails) => {
    const report = compared(before, now);
    expect(report.comparison?.changes.map((each) => [each.id, each.change])).toEqual(
      change ? [['sig-a', change]] : [],
    );
    expect(failing(report).length > 0).toBe(fails);
  });

  test('control: without a comparison every finding fails', () => {
    expect(failing(sampleReport([failed]))).toHaveLength(1);
  });

  test('in the baseline: a known failure never fails, an expired or stale entry always does', () => {
    const marked = (state: 'known' | 'expired' | 'stale', of = failed) =>
      failing(compared(of, { ...of, baseline: { state, reason: 'Ticket 7' } })).length;
    expect([marked('known'), marked('expired'), marked('stale', passed)]).toEqual([0, 1, 1]);
    const fresh = compared(passed, { ...failed, baseline: { state: 'known', reason: 'Ticket 7' } });
    expect(failing(fresh)).toEqual([]);
  });
});

describe('in words', () => {
  const text = (report: CheckReport) => comparisonText(report) ?? { sentences: [], lines: [] };

  test('counts, names what is new, and says what that means', () => {
    const { sentences, lines } = text(compared(passed, failed));
    expect(sentences).toEqual([
      'Compared with old.json (2026-01-31 08:00, samlab 0.1.0): 1 new finding, 0 fixed, 0 still there.',
      'Only what is new or worse, or gave no result then, fails the check.',
    ]);
    expect(lines).toEqual([{ id: 'sig-a', what: 'new: passed then, failed now', bad: true }]);
  });

  test('says that nothing is new; what is still there is only counted', () => {
    const { sentences, lines } = text(compared(failed, failed));
    expect(sentences[0]).toContain('0 new findings, 0 fixed, 1 still there.');
    expect(sentences.at(-1)).toBe('Nothing is new or worse, so the check does not fail.');
    expect(lines).toEqual([]);
  });

  test('lists cases without a result in one of the checks only if they are findings', () => {
    expect(text(compared(undefined, passed))).toMatchObject({
      lines: [],
      sentences: expect.arrayContaining([
        '1 case of this check gave no result in the earlier one.',
      ]) as string[],
    });
    expect(text(compared(passed, undefined))).toMatchObject({
      lines: [],
      sentences: expect.arrayContaining([
        '1 case of the earlier check gave no result in this one.',
      ]) as string[],
    });
    expect(text(compared(undefined, failed)).lines).toEqual([
      { id: 'sig-a', what: 'no result then: not chosen then, failed now', bad: true },
    ]);
    expect(text(compared(failed, skipped)).lines).toEqual([
      { id: 'sig-a', what: 'no result now: failed then, skipped now', bad: false },
    ]);
  });

  test('says that the catalogue differs, and that the earlier check did not finish', () => {
    const { sentences } = text(
      compared(passed, passed, { catalogue: '2025.1', partial: 'Stopped.' }),
    );
    expect(sentences).toContain(
      'The catalogue differs (2025.1 then, 2026.2 now), so a case may have changed and not the service provider.',
    );
    expect(sentences).toContain('The earlier check had not run to its end.');
    expect(text(compared(passed, passed)).sentences.join()).not.toMatch(/catalogue|end/);
  });

  test('the Markdown summary has them', () => {
    const markdown = toMarkdown(compared(passed, failed));
    expect(markdown).toContain('### Since the earlier check\n\nCompared with old.json');
    expect(markdown).toContain('- sig-a: new: passed then, failed now');
    expect(toMarkdown(sampleReport([failed]))).not.toContain('Since the earlier check');
  });
});

describe('an earlier report', () => {
  test.each([
    ['<html>', 'it is not JSON. Name a report of --report json:FILE.'],
    ['[]', 'it is not a JSON report of samlab check. Name a report of --report json:FILE.'],
    ['{"format":"CTRF"}', 'it is not a JSON report of samlab check.'],
    [
      '{"format":"samlab-check/99"}',
      'a newer samlab wrote it (format samlab-check/99; this one reads samlab-check/2).',
    ],
    ['{"format":"samlab-check/1"}', 'an older samlab wrote it (format samlab-check/1;'],
    ['{"format":"samlab-check/2"}', 'it is damaged'],
    [
      JSON.stringify({
        ...sampleReport([passed]),
        cases: { 'sig-a': { ...passed, verdict: 'odd' } },
      }),
      'it is damaged at /cases/sig-a/verdict.',
    ],
    [
      JSON.stringify(sampleReport([])),
      'it has no cases, because that check ended before the first one.',
    ],
  ])('%j is refused in a sentence', (text, what) => {
    const act = () => readEarlierReport(text, 'old.json');
    expect(act).toThrow(expect.objectContaining({ code: 'bad_comparison' }));
    expect(act).toThrow(`old.json cannot be compared: ${what}`);
  });

  test('must be about the same service provider', () => {
    const earlier = read(sampleReport([passed]));
    expect(() => mustBeAbout(earlier, 'http://localhost:3000/metadata')).not.toThrow();
    expect(() => mustBeAbout(earlier, 'urn:other')).toThrow(
      'old.json cannot be compared: it is about http://localhost:3000/metadata, and this check about urn:other. Name a report of this service provider.',
    );
  });
});
