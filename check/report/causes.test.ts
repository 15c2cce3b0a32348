import { describe, expect, test } from 'vitest';
import { allCases, type CatalogueCase, causes, checksOf } from '../../catalogue/index.ts';
import { caseReport } from '../oracle/case-report.ts';
import { assess, describeRun, jobsOf } from '../oracle/jobs.ts';
import { withCauses } from './causes.ts';
import type { CheckReport, RunReport } from './report.ts';

type Outcome = NonNullable<RunReport['outcome']>;

/** The causes of the failed cases, after these runs failed, by id or id of the case, and all others passed. */
function causesAfter(failed: Record<string, Outcome>): Record<string, string | undefined> {
  const jobs = jobsOf(allCases, { sharesUser: false });
  const run = (job: (typeof jobs)[number]): RunReport => {
    const outcome = failed[job.id] ?? failed[job.of.id];
    return {
      ...describeRun(job),
      ...assess(job),
      verdict: outcome ? 'fail' : 'pass',
      outcome: outcome ?? 'none',
      reason: '',
      exchanges: [],
      at: '',
      durationMs: 0,
    };
  };
  const reports = allCases.map((of: CatalogueCase) =>
    caseReport(of, jobs.filter((job) => job.of === of).map(run)),
  );
  const found: CheckReport['cases'][string][] = withCauses(reports);
  return Object.fromEntries(
    found.filter(({ verdict }) => verdict === 'fail').map(({ id, cause }) => [id, cause]),
  );
}

test('every id and every check exists, and the plain run is not about another check', () => {
  const jobs = jobsOf(allCases, { sharesUser: false });
  const ids = new Set(jobs.flatMap(({ id, of }) => [id, of.id]));
  const checks = new Set(jobs.flatMap(({ run }) => checksOf(run)));
  for (const cause of causes) {
    for (const id of [...cause.shownBy, ...(cause.together ?? []), ...(cause.cases ?? [])])
      expect(ids).toContain(id);
    for (const check of cause.checks ?? []) expect(checks).toContain(check);
    if (!cause.checks || cause.forged) continue;
    const [plain] = cause.shownBy;
    const own = jobs.filter(({ id, of }) => id === plain || of.id === plain);
    for (const { run } of own)
      expect(checksOf(run).some((check) => cause.checks?.includes(check))).toBe(true);
  }
});

describe('one hole is one finding', () => {
  test('a service provider that answers its requests again and again', () => {
    const found = causesAfter({
      'proto-irt-replayed': 'session',
      'cond-one-time-use-replay#1': 'session',
      'web-replay-after-logout#1': 'session',
      'web-double-post#1': 'session',
    });
    expect(found).toEqual({
      'proto-irt-replayed': undefined,
      'cond-one-time-use-replay': 'proto-irt-replayed',
      'web-replay-after-logout': 'proto-irt-replayed',
      'web-double-post': 'proto-irt-replayed',
    });
  });

  test('a service provider that remembers no Assertion, which only unsolicited ones show', () => {
    const found = causesAfter({ 'cond-one-time-use-replay#2': 'session' });
    expect(found).toEqual({ 'cond-one-time-use-replay': undefined });
  });

  test('a service provider that verifies no message of logout', () => {
    const found = causesAfter({
      'slo-unsigned-request': 'session',
      'slo-redirect-tampered': 'session',
      'slo-response-irt#2': 'session',
    });
    expect(found).toEqual({
      'slo-unsigned-request': undefined,
      'slo-redirect-tampered': 'slo-unsigned-request',
      'slo-response-irt': 'slo-unsigned-request',
    });
  });

  test('a service provider that does not compare the Audience', () => {
    const found = causesAfter({
      'cond-audience-missing': 'session',
      'cond-audience-wrong': 'session',
      'cond-two-restrictions': 'session',
      'cond-expired': 'session',
    });
    expect(found).toEqual({
      'cond-audience-missing': 'cond-audience-wrong',
      'cond-audience-wrong': undefined,
      'cond-two-restrictions': 'cond-audience-wrong',
      'cond-expired': undefined,
    });
  });

  test('a comparison by prefix does not explain a missing Audience', () => {
    const found = causesAfter({
      'cond-audience-missing': 'session',
      'cond-audience-wrong#3': 'session',
    });
    expect(found).toEqual({ 'cond-audience-missing': undefined, 'cond-audience-wrong': undefined });
  });

  test('a wrapping attack is not explained by the Issuer, nor by a milder one', () => {
    expect(causesAfter({ 'proto-issuer-wrong': 'session', xsw3: 'hostile' })).toEqual({
      'proto-issuer-wrong': undefined,
      xsw3: undefined,
    });
    expect(causesAfter({ xsw1: 'session', xsw3: 'hostile', xsw4: 'hostile' })).toEqual({
      xsw1: undefined,
      xsw3: undefined,
      xsw4: 'xsw3',
    });
    expect(
      causesAfter({ xsw3: 'hostile', xsw4: 'hostile', 'xsw-second-after': 'hostile' }),
    ).toEqual({ xsw3: undefined, xsw4: 'xsw3', 'xsw-second-after': 'xsw3' });
  });

  test('without any verification of signatures, all forgeries share that cause', () => {
    const found = causesAfter({
      'sig-stripped': 'hostile',
      'sig-tampered-nameid': 'hostile',
      'sig-wrong-key': 'hostile',
      'sig-hmac-public-key': 'hostile',
      xsw3: 'hostile',
      xsw4: 'hostile',
      'cond-audience-wrong': 'session',
    });
    expect(found).toEqual({
      'sig-stripped': undefined,
      'sig-tampered-nameid': 'sig-stripped',
      'sig-wrong-key': 'sig-stripped',
      'sig-hmac-public-key': 'sig-stripped',
      xsw3: 'sig-stripped',
      xsw4: 'sig-stripped',
      'cond-audience-wrong': undefined,
    });
  });

  test('a request that may be answered twice does not explain a response without a request', () => {
    const found = causesAfter({
      'proto-irt-replayed': 'session',
      'web-double-post#1': 'session',
      'web-login-csrf': 'session',
      'web-replay-after-logout': 'session',
    });
    expect(found).toEqual({
      'proto-irt-replayed': undefined,
      'web-double-post': 'proto-irt-replayed',
      'web-login-csrf': undefined,
      'web-replay-after-logout': undefined,
    });
  });

  test('a case with one run that another hole explains keeps its own finding', () => {
    const found = causesAfter({
      'cond-audience-wrong#1': 'session',
      'xml-comment-attribute': 'session',
    });
    expect(found['xml-comment-attribute']).toBeUndefined();
  });
});
