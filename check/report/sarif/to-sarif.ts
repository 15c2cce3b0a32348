import type { Log, Result } from 'sarif';
import { severityName } from '../../../catalogue/index.ts';
import { decidingExchange } from '../deciding-exchange.ts';
import type { CaseReport, CheckReport, ExchangeReport, RunReport } from '../report.ts';
import { counts } from '../summary.ts';
import { worstRun } from '../worst-run.ts';
import { levelOf, ruleOf } from './rule.ts';

/** What SARIF needs besides the report, because its readers show a finding at a line of a file in a repository. */
export interface SarifContext {
  readonly location: SarifLocation;
  /** URL of docs/catalogue.md. */
  readonly documentation: string;
}

/** A line of the settings file. */
export interface SarifLocation {
  /** Path from the root of the repository, with `/` and percent-encoding. */
  readonly uri: string;
  /** Counted from 1; the end column is behind the last character. */
  readonly region: Required<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
  /** `primaryLocationLineHash` of the line. */
  readonly lineHash: string;
}

/**
 * SARIF 2.1.0 (OASIS, 2023), in the subset that GitHub's code scanning reads: a rule for each case that was run, a result for each finding.
 * The URL of the service provider is in `webRequest` only, because GitHub looks for locations in the repository.
 */
export function toSarif(report: CheckReport, context: SarifContext): Log {
  const cases = Object.values(report.cases);
  const found = cases.filter(
    (of) => counts(of) || of.baseline?.state === 'known' || of.verdict === 'warn',
  );
  return {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'samlab check',
            semanticVersion: report.samlab,
            informationUri: context.documentation,
            rules: cases.map((of) => ruleOf(of, context.documentation)),
          },
        },
        automationDetails: { id: 'samlab-check/' },
        originalUriBaseIds: {
          '%SRCROOT%': { description: { text: 'The root of the repository.' } },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.partial === undefined,
            startTimeUtc: report.startedAt,
            ...(report.partial !== undefined && {
              toolExecutionNotifications: [
                {
                  level: report.control ? 'error' : 'warning',
                  message: { text: report.partial },
                  ...(report.control?.exchange && {
                    properties: { exchange: report.control.exchange },
                  }),
                },
              ],
            }),
          },
        ],
        results: found.map((of) => resultOf(of, cases.indexOf(of), { report, context })),
        properties: { catalogue: report.catalogue, target: report.target.name },
      },
    ],
  };
}

function resultOf(
  of: CaseReport,
  ruleIndex: number,
  { report: { target }, context }: { report: CheckReport; context: SarifContext },
): Result {
  const shown = worstRun(of.runs) ?? of.runs[0];
  const { uri, region, lineHash } = context.location;
  return {
    ruleId: of.id,
    ruleIndex,
    level: of.verdict === 'warn' ? 'note' : levelOf[of.severity],
    message: { text: messageOf(of, shown) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region },
        logicalLocations: [{ name: of.id, fullyQualifiedName: `${of.group}/${of.id}` }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: lineHash, 'samlabCase/v1': of.id },
    ...(shown && exchange(shown, target.acs)),
    ...(of.baseline?.state === 'known' && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: of.baseline.reason }],
    }),
    properties: {
      verdict: of.verdict,
      severity: severityName[of.severity],
      ...(of.cause !== undefined && { cause: of.cause }),
    },
  };
}

/** GitHub shows the first sentence as the title of an alert. */
function messageOf(
  { title, fix, verdict, baseline, cause }: CaseReport,
  run: RunReport | undefined,
) {
  if (baseline?.state === 'stale')
    return `${title}: it passes now, but the baseline still lists it. Remove it from the baseline.`;
  const expired =
    baseline?.state === 'expired' ? ` Its baseline entry has expired: ${baseline.reason}.` : '';
  const shared = cause === undefined ? '' : ` It has the same cause as ${cause}.`;
  return `${title}: ${run?.reason ?? verdict}${expired}${shared} ${fix}`;
}

function exchange(run: RunReport, acs: string): Pick<Result, 'webRequest' | 'webResponse'> {
  const first = run.request === undefined ? run.exchanges[0] : decidingExchange(run);
  if (!first) return {};
  return {
    webRequest: requestOf(first, acs),
    webResponse: {
      statusCode: first.answer.status,
      ...(first.answer.text !== '' && { body: { text: first.answer.text } }),
    },
  };
}

const requestOf = ({ request, answer }: ExchangeReport, acs: string): Result['webRequest'] => ({
  protocol: 'HTTP',
  ...(request === undefined
    ? { method: 'POST', target: acs }
    : { method: /^curl -X (\w+)/.exec(request)?.[1] ?? 'GET', target: answer.url }),
});
