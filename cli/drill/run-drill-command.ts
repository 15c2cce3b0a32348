import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  CheckFault,
  Connections,
  chromiumBrowsers,
  type DrilledServiceProvider,
  DrillIdentityProvider,
  type DrillReport,
  drillExitCode,
  drillJUnit,
  drillPage,
  drillText,
  foreignServiceProvider,
  httpBrowsers,
  peakonServiceProvider,
  runDrill,
  Trust,
} from '../../check/index.ts';
import type { Lab } from '../../lab/index.ts';
import { onInterruption } from '../interruption.ts';
import { announce } from '../print.ts';
import { askLab, NoLab, notLabHome } from '../running-lab.ts';
import { version } from '../version.ts';
import { copyOfLab, newLab } from './open-lab.ts';
import type { DrillCommandOptions } from './options.ts';

const clock = () => new Date();

/** How long a service provider that may read metadata by itself gets, in ms; Peakon does not. */
const USUAL_WAIT = 20_000;

/** Runs the drill, writes the reports and prints the result. @returns the exit code */
export async function runDrillCommand(options: DrillCommandOptions): Promise<0 | 1> {
  const { signal, release } = onInterruption();
  await using stack = new AsyncDisposableStack();
  stack.defer(release);
  const trust = new Trust(options.ca);
  const connections = new Connections({ signal, trust });
  stack.defer(() => connections.close());
  const { foreign, lab: at } = options;
  const lab =
    at !== undefined
      ? undefined
      : foreign
        ? await copyOfLab(options.dataDir, stack)
        : await newLab(stack);
  const labUrl = lab?.start.lab ?? at ?? '';
  const browsers = options.browser
    ? await chromiumBrowsers(connections)
    : httpBrowsers(connections, foreign ? 'page' : 'problem');
  if (options.browser) stack.defer(() => browsers.close());
  const sp: DrilledServiceProvider = foreign
    ? await foreignServiceProvider(
        { ...foreign, nameId: options.nameId, browsers, uploadCommand: options.upload, clock },
        connections,
      )
    : peakonServiceProvider(await peakonOf(labUrl, lab), browsers, lab);
  const idp = await DrillIdentityProvider.find(
    { lab: labUrl, apiToken: lab?.apiToken ?? process.env.SAMLAB_API_TOKEN, signal },
    { user: options.user, application: options.application ?? (foreign ? sp.name : 'Peakon') },
  );
  if (at !== undefined)
    announce(
      `The drill deletes the active certificate of ${idp.application.displayName} at ${at}.`,
    );
  const report = await runDrill({
    ...{ sp, idp, lab: labUrl, clock, signal },
    wait: options.wait ?? (foreign ? USUAL_WAIT : 0),
    version: version(),
    onStep: announce,
  });
  await writeReports(report, options);
  process.stdout.write(drillText(report));
  return drillExitCode(report);
}

/** URL of Peakon. @throws {CheckFault} `unreachable` when no lab answers */
async function peakonOf(url: string, lab: Lab | undefined): Promise<string> {
  if (lab) return lab.start.sp;
  try {
    const answer = await askLab(url, '/api/v1');
    const { start } = (await answer.json()) as { start?: { sp?: string } };
    if (start?.sp !== undefined) return start.sp;
    throw notLabHome(url);
  } catch (error) {
    if (error instanceof NoLab || error instanceof SyntaxError)
      throw new CheckFault(
        'unreachable',
        (error instanceof NoLab ? error : notLabHome(url)).message,
      );
    throw error;
  }
}

/** @throws {CheckFault} `bad_settings` when one cannot be written */
async function writeReports(
  report: DrillReport,
  { reports }: Pick<DrillCommandOptions, 'reports'>,
): Promise<void> {
  for (const { kind, file } of reports) {
    const text =
      kind === 'junit'
        ? await drillJUnit(report)
        : kind === 'html'
          ? await drillPage(report)
          : `${JSON.stringify(report, null, 2)}\n`;
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new CheckFault(
        'bad_settings',
        `The report ${file} could not be written (${code}). Name another file.`,
      );
    }
  }
}
