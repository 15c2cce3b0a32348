import { allCases } from '../../scenarios/catalogue/index.ts';
import { Connections } from '../../scenarios/check/agent/exchange.ts';
import { httpBrowsers } from '../../scenarios/check/agent/http-browser.ts';
import { applyBaseline } from '../../scenarios/check/baseline/baseline.ts';
import { isFinding } from '../../scenarios/check/oracle/judge.ts';
import { type CheckOptions, runCheck } from '../../scenarios/check/oracle/run-check.ts';
import { plural, summarise } from '../../scenarios/check/report/summary.ts';
import { foreignTarget } from '../../scenarios/check/target/foreign-target.ts';
import { ownTarget } from '../../scenarios/check/target/own-target.ts';
import { sitesInOwnThread } from '../../scenarios/check/target/sites-in-own-thread.ts';
import type { Target } from '../../scenarios/check/target/target.ts';
import { onInterruption } from '../interruption.ts';
import { version } from '../version.ts';
import type { CheckArguments } from './arguments.ts';
import type { ExitCode } from './exit-code.ts';
import { type CheckCommandOptions, readCheckOptions } from './options.ts';
import { Progress } from './progress.ts';
import { usualFolder } from './show-idp-metadata.ts';
import { summaryText } from './summary-text.ts';
import { writeReports } from './write-reports.ts';

const clock = () => new Date();

/** `samlab check` itself. Throws what could not be done, as sentences. */
export async function runCheckCommand(
  given: CheckArguments,
  rest: readonly string[],
): Promise<ExitCode> {
  const options = readCheckOptions(given, rest, allCases);
  const { signal, release } = onInterruption();
  await using stack = new AsyncDisposableStack();
  stack.defer(release);
  const connections = new Connections({ signal });
  stack.defer(() => connections.close());
  const target = await openTarget(options, connections, stack);
  announce(options, target);

  const progress = new Progress();
  const { browsers, userAgent } = await chooseBrowsers(options, connections, stack);
  const { report: bare, stopped } = await runCheck({
    ...{ target, browsers, userAgent, clock, signal },
    cases: options.cases,
    concurrency: options.concurrency,
    keepMessages: options.reports.some(({ kind }) => kind === 'html' || kind === 'json'),
    version: version(),
    onRun: (run, done, total) => progress.show(done, total, run.id, isFinding(run.verdict)),
  }).finally(() => progress.clear());

  const report = applyBaseline(bare, options.baseline, clock());
  const files = await writeReports(report, options.reports);
  process.stdout.write(summaryText(report, { files }));
  if (stopped) throw stopped;
  if (report.partial !== undefined) return 2;
  return summarise(report).good ? 0 : 1;
}

async function openTarget(
  options: CheckCommandOptions,
  connections: Connections,
  stack: AsyncDisposableStack,
): Promise<Target> {
  const { foreign, dataDir, allowLoad, nameId, nameIdFormat, claims } = options;
  const folder = dataDir ?? (foreign ? usualFolder : undefined);
  const tenant = folder === undefined ? undefined : await openTenantOf(folder);
  if (tenant) stack.defer(() => tenant.close());
  const identityProvider = tenant?.identityProvider;
  if (!foreign || !tenant) {
    const sites = sitesInOwnThread();
    stack.defer(() => sites.close());
    const target = await ownTarget({ clock, allowLoad, identityProvider, sites });
    stack.defer(() => target.close());
    return target;
  }
  const [localPart = nameId] = nameId.split('@');
  return foreignTarget(
    {
      ...foreign,
      ...{ identityProvider: tenant.identityProvider, allowLoad, clock },
      identity: {
        ...{ nameId, nameIdFormat, claims },
        ...names(localPart),
        displayName: localPart,
      },
      offers: options.offers,
      furtherSigners: tenant.furtherSigners,
      isMine: options.isMine,
    },
    connections,
  );
}

/** Late: samlab's own service provider is checked without the identity provider that belongs to a folder. */
async function openTenantOf(folder: string) {
  const { openTenant } = await import('../../scenarios/check/identity/tenant.ts');
  return openTenant(folder, clock);
}

/** Given name and surname as the tutorial makes them of `B.Simon`. */
function names(localPart: string) {
  const [givenName = localPart, surname = localPart] = localPart.split('.');
  return { givenName, surname };
}

/** What is about to be sent, and where: nobody is to be surprised by hostile messages. */
function announce(
  { cases, foreign, allowLoad, settingsFile }: CheckCommandOptions,
  target: Target,
) {
  const runs = cases.reduce((sum, { runs }) => sum + runs.length, 0);
  const sites = foreign ? [...target.origins].join(' and ') : 'a service provider of its own';
  const lines = [
    ...(settingsFile ? [`Settings from ${settingsFile}.`] : []),
    `Sending ${plural(cases.length, 'case')} (up to ${plural(runs, 'altered sign-in')}, each after an honest one) to ${sites}, and nowhere else.`,
    ...(allowLoad ? ['Denial-of-service cases are among them.'] : []),
  ];
  for (const line of lines) process.stderr.write(`samlab: ${line}\n`);
}

async function chooseBrowsers(
  { browser, foreign }: CheckCommandOptions,
  connections: Connections,
  stack: AsyncDisposableStack,
): Promise<Pick<CheckOptions, 'browsers' | 'userAgent'>> {
  if (!browser) {
    const played = httpBrowsers(connections);
    const message = foreign ? played : httpBrowsers(connections, 'problem');
    return { browsers: { message, played }, userAgent: 'http' };
  }
  const { chromiumBrowsers } = await import('../../scenarios/check/agent/chromium-browser.ts');
  const chromium = await chromiumBrowsers(connections.limits);
  stack.defer(() => chromium.close());
  return { browsers: { message: chromium, played: chromium }, userAgent: 'chromium' };
}
