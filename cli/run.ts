import { CommanderError } from 'commander';
import { LabError } from '../lab/index.ts';
import { StoreError } from '../store/errors.ts';
import { Failed, failureOf } from './failure.ts';
import { ArgumentFaults } from './faults.ts';
import { say, showError } from './print.ts';
import { buildProgram } from './program.ts';
import { USAGE_ERROR, usageSentence } from './usage-error.ts';

/**
 * Runs a command line, without `node` and the script, and reports every failure.
 *
 * @returns the exit code: 2 for usage errors, else that of the command.
 */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await buildProgram().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      const sentence = usageSentence(error);
      if (sentence === undefined) return error.exitCode; // --help, or a command that ended with an exit code
      say(sentence);
      return USAGE_ERROR;
    }
    if (process.env.SAMLAB_DEBUG && !isExpected(error)) showError(error);
    const { sentences, exitCode } = failureOf(error);
    for (const sentence of sentences) say(sentence);
    return exitCode;
  }
}

const isExpected = (error: unknown) =>
  [ArgumentFaults, Failed, LabError, StoreError].some((kind) => error instanceof kind);
