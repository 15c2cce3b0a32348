import { expect, test } from 'vitest';
import { toCtrf, toHtml, toJson, toJUnit, toMarkdown } from '../../check/index.ts';
import { everyVerdict, sampleCase, sampleReport } from '../../check/testing/sample-report.ts';
import { summaryText } from './summary-text.ts';

const visible = (text: string) =>
  text
    .replace(/<[^>]+>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('\\', '')
    .replace(/\s+/g, ' ');

test('every report and the summary give the same counts, exit code and reason', async () => {
  const report = everyVerdict();
  const counts =
    '13 cases: 11 played with 12 messages, 1 skipped, 1 not played, because samlab itself failed.';
  const exit = 'there are 4 cases with a finding, and 2 entries of the baseline no longer apply.';
  const texts = {
    summary: summaryText(report, { files: [] }),
    markdown: await toMarkdown(report),
    html: await toHtml(report),
  };
  for (const [name, text] of Object.entries(texts)) {
    expect([name, visible(text)]).toEqual([name, expect.stringContaining(counts)]);
    expect([name, visible(text)]).toEqual([name, expect.stringContaining(`Exit code 1: ${exit}`)]);
    expect([name, visible(text)]).toEqual([name, expect.stringContaining('1 message of 1 case:')]);
  }
  const junit = await toJUnit(report);
  expect(junit).toContain(`name="counts of the check" value="${counts}"`);
  expect(junit).toContain(`name="exit code" value="1: ${exit}"`);
  for (const words of ['Skipped: ', 'Not shown: ', 'Not played: ', 'Known failure: '])
    expect(junit).toContain(`<skipped message="${words}`);
  const numbers = { cases: 13, played: 11, messages: 12, skipped: 1, notShown: 1, notPlayed: 1 };
  const { counts: json, exitCode } = toJson(report);
  expect([json, exitCode]).toEqual([numbers, { code: 1, why: exit }]);
  expect((await toCtrf(report)).results.extra).toMatchObject({
    counts: numbers,
    exitCode: { code: 1, why: exit },
  });
});

test('a known failure is not counted as failed', () => {
  const known = sampleCase('sig-a', {
    verdict: 'fail',
    baseline: { state: 'known', reason: 'Ticket 7' },
  });
  const text = (...cases: ReturnType<typeof sampleCase>[]) =>
    summaryText(sampleReport(cases), { files: [] });
  expect(text(known)).toContain('1 known failure\n');
  expect(text(known)).not.toContain('1 failed');
  expect(text(sampleCase('sig-a', { verdict: 'fail' }))).toContain('1 failed\n'); // control
});
