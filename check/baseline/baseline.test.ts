import { describe, expect, test } from 'vitest';
import { summarise } from '../report/summary.ts';
import { sampleCase, sampleReport } from '../testing/sample-report.ts';
import { applyBaseline, readBaseline } from './baseline.ts';

const known = (id: string) => id.startsWith('sig-');
const read = (text: string) => readBaseline(text, 'known.yaml', known);

describe('the file', () => {
  test('is a list in YAML or JSON', () => {
    const entries = [{ id: 'sig-a', reason: 'later', owner: 'team', expires: '2026-12-31' }];
    expect(read('- id: sig-a\n  reason: later\n  owner: team\n  expires: 2026-12-31')).toEqual(
      entries,
    );
    expect(read(JSON.stringify(entries))).toEqual(entries);
    expect(read('')).toEqual([]);
  });

  test.each([
    ['- id: sig-a', /Entry 1 .* must have id and reason/],
    ['- {id: sig-a, reason: x, when: now}', /Entry 1/],
    ['- {id: sig-a, reason: x, expires: soon}', /a day such as 2026-12-31/],
    ['- {id: nope, reason: x}', /"nope", which does not exist/],
    ['- {id: sig-a, reason: x}\n- {id: sig-a, reason: y}', /lists "sig-a" twice/],
    ['a: b', /must be a list/],
    ['[', /neither YAML nor JSON/],
  ])('%j is refused in a sentence', (text, message) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'bad_baseline' }));
    expect(() => read(text)).toThrow(message);
  });
});

describe('applied to a report', () => {
  const report = sampleReport([
    sampleCase('sig-fails', { verdict: 'fail' }),
    sampleCase('sig-passes'),
    sampleCase('sig-skipped', { verdict: 'not-applicable' }),
  ]);
  const entry = (id: string, expires?: string) => ({
    id,
    reason: 'later',
    ...(expires && { expires }),
  });
  const apply = (...entries: ReturnType<typeof entry>[]) =>
    summarise(applyBaseline(report, entries, new Date('2026-02-01T12:00:00Z')));
  const findings = (...entries: ReturnType<typeof entry>[]) =>
    apply(...entries).findings.map(({ of }) => [of.id, of.baseline?.state]);

  test('counts new failures', () => {
    expect(findings()).toEqual([['sig-fails', undefined]]);
  });

  test('accepts known failures until their entry expires', () => {
    expect(findings(entry('sig-fails'))).toEqual([]);
    expect(apply(entry('sig-fails')).good).toBe(true);
    expect(findings(entry('sig-fails', '2026-02-01'))).toEqual([]);
    expect(findings(entry('sig-fails', '2026-01-31'))).toEqual([['sig-fails', 'expired']]);
  });

  test('counts a case that passes now as stale, and ignores a skipped one', () => {
    expect(findings(entry('sig-fails'), entry('sig-passes'), entry('sig-skipped'))).toEqual([
      ['sig-passes', 'stale'],
    ]);
  });
});
