import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, rmdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { defaultDataDir, makeDataFolder, mustNotRun } from '../../lab/index.ts';
import { Failed } from '../failure.ts';
import { onInterruption } from '../interruption.ts';
import { say } from '../print.ts';
import { banner, SEEDED, warn } from './banner.ts';
import { openOwnLog } from './bounded-file.ts';
import type { StartOptions } from './options.ts';
import type { Report } from './parent-process.ts';

/** How long a start may take, in ms. A settings file with thousands of users needs a minute. */
const PATIENCE = 5 * 60_000;

/**
 * `samlab start --detach`: starts the lab as a separate process, which outlives this one and its terminal, and returns once it answers.
 *
 * @param args the same command line for that process
 * @throws {Failed} what that process said when it failed
 * @throws {LabError} `folder_in_use` when the lab runs already, `folder_not_writable`
 */
export async function startDetached(options: StartOptions, args: readonly string[]): Promise<void> {
  const { log, json, config } = options;
  const folder = resolve(options.dataDir ?? defaultDataDir);
  const logFile = resolve(log.to ?? '');
  mustNotRun(folder);
  const tidy = prepare(folder, logFile);
  const output = log.bounded ? openOwnLog(logFile) : openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [...process.execArgv, program(), 'start', ...args], {
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
    windowsHide: true,
    serialization: 'advanced', // the report has a Date
  });
  closeSync(output);
  const report = await firstReport(child, logFile);
  if (report.is === 'failed') {
    tidy();
    throw new Failed(report);
  }
  if (child.connected) child.disconnect();
  child.unref();
  const { start, state, dataDir, database, warnings, clock, seed, ca, apiToken } = report;
  const stop =
    options.dataDir === undefined ? 'samlab stop' : `samlab stop --data ${options.dataDir}`;
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...start, apiToken, pid: child.pid, logFile })}\n`
      : banner({
          ...{ start, state, dataDir, database, warnings, clock, seed, ca, config },
          background: { stop, log: relative('', logFile) },
        }),
  );
  if (json) warn(warnings);
  if (json && seed !== undefined) say(SEEDED);
}

/** The installed program, also when npm built and ran it in a checkout. */
const program = () =>
  join(dirname(createRequire(import.meta.url).resolve('samlab/package.json')), 'bin/samlab.js');

/** Makes the folder of the log. @returns removes what this made, after a start that failed */
function prepare(folder: string, logFile: string): () => void {
  const [hadFolder, hadLog] = [existsSync(folder), existsSync(logFile)];
  makeDataFolder(folder);
  return () => {
    if (!hadLog) rmSync(logFile, { force: true });
    if (hadFolder) return;
    try {
      rmdirSync(folder);
    } catch {
      // the start left something in it
    }
  };
}

/**
 * Waits for the first report of the process. When it fails, the process has ended.
 *
 * @throws {Failed} when it ended without one, with the path of the log
 */
async function firstReport(child: ChildProcess, logFile: string): Promise<Report> {
  const { interrupted, release } = onInterruption();
  const { promise, resolve, reject } = Promise.withResolvers<Report>();
  const failed = (sentence: string, exitCode = 1) => ({
    is: 'failed' as const,
    sentences: [sentence],
    exitCode,
  });
  child.once('message', (report) => resolve(report as Report));
  child.once('error', (error) => resolve(failed(`The lab cannot be started: ${error.message}.`)));
  const ended = once(child, 'exit').then(async ([code, signal]) => {
    if (child.connected) await once(child, 'disconnect'); // its last message may still be on the way
    const how = signal ?? `exit code ${code}`;
    reject(new Failed(failed(`The lab ended before it was up (${how}). Its log is ${logFile}.`)));
  });
  const stop = async (because: Report) => {
    child.kill('SIGTERM');
    await ended.catch(() => {});
    resolve(because);
  };
  void interrupted.then(() => stop(failed('The start was interrupted.', 130)));
  const late = failed(`The lab was not up within ${PATIENCE / 60_000} minutes.`);
  const timer = setTimeout(() => void stop(late), PATIENCE);
  try {
    const report = await promise;
    if (report.is === 'failed' && child.pid !== undefined) await ended;
    return report;
  } finally {
    clearTimeout(timer);
    release();
  }
}
