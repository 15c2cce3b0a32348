import { CommanderError } from 'commander';
import { LabError } from '../lab/index.ts';
import { StoreError } from '../store/errors.ts';
import { ArgumentFaults } from './faults.ts';
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
      console.error(`samlab: ${sentence}`);
      return USAGE_ERROR;
    }
    for (const sentence of sentences(error)) console.error(`samlab: ${sentence}`);
    return error instanceof ArgumentFaults || isBadInput(error) ? USAGE_ERROR : 1;
  }
}

const isBadInput = (error: unknown) =>
  error instanceof LabError && error.code === 'invalid_settings';

function sentences(error: unknown): readonly string[] {
  if (error instanceof ArgumentFaults) return error.faults;
  if (error instanceof LabError || error instanceof StoreError) return error.message.split('\n');
  if (process.env.SAMLAB_DEBUG) console.error(error);
  const what = error instanceof Error ? error.message : String(error);
  return [`Internal error in samlab: ${what}. Set SAMLAB_DEBUG=1 to see where.`];
}
