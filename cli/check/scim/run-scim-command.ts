import {
  applyBaseline,
  Connections,
  exitCodeOf,
  isFinding,
  isLoopback,
  mustBeAbout,
  plural,
  runScimCheck,
  Trust,
  withComparison,
} from '../../../check/index.ts';
import { printable } from '../../../text-files/printable.ts';
import { shortCopy } from '../../../text-files/short-copy.ts';
import { onInterruption } from '../../interruption.ts';
import { announce } from '../../print.ts';
import { version } from '../../version.ts';
import { Progress } from '../progress.ts';
import { summaryText } from '../summary-text.ts';
import { writeReports } from '../write-reports.ts';
import { scimDryRunText } from './dry-run-text.ts';
import { openSignIn } from './open-sign-in.ts';
import type { ScimCommandOptions } from './options.ts';
import { grantsOf, tokenOf } from './read-client.ts';

const clock = () => new Date();

/** Checks the SCIM server, writes the reports and prints the summary. */
export async function runScimCommand(options: ScimCommandOptions): Promise<0 | 1 | 2> {
  const { tenantUrl, ca, baseline, earlier, dryRun, cases, dialects } = options;
  if (earlier) mustBeAbout(earlier, tenantUrl.base);
  if (dryRun) {
    process.stdout.write(await scimDryRunText(options));
    return 0;
  }
  const { signal, release } = onInterruption();
  await using stack = new AsyncDisposableStack();
  stack.defer(release);
  const connections = new Connections({ signal, trust: new Trust(ca) });
  stack.defer(() => connections.close());
  const signIn = options.signIn && (await openSignIn(options.signIn, { connections, stack }));
  announce(
    `${plural(cases.length, 'case')} for ${tenantUrl.base}. The check makes users and groups whose names begin with samlab-, changes and deletes nothing else, and removes them at the end.`,
  );
  const progress = new Progress();
  const trusted = ca.length > 0 && { ca: [...ca] };
  const now = () => clock().getTime();
  const tlsFor = (address: string) => ({ ...trusted, rejectUnauthorized: !isLoopback(address) });
  const { client } = options;
  const clientTls = client && tlsFor(client.request.tokenEndpoint);
  const { report: bare, leftovers } = await runScimCheck({
    ...options,
    dialects,
    ...(client && {
      grants: grantsOf(client, clientTls),
      ...(options.token === '' && { token: tokenOf(client, { now, tls: clientTls }) }),
    }),
    signIn,
    clock,
    signal,
    version: version(),
    tls: tlsFor(tenantUrl.base),
    onRun: (run, done, total) => progress.show(done, total, run.id, isFinding(run.verdict)),
  }).finally(() => progress.clear());
  const judged = applyBaseline(bare, baseline, clock());
  const report = earlier ? withComparison(judged, earlier) : judged;
  const files = await writeReports(report, options);
  process.stdout.write(summaryText(report, { files }));
  if (leftovers.length > 0)
    announce(
      `${leftovers.length} of the resources that the check made could not be removed: ${leftovers
        .slice(0, 20)
        .map((each) => shortCopy(printable(each), 200))
        .join(
          ', ',
        )}${leftovers.length > 20 ? ' and more, which the JSON report lists' : ''}. Remove them by hand.`,
    );
  return exitCodeOf(report).code;
}
