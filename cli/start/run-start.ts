import { type Lab, runLab, shownClock } from '../../lab/index.ts';
import { failureOf } from '../failure.ts';
import { onInterruption } from '../interruption.ts';
import { say } from '../print.ts';
import { version } from '../version.ts';
import { afterStart } from './after-start.ts';
import { banner, SEEDED, warn } from './banner.ts';
import { ignoredVariables } from './drop-in-options.ts';
import { openLog } from './open-log.ts';
import type { StartOptions } from './options.ts';
import { tellParent, whenParentEnds } from './parent-process.ts';

/**
 * Runs the lab until a signal stops it.
 *
 * @throws {ArgumentFaults} when the log cannot be opened
 * @throws {LabError | StoreError} as `startLab`
 */
export async function runStart({
  log: logSettings,
  watch,
  background,
  json,
  ...options
}: StartOptions): Promise<void> {
  const log = await openLog(logSettings);
  if (options.dropIn) warn(ignoredVariables(process.env));
  const { interrupted, interrupt, release } = onInterruption(); // Ctrl-C during a first start must not leave half a lab
  if (background) whenParentEnds(interrupt);
  let lab: Lab;
  try {
    lab = await runLab({ ...options, log }, { version: version(), logFile: log.file });
  } catch (error) {
    if (background) await tellParent({ is: 'failed', ...failureOf(error) });
    throw error;
  }
  const { start, state, dataDir, database, warnings, seed, ca, apiToken } = lab;
  const clock = shownClock(lab.clock);
  if (background)
    await tellParent({
      is: 'started',
      ...{ start, state, dataDir, database, warnings, clock, seed, ca, apiToken },
    });
  else
    process.stdout.write(
      json
        ? `${JSON.stringify({ ...start, apiToken })}\n`
        : banner({
            ...{
              start,
              state,
              dataDir,
              database,
              warnings,
              clock,
              seed,
              ca,
              config: options.config,
            },
          }),
    );
  if (json && !background) warn(warnings);
  if (seed !== undefined && (json || background)) say(SEEDED);
  afterStart();
  const { watchSettings } = await import('./watch-settings.ts');
  const watching =
    watch && options.config !== undefined ? watchSettings(lab, options.config) : undefined;
  await interrupted;
  await watching?.close();
  await lab.close();
  log.close();
  release();
}
