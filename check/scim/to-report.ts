import type { Severity as ReportSeverity } from '../../catalogue/index.ts';
import { shortCopy } from '../../text-files/short-copy.ts';
import {
  type CaseReport,
  type CheckReport,
  type ExchangeReport,
  type RunReport,
  reportFormat,
} from '../report/report.ts';
import type { RunVerdict } from '../verdict.ts';
import type { ScimCase, Severity } from './case.ts';
import { withScimCauses } from './causes.ts';
import { curlOf } from './curl.ts';
import type { Job, Played } from './plan.ts';
import type { CaseExchange } from './sender.ts';

/** Version of the cases: of their ids and their meaning. */
const scimCasesVersion = 'scim-2026.1';

const severityOf: Readonly<Record<Severity, ReportSeverity>> = { S1: 'crit', S2: 'med', S3: 'low' };

/** In characters, of the body of an answer, and of other texts with what a server said. */
const MOST = 2000;
/** What was sent last shows what a run was about; what shows a fault is kept too. */
const KEPT = 6;

const assessmentOf = ({ severity, clauses, entra, fix }: ScimCase) => ({
  severity: severityOf[severity],
  basis: clauses,
  risk: entra,
  fix,
});

export function toScimRun({ of, run, id }: Job, played: Played): RunReport {
  const { verdict, reason, exchanges, by, at, durationMs } = played;
  const isBad = verdict === 'fail' || verdict === 'warn' || verdict === 'error';
  const shown = by ?? decidingOf(exchanges);
  return {
    id,
    ...(run.title !== undefined && { title: run.title }),
    expected: 'accept',
    verdict,
    reason: shortCopy(reason, MOST),
    checks: [],
    ...assessmentOf(of),
    ...(isBad && shown && { request: curlOf(shown) }),
    exchanges: exchanges
      .filter((each, n) => n >= exchanges.length - KEPT || (isBad && each === shown))
      .map(exchangeReport),
    at: at.toISOString(),
    durationMs,
  };
}

/** What shows the fault where the case does not say it: the last request, or, if that only looked at a resource, the last one that changed something. */
function decidingOf(exchanges: readonly CaseExchange[]): CaseExchange | undefined {
  const last = exchanges.at(-1);
  const looks =
    last?.request.method === 'GET' && /\/(?:Users|Groups)\/[^/?]+$/.test(last.request.url);
  const changed = exchanges.findLast(({ request }) => request.method !== 'GET');
  return looks ? (changed ?? last) : last;
}

function exchangeReport(exchange: CaseExchange): ExchangeReport {
  const { request, answer, fault } = exchange;
  const { status = 0, body = fault?.sentence ?? '' } = answer ?? {};
  return {
    request: curlOf(exchange),
    answer: {
      status,
      url: shortCopy(request.url, MOST),
      locations:
        answer?.headers.location === undefined ? [] : [shortCopy(answer.headers.location, MOST)],
      title: '',
      text: shortCopy(body, MOST),
    },
  };
}

/** Worst first. */
const order: readonly RunVerdict[] = [
  'fail',
  'error',
  'not-played',
  'warn',
  'not-shown',
  'pass',
  'not-applicable',
];

export function toScimReport({
  cases,
  runs,
  address,
  userAgent,
  startedAt,
  durationMs,
  version,
  partial,
  leftovers,
}: {
  readonly cases: readonly ScimCase[];
  readonly runs: readonly RunReport[];
  readonly address: string;
  /** With which all requests but those of CONN-03 were sent, because the server refuses them without. */
  readonly userAgent?: string | undefined;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly version: string;
  readonly partial?: string;
  readonly leftovers: readonly string[];
}): CheckReport {
  const reported = cases.flatMap((of): CaseReport[] => {
    const own = runs.filter(({ id }) => id.split('#')[0] === of.id);
    const ordered = own.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
    if (own.length < of.runs.length) return [];
    const verdict = order.find((each) => own.some((run) => run.verdict === each)) ?? 'pass';
    return [
      {
        id: of.id,
        group: of.phase,
        title: of.title,
        ...assessmentOf(of),
        expected: 'accept',
        expectation: of.expected,
        verdict,
        runs: ordered,
      },
    ];
  });
  return {
    format: reportFormat,
    samlab: version,
    catalogue: scimCasesVersion,
    subject: 'scim',
    target: {
      name: address,
      acs: address,
      userAgent: 'http',
      ...(userAgent !== undefined && { addedUserAgent: userAgent }),
    },
    startedAt: startedAt.toISOString(),
    durationMs,
    ...(partial !== undefined && { partial }),
    ...(leftovers.length > 0 && { leftovers }),
    cases: Object.fromEntries(withScimCauses(reported, cases).map((each) => [each.id, each])),
  };
}
