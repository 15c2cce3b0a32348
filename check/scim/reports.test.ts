import { validate } from 'ctrf';
import { expect, test } from 'vitest';
import { scimWire } from '../../idp/index.ts';
import { countCases, skippedOf } from '../report/counts.ts';
import { toCtrf } from '../report/ctrf.ts';
import { exitCodeOf } from '../report/exit-code.ts';
import { toHtml } from '../report/html/to-html.tsx';
import { toJUnit } from '../report/junit.ts';
import { toMarkdown } from '../report/markdown.ts';
import type { CheckReport } from '../report/report.ts';
import { summarise } from '../report/summary.ts';
import { codeScanningRules } from '../testing/code-scanning-rules.ts';
import { sampleSarif } from '../testing/sample-sarif.ts';
import type { RunVerdict } from '../verdict.ts';
import { scimCases } from './cases/index.ts';
import { jobsOf } from './plan.ts';
import type { CaseExchange } from './sender.ts';
import { toScimReport, toScimRun } from './to-report.ts';

const disable = scimWire.setActive('a', false, 'default');
const sent: CaseExchange = {
  token: 'given',
  request: {
    method: disable.method,
    url: `https://example.com/scim${disable.path}`,
    headers: { ...disable.headers, Authorization: 'Bearer ***' },
    body: disable.body ?? '',
  },
  answer: { status: 400, headers: {}, body: '{"detail":"<b>No</b>"}' },
  at: '',
  durationMs: 0,
  attempts: 1,
};

/** A report in which the cases have these verdicts. */
function reportOf(verdicts: Readonly<Record<string, RunVerdict>>): CheckReport {
  const cases = scimCases.filter(({ id }) => id in verdicts);
  const at = new Date('2026-11-30T12:00:00Z');
  const runs = jobsOf(cases).map((job) =>
    toScimRun(job, {
      verdict: verdicts[job.of.id] ?? 'pass',
      reason: `Reason of ${job.id}.`,
      exchanges: [sent],
      at,
      durationMs: 5,
    }),
  );
  return toScimReport({
    cases,
    runs,
    address: 'https://example.com/scim',
    startedAt: at,
    durationMs: 50,
    version: '1.0.0',
    leftovers: [],
  });
}

const report = reportOf({
  'LIF-55': 'fail',
  'CRE-23': 'warn',
  'CONN-01': 'pass',
  'SEC-88': 'not-applicable',
  'MGR-51': 'not-shown',
});
const request = `curl -X PATCH 'https://example.com/scim/Users/a'`;

test('a failure counts, a warning does not', () => {
  expect(summarise(report).sentence).toMatch(/needs work: 1 finding in 4 cases/);
  expect(exitCodeOf(report)).toEqual({ code: 1, why: 'there is 1 case with a finding.' });
  const warned = reportOf({ 'CRE-23': 'warn', 'CONN-01': 'pass' });
  expect(exitCodeOf(warned).code).toBe(0);
});

test('JUnit has the request and what Entra does in the failure, and a warning as output', () => {
  const xml = toJUnit(report);
  expect(xml).toMatch(/<testsuites name="samlab check" tests="5" failures="1" errors="0"/);
  const [, failure = ''] = /<failure([\s\S]*?)<\/failure>/.exec(xml) ?? [];
  expect(failure).toContain('What Entra does: People who are unassigned');
  expect(failure).toContain('curl -X PATCH');
  expect(xml).toMatch(/<system-out>[\s\S]*CRE-23 \[warn\]: Reason of CRE-23\./);
});

test('CTRF keeps to its schema', () => {
  const written = toCtrf(report);
  expect(validate(written).errors).toEqual([]);
  expect(
    Object.fromEntries(written.results.tests.map(({ testId, status }) => [testId, status])),
  ).toEqual({
    'CONN-01': 'passed',
    'CRE-23': 'other',
    'LIF-55': 'failed',
    'MGR-51': 'other',
    'SEC-88': 'skipped',
  });
});

test('SARIF keeps to the rules of code scanning; a warning is a note', () => {
  const log = sampleSarif(report);
  for (const [name, faults] of Object.entries(codeScanningRules))
    expect(faults(log), name).toEqual([]);
  const results = log.runs[0]?.results ?? [];
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['CRE-23', 'note'],
    ['LIF-55', 'error'],
  ]);
  expect(results[1]?.webRequest).toMatchObject({
    method: 'PATCH',
    target: 'https://example.com/scim/Users/a',
  });
});

test('Markdown and HTML say why nothing is known of a case', () => {
  expect(toMarkdown(report)).toContain('Not shown:\n- MGR-51: Reason of MGR-51');
  expect(toHtml(report)).toMatch(/<h3>Not shown<\/h3><ul><li>MGR-51: Reason of MGR-51/);
  const none = reportOf({ 'CONN-01': 'pass' });
  expect(toMarkdown(none)).not.toContain('Not shown');
});

test('Markdown has the finding with its request, and the warning', () => {
  const text = toMarkdown(report);
  expect(text).toContain('- What Entra does: People who are unassigned');
  expect(text).toContain(request);
  expect(text).toMatch(/### Warnings\n\n- CRE-23: Location of the new user/);
});

test('HTML has the request, and shows what the server sent as text', () => {
  const html = toHtml(report);
  expect(html).toContain('What Entra does');
  expect(html).toContain('curl -X PATCH');
  expect(html).toContain('&lt;b>No&lt;/b>');
  expect(html).not.toContain('<b>No</b>');
});

/** A run in which the second of three requests shows the fault; the last one learns what works instead. */
function withThreeRequests(): CheckReport {
  const of = scimCases.find(({ id }) => id === 'CRE-17');
  const [job] = of ? jobsOf([of]) : [];
  if (!of || !job) throw new Error('CRE-17 has no run.');
  const at = new Date('2026-11-30T12:00:00Z');
  const other = (path: string, status: number, body: string): CaseExchange => ({
    ...sent,
    request: { ...sent.request, method: 'POST', url: `https://example.com/scim/${path}` },
    answer: { status, headers: { location: 'https://example.com/scim/Users/b' }, body },
  });
  const exchanges = [other('Users', 201, 'made'), sent, other('Users?again', 201, 'worked')];
  const run = toScimRun(job, {
    ...{ verdict: 'fail', reason: 'It was refused.', exchanges, by: sent, at, durationMs: 5 },
  });
  return toScimReport({
    ...{ cases: [of], runs: [run], address: 'https://example.com/scim', startedAt: at },
    ...{ durationMs: 50, version: '1.0.0', leftovers: [] },
  });
}

test('every report quotes the answer to the request that shows the fault, not to a later one', () => {
  const given = withThreeRequests();
  const happened = /- What happened: .*/.exec(toMarkdown(given))?.[0];
  expect(happened).toContain('It was refused. It answered with status 400: ');
  expect(happened).not.toContain('201');
  expect(sampleSarif(given).runs[0]?.results?.[0]?.webResponse?.statusCode).toBe(400);
});

test('a rule of SARIF says what Entra does, and Markdown does not quote an answer twice', () => {
  const [rule] = sampleSarif(report).runs[0]?.tool.driver.rules ?? [];
  expect(rule?.help?.text).toContain('What Entra does: ');
  expect(rule?.help?.text).not.toContain('Risk');
  const quoted = withThreeRequests();
  const [of] = Object.values(quoted.cases);
  if (!of) throw new Error('There is no case.');
  const reason = 'It was refused: the server answered 400 (No).';
  const runs = of.runs.map((run) => ({ ...run, reason }));
  const text = toMarkdown({ ...quoted, cases: { [of.id]: { ...of, runs } } });
  expect(text).toContain('the server answered 400 (No).\n');
});

test('HTML has the command of a fault once, and the others with their place', () => {
  const html = toHtml(withThreeRequests());
  expect(html.split('curl -X PATCH')).toHaveLength(2);
  expect(html).toContain('Request 2 of 3: the command above');
  expect(html.split('curl -X POST')).toHaveLength(3);
  expect(html).toContain('The check has removed what it made');
  expect(html).toContain('<dt>Location</dt>');
  expect(html).not.toContain('Redirects');
  // The control: a command that needs nothing of the check is not said to.
  expect(toHtml(report)).not.toContain('The check has removed what it made');
});

test('the request that shows the fault is kept, however many come after it', () => {
  const [job] = jobsOf(scimCases);
  if (!job) throw new Error('There is no case.');
  const later = Array.from({ length: 9 }, (_, n) => ({
    ...sent,
    request: { ...sent.request, url: `https://example.com/scim/Users/${n}` },
  }));
  const exchanges = [sent, ...later];
  const played = { reason: 'No.', exchanges, by: sent, at: new Date(0), durationMs: 5 };
  const requests = (verdict: RunVerdict) =>
    toScimRun(job, { verdict, ...played }).exchanges.map((each) => each.request);
  expect(requests('fail')).toHaveLength(7);
  expect(requests('fail')[0]).toContain(request);
  expect(requests('pass')).toHaveLength(6);
});

test('Markdown has the whole command', () => {
  const long: CaseExchange = {
    ...sent,
    request: { ...sent.request, body: JSON.stringify({ displayName: 'x'.repeat(1000) }) },
  };
  const [of] = scimCases.filter(({ id }) => id === 'CONN-01');
  const [job] = of ? jobsOf([of]) : [];
  if (!of || !job) throw new Error('CONN-01 has no run.');
  const at = new Date(0);
  const run = toScimRun(job, {
    ...{ verdict: 'fail', reason: 'No.', exchanges: [long], at, durationMs: 5 },
  });
  const text = toMarkdown(
    toScimReport({
      ...{ cases: [of], runs: [run], address: 'https://example.com/scim', startedAt: at },
      ...{ durationMs: 50, version: '1.0.0', leftovers: [] },
    }),
  );
  expect(text).toContain(`${'x'.repeat(1000)}"}'`);
});

test('no report has the token', () => {
  for (const text of [JSON.stringify(report), toJUnit(report), toMarkdown(report), toHtml(report)])
    expect(text).toContain('$SAMLAB_SCIM_TOKEN');
});

test('the reasons for skipping sum up to the cases that were skipped', () => {
  const given = reportOf({
    'SEC-88': 'not-applicable',
    'LIF-56': 'not-applicable',
    'GRP-76': 'not-applicable',
    'CONN-01': 'pass',
  });
  const played = given.cases['GRP-76'];
  if (!played) throw new Error('GRP-76 is missing.');
  const [first, ...others] = played.runs;
  if (!first) throw new Error('GRP-76 has no run.');
  const runs = [{ ...first, verdict: 'pass' as const }, ...others];
  const cases = { ...given.cases, 'GRP-76': { ...played, verdict: 'pass' as const, runs } };
  const skipped = skippedOf({ ...given, cases }).map(({ count }) => count);
  expect(skipped.toSorted()).toEqual([
    '1 case',
    '1 case',
    '1 run of cases that count for another reason',
    '1 run of cases that were played',
  ]);
  const summed = skipped.map((count) => Number(/^(\d+) case/.exec(count)?.[1] ?? 0));
  expect(summed.reduce((sum, each) => sum + each, 0)).toBe(2);
  expect(countCases({ ...given, cases }).skipped).toBe(2);
});
