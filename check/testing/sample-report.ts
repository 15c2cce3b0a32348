import type { CaseReport, CheckReport, RunReport } from '../report/report.ts';

const assessment = {
  severity: 'crit',
  basis: ['SAML Core 5.4.2'],
  risk: 'Anyone signs in as anyone.',
  fix: 'Verify the signature.',
} as const;

/** A run as in a report. */
export const sampleRun = (id: string, over: Partial<RunReport> = {}): RunReport => ({
  id,
  expected: 'reject',
  verdict: 'pass',
  reason: 'Refused.',
  outcome: 'none',
  ...assessment,
  checks: [],
  exchanges: [],
  at: '2026-01-31T08:00:00.000Z',
  durationMs: 12,
  ...over,
});

/** A case with one run of the same verdict. */
export const sampleCase = (id: string, over: Partial<CaseReport> = {}): CaseReport => ({
  id,
  group: 'sig',
  title: `Title of ${id}`,
  ...assessment,
  expected: 'reject',
  verdict: 'pass',
  runs: [
    sampleRun(id, {
      verdict: over.verdict ?? 'pass',
      severity: over.severity ?? assessment.severity,
    }),
  ],
  ...over,
});

export const sampleReport = (
  cases: readonly CaseReport[],
  over: Partial<CheckReport> = {},
): CheckReport => ({
  format: 'samlab-check/2',
  samlab: '0.1.0',
  catalogue: '2026.2',
  target: {
    name: 'http://localhost:3000/metadata',
    metadata: 'http://localhost:3000/metadata',
    acs: 'http://localhost:3000/acs',
    userAgent: 'http',
  },
  startedAt: '2026-01-31T08:00:00.000Z',
  durationMs: 1234,
  cases: Object.fromEntries(cases.map((each) => [each.id, each])),
  ...over,
});

/** One case of each verdict, with hostile text wherever text comes from a service provider. */
export const everyVerdict = (): CheckReport => {
  const nasty = '<script>alert("1")</script> & \u0000\u{1f600}';
  const failing = sampleRun('sig-tampered#2', {
    verdict: 'fail',
    reason: 'Accepted a response that must be refused.',
    outcome: 'hostile',
    title: 'second run',
    note: nasty,
    checks: ['signature'],
    namedCheck: 'schema',
    exchanges: [
      {
        honest: '<a><b>honest</b><c/><d/><e/><f/><g/><h/><i/></a>',
        sent: '<a><b>hostile</b><c/><d/><e/><f/><g/><h/><i/></a>',
        answer: {
          status: 200,
          url: 'http://localhost:3000/',
          locations: ['http://localhost:3000/'],
          title: nasty,
          text: nasty,
        },
      },
    ],
  });
  return sampleReport([
    sampleCase('ok-signed', { group: 'ok', expected: 'accept', severity: 'high' }),
    sampleCase('sig-tampered', { verdict: 'fail', runs: [sampleRun('sig-tampered#1'), failing] }),
    sampleCase('sig-crash', { verdict: 'error', severity: 'med' }),
    sampleCase('sig-odd', { verdict: 'inconclusive', severity: 'low' }),
    sampleCase('xml-inert', { group: 'xml', verdict: 'inert-ok', expected: 'inert' }),
    sampleCase('xml-policy', { group: 'xml', verdict: 'policy-noted', expected: 'policy' }),
    sampleCase('slo-none', { group: 'slo', verdict: 'not-applicable' }),
    sampleCase('web-hidden', { group: 'web', verdict: 'not-shown' }),
    sampleCase('web-broken', { group: 'web', verdict: 'not-played' }),
    sampleCase('cond-accepted', { group: 'cond', verdict: 'fail' }),
    sampleCase('cond-expired', {
      group: 'cond',
      verdict: 'fail',
      baseline: { state: 'expired', reason: 'Ticket 9' },
    }),
    sampleCase('md-known', {
      group: 'md',
      verdict: 'fail',
      baseline: { state: 'known', reason: 'Ticket 7' },
    }),
    sampleCase('md-stale', { group: 'md', baseline: { state: 'stale', reason: 'Ticket 8' } }),
  ]);
};
