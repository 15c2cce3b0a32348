import { expect, test } from 'vitest';
import { caseById } from '../../catalogue/index.ts';
import { sampleRun } from '../testing/sample-report.ts';
import { caseReport } from './case-report.ts';

const of = caseById('cond-audience-wrong');
if (!of) throw new TypeError('There is no such case.');
const run = (n: number, over: Parameters<typeof sampleRun>[1]) => sampleRun(`${of.id}#${n}`, over);

test('a case is as severe as its worst failed run, whose clause, risk and cure it has', () => {
  const mild = { verdict: 'fail', severity: 'low', basis: ['X 1'], risk: 'Little.' } as const;
  const worse = { verdict: 'error', severity: 'med', basis: ['X 2'], risk: 'More.' } as const;
  const report = caseReport(of, [run(1, mild), run(2, worse), run(3, { severity: 'crit' })]);
  expect(report).toMatchObject({ verdict: 'fail', severity: 'med', basis: ['X 2'], risk: 'More.' });
});

test('what could not be judged counts only if nothing failed', () => {
  const unsure = { verdict: 'inconclusive', severity: 'crit' } as const;
  const report = caseReport(of, [run(1, unsure), run(2, { verdict: 'fail', severity: 'low' })]);
  expect(report.severity).toBe('low');
  expect(caseReport(of, [run(1, unsure)]).severity).toBe('crit');
});

test('a case that passed has the assessment of the catalogue', () => {
  const { severity, basis, risk, fix } = of;
  expect(caseReport(of, [run(1, { severity: 'low' })])).toMatchObject({
    ...{ verdict: 'pass', severity, basis, risk, fix },
  });
});

test('a case is shown if one of its runs is', () => {
  const shown = run(1, { verdict: 'pass' });
  const notShown = run(2, { verdict: 'not-shown' });
  expect(caseReport(of, [shown, notShown]).verdict).toBe('pass');
  expect(caseReport(of, [notShown]).verdict).toBe('not-shown');
});
