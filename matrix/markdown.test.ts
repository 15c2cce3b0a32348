import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { caseById } from '../catalogue/index.ts';
import { sampleCase, sampleReport, sampleRun } from '../check/testing/sample-report.ts';
import { libraries } from './libraries.ts';
import { type Column, matrixOf } from './markdown.ts';

const [library] = libraries;
if (!library) throw new Error('The list of libraries is empty.');

const secret = 'how the message is made';
const failing = (outcome: 'session' | 'hostile') =>
  sampleCase('sig-b', {
    severity: 'med',
    verdict: 'fail',
    basis: ['A | B'],
    title: secret,
    risk: secret,
    fix: secret,
    runs: [sampleRun('sig-b', { verdict: 'fail', outcome, reason: secret, note: secret })],
  });

const column = (outcome: 'session' | 'hostile' = 'session', restarts = 0): Column => ({
  library,
  restarts,
  versions: ['library 1.2.3'],
  settings: { text: '({ url }) => ({})', fence: 'js' },
  report: sampleReport([
    sampleCase('ok-a', { group: 'ok', expected: 'accept' }),
    failing(outcome),
    sampleCase('sig-c', { verdict: 'fail', severity: 'crit' }),
    sampleCase('sig-d', { verdict: 'error' }),
    sampleCase('sig-e', {
      verdict: 'policy-noted',
      expected: 'policy',
      runs: [sampleRun('sig-e', { outcome: 'session', expected: 'policy' })],
    }),
    sampleCase('md-f', {
      group: 'md',
      verdict: 'not-applicable',
      runs: [sampleRun('md-f', { verdict: 'not-applicable', reason: 'It has none.' })],
    }),
  ]),
});

const page = (...columns: Column[]) => matrixOf(columns, { node: 'v24.0.0' });

test('counts by group, without policy cases and skipped cases', () => {
  const text = page(column());
  expect(text).toContain('| Valid responses (`ok`) | 1 of 1 |');
  expect(text).toContain('| Signature (`sig`) | 0 of 3, 2 failed, 1 error |');
  expect(text).toContain('| Metadata and keys (`md`) | skipped |');
  expect(text).toContain('| **All** | **1 of 4, 2 failed, 1 error** |');
  expect(text).toContain('| `sig-e` | accepts |');
  expect(text).toContain('- 1: It has none.');
});

test('says how often the process ended', () => {
  expect(page(column())).not.toContain('Its process ended');
  expect(page(column('session', 1))).toContain('Its process ended once during the check');
  expect(page(column('session', 3))).toContain('Its process ended 3 times during the check');
});

test('lists failed cases, worst first, without saying how their messages are made', () => {
  const text = page(column());
  const findings = [...text.matchAll(/fails case `([\w-]+)` \| (\w+)/g)].map(([, id, how]) => [
    id,
    how,
  ]);
  expect(findings).toEqual([
    ['sig-c', 'critical'],
    ['sig-b', 'medium'],
  ]);
  expect(text).toContain('A \\| B');
  expect(text).not.toContain(secret);
});

test('cases with one cause are one finding, as severe as the worst of them', () => {
  const { report, ...rest } = column();
  const consequence = {
    ...sampleCase('sig-g', { verdict: 'fail', severity: 'high' }),
    cause: 'sig-b',
  };
  const text = page({
    ...rest,
    report: { ...report, cases: { ...report.cases, 'sig-g': consequence } },
  });
  expect(text).toContain('| fails case `sig-b` | high | security | `sig-g` | A \\| B |');
  expect(text).not.toContain('fails case `sig-g`');
});

test('counts cases that are not shown, with the reason', () => {
  const { report, ...rest } = column();
  const run = sampleRun('sig-h', { verdict: 'not-shown', reason: 'The Assertion is not signed.' });
  const hidden = sampleCase('sig-h', { verdict: 'not-shown', runs: [run] });
  const text = page({
    ...rest,
    report: { ...report, cases: { ...report.cases, 'sig-h': hidden } },
  });
  expect(text).toContain('| Signature (`sig`) | 0 of 3, 2 failed, 1 error, 1 not shown |');
  expect(text).toContain('- 1: not shown: The Assertion is not signed.');
});

test('says that no wrong user was signed in only if that is true', () => {
  expect(page(column())).toContain('In no case');
  expect(page(column(), column('hostile'))).not.toContain('In no case');
});

test('shows the note on a case only if it failed', () => {
  const noted = (notes: Record<string, string>) =>
    page({ ...column(), library: { ...library, notes } });
  expect(noted({ 'sig-c': 'It can be turned off.' })).toContain('- `sig-c`: It can be turned off.');
  expect(noted({ 'ok-a': 'It can be turned off.' })).not.toContain('It can be turned off.');
  const known = libraries.flatMap(({ notes = {} }) => Object.keys(notes));
  expect(known.filter((id) => !caseById(id))).toEqual([]);
});

test('makes the same page from the same results at any time', () => {
  const { report, ...rest } = column();
  const later = { ...report, startedAt: '2031-01-01T00:00:00.000Z', durationMs: 9 };
  expect(page({ ...rest, report: later })).toBe(page(column()));
});

test('names no port of a service provider, which differs each time', () => {
  const reason = 'It refuses the Response the first time as well: 500 at ';
  const at = (origin: string) => ({
    ...column(),
    report: {
      ...sampleReport([
        sampleCase('sig-c', {
          verdict: 'not-shown',
          runs: [sampleRun('sig-c', { verdict: 'not-shown', reason: `${reason}${origin}/acs.` })],
        }),
      ]),
      target: { ...column().report.target, acs: `${origin}/acs` },
    },
  });
  const text = page(at('http://localhost:41001'));
  expect(text).toContain(`- 1: not shown: ${reason}/acs.`);
  expect(text).toBe(page(at('http://localhost:41002')));
});

test('shows settings as code in the language of the service provider', () => {
  const settings = { text: 'def settings(url):', fence: 'python' };
  expect(page({ ...column(), settings })).toContain('```python\ndef settings(url):\n```');
});

test('Node.js loads it without a build', () => {
  const url = new URL('./markdown.ts', import.meta.url).href;
  const program = `const { matrixOf } = await import('${url}'); console.log(typeof matrixOf);`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', program]);
  expect(said.toString()).toBe('function\n');
});
