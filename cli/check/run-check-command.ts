import type { CatalogueCase } from '../../catalogue/index.ts';
import { allCases } from '../../catalogue/index.ts';

import {
  applyBaseline,
  CheckFault,
  type CheckOptions,
  Connections,
  chromiumBrowsers,
  countPlan,
  countsSentence,
  exitCodeOf,
  httpBrowsers,
  isFinding,
  mustBeAbout,
  planCheck,
  runCheck,
  type Target,
  Trust,
  withComparison,
} from '../../check/index.ts';
import { onInterruption } from '../interruption.ts';
import { announce } from '../print.ts';
import { version } from '../version.ts';
import { dryRunText } from './dry-run.ts';
import { keepControl } from './keep-control.ts';
import { type CheckedSite, openTarget } from './open-target.ts';
import type { CheckCommandOptions } from './options.ts';
import { Progress } from './progress.ts';
import { summaryText } from './summary-text.ts';
import { writeReports } from './write-reports.ts';

const clock = () => new Date();

/** Runs the check, writes the reports and prints the summary; closes `site` at the end. */
export async function runCheckCommand(
  options: CheckCommandOptions,
  site: CheckedSite,
): Promise<0 | 1 | 2> {
  const { signal, release } = onInterruption();
  await using stack = new AsyncDisposableStack();
  stack.defer(release);
  const trust = new Trust(options.ca, (origin) =>
    announce(
      `${origin} has a private certificate; the check accepts it because it is on this machine.`,
    ),
  );
  const connections = new Connections({ signal, trust });
  stack.defer(() => connections.close());
  const cases = [...allCases, ...options.ownCases].filter(({ id }) => options.caseIds.includes(id));
  const target = await openTarget(site, { options, connections, stack });
  if (options.earlier) mustBeAbout(options.earlier, target.name);
  if (options.dryRun) {
    process.stdout.write(await dryRunText(cases, options, target));
    return 0;
  }
  sayWhere(cases, options, target);

  const progress = new Progress();
  const { browsers, userAgent } = await chooseBrowsers(options, connections, stack);
  const { report: bare, stopped } = await runCheck({
    cases,
    target,
    browsers,
    userAgent,
    clock,
    signal,
    concurrency: options.concurrency,
    keepMessages: options.reports.some(({ kind }) => kind === 'html' || kind === 'json'),
    version: version(),
    onRun: (run, done, total) => progress.show(done, total, run.id, isFinding(run.verdict)),
  }).finally(() => progress.clear());

  const judged = applyBaseline(bare, options.baseline, clock());
  const report = options.earlier ? withComparison(judged, options.earlier) : judged;
  const files = await writeReports(report, options);
  const kept = keepControl(report, options);
  // Without a valid sign-in, the fault says all that there is to say.
  if (!report.control || Object.keys(report.cases).length > 0)
    process.stdout.write(summaryText(report, { files }));
  if (stopped) throw withPlaces(stopped, { kept, files });
  return exitCodeOf(report).code;
}

/** The fault, and where the sign-in is that shows it. */
function withPlaces(
  fault: CheckFault,
  { kept, files }: { kept: string | undefined; files: readonly string[] },
): CheckFault {
  if (kept === undefined) return fault;
  const places = [
    fault.message,
    `The sign-in that failed is in ${kept}: both messages, and what the service provider answered. "samlab explain ${kept}" explains it; the lab home imports it under Exchanges.`,
    ...(files.length > 0 ? [`Reports: ${files.join(', ')}.`] : []),
  ];
  return new CheckFault(fault.code, places.join('\n'));
}

/** Says what is about to be sent, and where, so that hostile messages surprise no one. */
function sayWhere(
  cases: readonly CatalogueCase[],
  { foreign, allowLoad, settingsFile }: CheckCommandOptions,
  target: Target,
) {
  const counts = countsSentence(countPlan(planCheck(cases, target)), 'planned');
  const sites = foreign ? [...target.origins].join(' and ') : "samlab's own service provider";
  const lines = [
    ...(settingsFile ? [`Settings from ${settingsFile}.`] : []),
    counts,
    `Each message goes to ${sites}, after a control sign-in, and nothing goes anywhere else.`,
    ...(allowLoad ? ['This includes denial-of-service cases.'] : []),
  ];
  for (const line of lines) announce(line);
}

async function chooseBrowsers(
  { browser, foreign }: CheckCommandOptions,
  connections: Connections,
  stack: AsyncDisposableStack,
): Promise<Pick<CheckOptions, 'browsers' | 'userAgent'>> {
  if (!browser) {
    const page = httpBrowsers(connections);
    const problem = foreign ? page : httpBrowsers(connections, 'problem');
    return { browsers: { page, problem }, userAgent: 'http' };
  }
  const chromium = await chromiumBrowsers(connections);
  stack.defer(() => chromium.close());
  return { browsers: { page: chromium, problem: chromium }, userAgent: 'chromium' };
}
