import { setTimeout as delay } from 'node:timers/promises';
import { type FolderState, folderState, isOfThisSystem, type LabProcess } from '../../lab/index.ts';
import { noLabIn, shown, usedByCommand } from '../data-folder-option.ts';
import { Failed } from '../failure.ts';
import { isAlive } from '../is-alive.ts';

/** How long a lab may take to end, in ms. It closes its sites within two seconds, and then its databases. */
const PATIENCE = 10_000;
/** How long its process may then take, in ms: it ends after one second at the latest, or later on a busy machine. */
const AFTERWARDS = 5_000;
const PERIOD = 20; // ms

/**
 * Ends the lab of a data folder with SIGTERM, which lets it finish requests, and waits until it has ended.
 *
 * @returns what happened, as a sentence
 * @throws {Failed} when there is no lab, when it is not a process of `samlab start` on this system, or when it does not end
 */
export async function stopLab(folder: string): Promise<string> {
  const state = await folderState(folder);
  if (state.is === 'stopped') return `No lab runs in ${shown(folder)}.`;
  const refusal = reasonNotToStop(folder, state);
  if (refusal !== undefined || state.is !== 'running') throw failed(refusal ?? noLabIn(folder));
  const { pid } = state.by;
  // The process holds the lock of the folder, so this id is its own.
  signal(pid, folder);
  const isRunning = async () => {
    const now = await folderState(folder);
    return now.is === 'running' && now.by.pid === pid;
  };
  if (!(await within(PATIENCE, async () => !(await isRunning()))))
    throw failed(
      `The lab in ${shown(folder)} did not end within ${PATIENCE / 1000} seconds of SIGTERM. End its process: kill -9 ${pid}`,
    );
  await within(AFTERWARDS, async () => !isAlive(pid));
  return `The lab in ${shown(folder)} has stopped.`;
}

function reasonNotToStop(folder: string, state: FolderState): string | undefined {
  if (state.is === 'none') return noLabIn(folder);
  if (state.is === 'used') return usedByCommand(folder);
  return state.is === 'running' ? reasonOf(folder, state.by) : undefined;
}

function reasonOf(folder: string, by: LabProcess): string | undefined {
  if (!isOfThisSystem(by))
    return `The lab in ${shown(folder)} runs in another container, as process ${by.pid} there. Stop it there.`;
  if (!by.command)
    return `The lab in ${shown(folder)} belongs to a program that called startLab, process ${by.pid}. It ends with that program.`;
  return undefined;
}

function signal(pid: number, folder: string): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return; // it has just ended
    throw failed(
      `The lab in ${shown(folder)} belongs to another user, process ${pid}. Stop it as that user.`,
    );
  }
}

/** @param time in ms */
async function within(time: number, done: () => Promise<boolean>): Promise<boolean> {
  for (let left = time; left > 0; left -= PERIOD) {
    if (await done()) return true;
    await delay(PERIOD);
  }
  return done();
}

const failed = (sentence: string) => new Failed({ sentences: [sentence], exitCode: 1 });
