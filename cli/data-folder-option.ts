import { relative, resolve } from 'node:path';
import { Option } from 'commander';
import { defaultDataDir } from '../lab/index.ts';
import { ArgumentFaults, unknownArguments } from './faults.ts';
import { orVariable } from './variable.ts';

export const dataOption = (description: string): Option =>
  orVariable(new Option('--data <folder>', description), 'SAMLAB_DATA');

/**
 * The folder that `--data` names, for commands that look for the lab of a folder.
 *
 * @param rest what commander could not place
 * @returns an absolute path
 * @throws {ArgumentFaults} with every fault of the command line
 */
export function readDataFolder(
  command: string,
  data: string | undefined,
  rest: readonly string[],
): string {
  const faults = unknownArguments(command, rest);
  if (data?.trim() === '') faults.push('--data needs the path of a folder.');
  if (faults.length > 0) throw new ArgumentFaults(faults);
  return resolve(data ?? defaultDataDir);
}

/** A path below the current folder as seen from here, any other as it is. */
export function shown(path: string): string {
  const seen = relative('', path);
  return seen.startsWith('..') ? path : seen || '.';
}

export const noLabIn = (folder: string): string =>
  `There is no lab in the folder ${shown(folder)}. Name its folder with --data; a lab that was started with --memory has none: end its process.`;

export const usedByCommand = (folder: string): string =>
  `Another command, such as "samlab check", uses the folder ${shown(folder)}; it ends by itself.`;
