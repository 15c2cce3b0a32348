import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Severity } from '../../catalogue/index.ts';
import { severityName } from '../../catalogue/index.ts';
import type { CaseReport, CheckReport, RunReport } from './report.ts';
import { counts } from './summary.ts';

/** SARIF 2.1.0 (OASIS, 2023): a rule for each case that was run, a result for each finding. */
export function toSarif(report: CheckReport): Log {
  const cases = Object.values(report.cases);
  const found = cases.filter((of) => counts(of) || of.baseline?.state === 'known');
  return {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'samlab check',
            version: report.samlab,
            informationUri: 'https://www.npmjs.com/package/samlab',
            rules: cases.map(rule),
          },
        },
        invocations: [
          {
            executionSuccessful: report.partial === undefined,
            startTimeUtc: report.startedAt,
            ...(report.partial !== undefined && {
              toolExecutionNotifications: [{ level: 'warning', message: { text: report.partial } }],
            }),
          },
        ],
        results: found.map((of) => result(of, cases.indexOf(of), report)),
        properties: { catalogue: report.catalogue, target: report.target.name },
      },
    ],
  };
}

const level: Record<Severity, 'error' | 'warning' | 'note'> = {
  crit: 'error',
  high: 'error',
  med: 'warning',
  low: 'note',
};

/** GitHub's scale for `security-severity`. */
const score: Record<Severity, string> = { crit: '9.5', high: '8.0', med: '5.5', low: '2.5' };

function rule(of: CaseReport): ReportingDescriptor {
  return {
    id: of.id,
    name: of.id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: of.title },
    fullDescription: { text: of.risk },
    help: { text: `${of.fix}\nBasis: ${of.basis.join('; ')}` },
    defaultConfiguration: { level: level[of.severity] },
    properties: {
      tags: ['security', 'saml', of.group],
      'security-severity': score[of.severity],
      expected: of.expected,
    },
  };
}

function result(of: CaseReport, ruleIndex: number, { target }: CheckReport): Result {
  const worst = of.runs.find(({ verdict }) => verdict === of.verdict) ?? of.runs[0];
  const { baseline } = of;
  const text =
    baseline?.state === 'stale'
      ? `${of.title}: it passes now, but the baseline still lists it.`
      : `${of.title}: ${worst?.reason ?? of.verdict} ${of.fix}`;
  return {
    ruleId: of.id,
    ruleIndex,
    level: level[of.severity],
    message: { text },
    // There is no source file to point to: the location is the endpoint that received the message.
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: target.acs } },
        logicalLocations: [{ name: of.id, fullyQualifiedName: `${of.group}/${of.id}` }],
      },
    ],
    partialFingerprints: { 'samlabCase/v1': of.id },
    ...(worst && exchange(worst, target.acs)),
    ...(baseline?.state === 'known' && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: baseline.reason }],
    }),
    properties: { verdict: of.verdict, severity: severityName[of.severity] },
  };
}

function exchange(run: RunReport, acs: string): Pick<Result, 'webRequest' | 'webResponse'> {
  const [first] = run.exchanges;
  if (!first) return {};
  return {
    webRequest: { protocol: 'HTTP', method: 'POST', target: acs },
    webResponse: {
      statusCode: first.answer.status,
      ...(first.answer.text !== '' && { body: { text: first.answer.text } }),
    },
  };
}
