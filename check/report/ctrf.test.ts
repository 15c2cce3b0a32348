import { type CTRFReport, validate } from 'ctrf';
import { describe, expect, test } from 'vitest';
import { everyVerdict, sampleCase, sampleReport, sampleRun } from '../testing/sample-report.ts';
import { toCtrf } from './ctrf.ts';

describe('CTRF', () => {
  const written = toCtrf(everyVerdict());
  const testOf = (id: string) => written.results.tests.find(({ testId }) => testId === id);
  const faultsOf = (report: unknown) => validate(report).errors.map(({ message }) => message);

  test('keeps to the schema of the format, also when partial, empty or without a valid sign-in', () => {
    const control = { reason: 'A valid response opened no session.' };
    for (const report of [
      everyVerdict(),
      { ...everyVerdict(), partial: 'It was interrupted.' },
      sampleReport([]),
      sampleReport([], { partial: control.reason, control }),
    ])
      expect(faultsOf(toCtrf(report))).toEqual([]);
  });

  test('control: the schema refuses another status and a missing count', () => {
    const [first, ...others] = written.results.tests;
    const wrong = (results: object) => ({
      ...written,
      results: { ...written.results, ...results },
    });
    expect(faultsOf(wrong({ tests: [{ ...first, status: 'broken' }, ...others] }))).not.toEqual([]);
    const { other: _, ...incomplete } = written.results.summary;
    expect(faultsOf(wrong({ summary: incomplete }))).not.toEqual([]);
  });

  test('names the status of every verdict', () => {
    expect(
      Object.fromEntries(
        written.results.tests.map(({ testId = '', status, rawStatus }) => [
          testId,
          [status, rawStatus],
        ]),
      ),
    ).toEqual({
      'ok-signed': ['passed', 'pass'],
      'sig-tampered': ['failed', 'fail'],
      'sig-crash': ['failed', 'error'],
      'sig-odd': ['failed', 'inconclusive'],
      'xml-inert': ['passed', 'inert-ok'],
      'xml-policy': ['passed', 'policy-noted'],
      'slo-none': ['skipped', 'not-applicable'],
      'web-hidden': ['other', 'not-shown'],
      'web-broken': ['other', 'not-played'],
      'cond-accepted': ['failed', 'fail'],
      'cond-expired': ['failed', 'fail'],
      'md-known': ['other', 'fail'],
      'md-stale': ['failed', 'pass'],
    });
  });

  test('counts each status, and the tests in time', () => {
    expect(written.results.summary).toEqual({
      tests: 13,
      passed: 3,
      failed: 6,
      skipped: 1,
      pending: 0,
      other: 3,
      suites: 7,
      start: Date.parse('2026-01-31T08:00:00.000Z'),
      stop: Date.parse('2026-01-31T08:00:00.000Z') + 1234,
      duration: 1234,
    });
  });

  test('says why for all that did not pass, and has the runs of a case as steps', () => {
    const silent = written.results.tests.filter((one) => one.status !== 'passed' && !one.message);
    expect(silent).toEqual([]);
    expect(testOf('md-known')?.message).toBe('Known failure: Ticket 7');
    expect(testOf('sig-tampered')).toMatchObject({
      message: 'Accepted a response that must be refused.',
      trace: expect.stringContaining('Fix: Verify the signature.') as string,
      tags: ['sig', 'critical'],
      steps: [
        { name: 'sig-tampered#1', status: 'passed' },
        { name: 'sig-tampered#2: second run', status: 'failed' },
      ],
    });
    const runs = [sampleRun('sig-a#1', { verdict: 'not-played' }), sampleRun('sig-a#2')];
    const [one] = toCtrf(sampleReport([sampleCase('sig-a', { runs })])).results.tests;
    expect(one?.steps?.map(({ status }) => status)).toEqual(['other', 'passed']);
  });

  test('a valid sign-in that failed is a failed test', () => {
    const control = { reason: 'A valid response opened no session.' };
    const { results }: CTRFReport = toCtrf(sampleReport([], { control }));
    expect(results.summary).toMatchObject({ tests: 1, failed: 1, suites: 1 });
    expect(results.tests).toEqual([
      expect.objectContaining({ status: 'failed', message: control.reason }),
    ]);
  });
});
