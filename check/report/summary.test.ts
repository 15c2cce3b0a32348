import { describe, expect, test } from 'vitest';
import { needs } from '../../catalogue/index.ts';
import { sampleCase, sampleReport, sampleRun } from '../testing/sample-report.ts';
import { summarise } from './summary.ts';

const root = sampleCase('cond-root', { verdict: 'fail', severity: 'med' });
const other = sampleCase('cond-other', { verdict: 'fail', severity: 'crit', cause: 'cond-root' });
const low = sampleCase('cond-low', { verdict: 'fail', severity: 'high' });

describe('findings', () => {
  test('are grouped by cause; the worst of a group decides its place', () => {
    const { findings, sentence } = summarise(sampleReport([low, root, other, sampleCase('sig-a')]));
    expect(findings.map(({ of, others }) => [of.id, others.map(({ id }) => id)])).toEqual([
      ['cond-root', ['cond-other']],
      ['cond-low', []],
    ]);
    expect(sentence).toContain(
      'needs work: 2 findings in 4 cases that were played, 1 of them critical. 1 more case fails for the same causes.',
    );
  });

  test('stay findings when the baseline accepts their cause', () => {
    const known = { ...root, baseline: { state: 'known', reason: 'Ticket 7' } } as const;
    const { findings } = summarise(sampleReport([known, other]));
    expect(findings.map(({ of, others }) => [of.id, others])).toEqual([['cond-other', []]]);
  });
});

describe('the sentence', () => {
  test('counts what was not shown, and blames samlab for what it could not play', () => {
    const reason = 'samlab could not play this: boom.';
    const report = sampleReport([
      sampleCase('sig-a'),
      sampleCase('sig-b', { verdict: 'not-shown' }),
      sampleCase('sig-c', {
        verdict: 'not-played',
        runs: [sampleRun('sig-c', { verdict: 'not-played', reason })],
      }),
    ]);
    const { sentence, good, notPlayed, findings } = summarise(report);
    expect(sentence).toContain('passed: no findings in 2 cases that were played.');
    expect(sentence).toContain('1 of them shows nothing, because another check decided.');
    expect(sentence).toMatch(
      /samlab could not play 1 message: sig-c: .*boom\. Please report this\./,
    );
    expect({ good, notPlayed, findings }).toEqual({ good: false, notPlayed: 1, findings: [] });
  });
});

test('what a failed sign-in left unproven is not said to be decided by another check', () => {
  const reason = 'The control sign-in before sig-b failed. Busy.';
  const report = sampleReport([
    sampleCase('sig-a'),
    sampleCase('sig-b', {
      verdict: 'not-shown',
      runs: [sampleRun('sig-b', { verdict: 'not-shown', controlFailed: true, reason })],
    }),
  ]);
  const { sentence, good, notProven } = summarise(report);
  expect(sentence).toContain(
    `1 message shows nothing, because the valid sign-in before it failed: ${reason}`,
  );
  expect(sentence).not.toContain('another check');
  expect({ good, notProven }).toEqual({ good: false, notProven: 1 });
});

describe('next steps', () => {
  const stepsOf = (...args: Parameters<typeof sampleReport>) =>
    summarise(sampleReport(...args)).nextSteps;
  const http = sampleReport([]).target;
  const chromium = { ...http, userAgent: 'chromium' } as const;

  test('are at most three, the worst cause first', () => {
    const steps = stepsOf([low, root, other, sampleCase('x-more', { verdict: 'fail' })]);
    expect(steps).toHaveLength(3);
    expect(steps[0]).toBe('Fix cond-root (medium), and 1 more with it: Verify the signature.');
  });

  test('mention what unlocks skipped cases only if somebody can do it', () => {
    const skipped = (need: keyof typeof needs) =>
      sampleCase(`md-${need}`, {
        verdict: 'not-applicable',
        runs: [sampleRun(`md-${need}`, { verdict: 'not-applicable', reason: needs[need] })],
      });
    const [step] = stepsOf([skipped('second-idp')], { target: chromium });
    expect(step).toMatch(/^1 case was skipped in whole or in part\. .*--offers second-idp/);
    expect(stepsOf([skipped('metadata-control')], { target: chromium })).toEqual([
      'Run it in your pipeline, with --report junit:FILE.',
    ]);
  });

  test('offer a browser only if there was none, and a baseline only for findings', () => {
    expect(stepsOf([sampleCase('sig-a')])).toEqual([
      expect.stringContaining('--browser'),
      expect.stringContaining('pipeline'),
    ]);
    expect(stepsOf([root], { target: chromium })).toEqual([
      expect.stringContaining('Fix cond-root'),
      expect.stringContaining('--baseline'),
    ]);
  });

  test('say where to look when there was no answer, and what to set when nothing can be judged', () => {
    const at = '2026-01-31T08:00:00.000Z';
    const error = sampleRun('sig-a', { verdict: 'error', reason: 'It did not answer.', at });
    const unsure = sampleRun('sig-b', { verdict: 'inconclusive', reason: 'Set --success.' });
    const steps = stepsOf([
      sampleCase('sig-a', { verdict: 'error', runs: [error] }),
      sampleCase('sig-b', { verdict: 'inconclusive', runs: [unsure] }),
    ]);
    expect(steps.slice(0, 2)).toEqual([
      `Fix sig-a (critical): It did not answer. Look at the log of the service provider at ${at}.`,
      'Let the check judge sig-b: Set --success.',
    ]);
  });
});

test('does not say that known failures passed', () => {
  const known = { state: 'known', reason: 'Ticket 7' } as const;
  const bad = (id: string) => sampleCase(id, { verdict: 'fail', baseline: known });
  const sentence = (...cases: ReturnType<typeof bad>[]) => summarise(sampleReport(cases)).sentence;
  expect(sentence(sampleCase('sig-a'), bad('sig-b'))).toContain(
    'passed: 1 known failure of the baseline, and no findings in 1 other case that was played.',
  );
  expect(sentence(sampleCase('sig-a'), bad('sig-b'), bad('sig-c'))).toContain(
    'passed: 2 known failures of the baseline, and no findings in 1 other case that was played.',
  );
  expect(sentence(sampleCase('sig-a'))).toContain('passed: no findings in 1 case that was played.');
  const skipped = sampleCase('sig-d', { verdict: 'not-applicable' });
  expect(sentence(skipped)).toContain('was not checked: every case was skipped.');
});
