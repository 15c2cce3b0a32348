import { expect, test } from 'vitest';
import type { CaseReport } from '../report/report.ts';
import type { RunVerdict } from '../verdict.ts';
import { scimCases } from './cases/index.ts';
import { withScimCauses } from './causes.ts';

const run = (id: string, verdict: RunVerdict) => ({
  id,
  expected: 'accept' as const,
  verdict,
  reason: 'It is so.',
  request: 'curl',
  checks: [],
  severity: 'crit' as const,
  basis: [],
  risk: '',
  fix: '',
  exchanges: [],
  at: '',
  durationMs: 0,
});

const judged = (verdicts: Readonly<Record<string, RunVerdict>>) =>
  Object.fromEntries(
    withScimCauses(
      Object.entries(verdicts).map(
        ([id, verdict]): CaseReport => ({
          ...run(id, verdict),
          group: 'connect',
          title: '',
          runs: [run(id, verdict)],
        }),
      ),
      scimCases,
    ).map((each) => [each.id, each]),
  );

test('a case whose precondition fails is not shown, and has no command', () => {
  const report = judged({ 'CONN-01': 'fail', 'CONN-02': 'fail', 'CONN-06': 'warn' });
  expect(report['CONN-01']?.verdict).toBe('fail');
  expect(report['CONN-02']).toMatchObject({
    verdict: 'not-shown',
    runs: [{ verdict: 'not-shown', reason: expect.stringContaining('CONN-01 fails') }],
  });
  expect(report['CONN-02']?.runs[0]).not.toHaveProperty('request');
  expect(report['CONN-06']?.verdict).toBe('not-shown');
});

test('it is a finding when its precondition passes', () => {
  expect(judged({ 'CONN-01': 'pass', 'CONN-02': 'fail' })['CONN-02']?.verdict).toBe('fail');
});

test('a test of the gallery names the first case that it repeats and that fails', () => {
  const both = judged({ 'LIF-55': 'fail', 'LIF-58': 'fail', 'GAL-06': 'fail' });
  expect(both['GAL-06']).toMatchObject({
    verdict: 'fail',
    cause: 'LIF-55',
    runs: [{ reason: 'It repeats LIF-55, which fails. It is so.' }],
  });
  const alone = judged({ 'LIF-55': 'pass', 'GAL-06': 'fail' });
  expect(alone['GAL-06']).not.toHaveProperty('cause');
});

test('texts that are no booleans are one fault: the disable is the finding, and the others name it', () => {
  const all = judged({ 'CRE-15': 'fail', 'LIF-55': 'fail', 'LIF-57': 'fail', 'LIF-58': 'fail' });
  expect(all['LIF-55']).not.toHaveProperty('cause');
  expect(all['CRE-15']).toMatchObject({
    cause: 'LIF-55',
    runs: [{ reason: 'LIF-55 fails for the same reason. It is so.' }],
  });
  expect([all['LIF-57']?.cause, all['LIF-58']?.cause]).toEqual(['LIF-55', 'LIF-55']);
  expect(judged({ 'CRE-15': 'fail', 'LIF-55': 'pass' })['CRE-15']).not.toHaveProperty('cause');
});

test('preconditions and repeated cases exist, and have neither themselves', () => {
  const byId = new Map(scimCases.map((each) => [each.id, each]));
  const named = scimCases.flatMap(({ after = [], repeats = [], sameFault = [] }) => [
    ...after,
    ...repeats,
    ...sameFault,
  ]);
  expect(named.length).toBeGreaterThan(20);
  for (const id of named) {
    expect(byId.has(id), id).toBe(true);
    const { after, repeats, sameFault } = byId.get(id) ?? {};
    // GAL-06 repeats LIF-58, which may have a cause itself: then that is the first it names.
    expect(after ?? repeats ?? (id === 'LIF-58' ? undefined : sameFault), id).toBeUndefined();
  }
});
