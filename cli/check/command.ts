import { type Command, CommanderError } from 'commander';
import { CheckFault, ExchangeError, siteInOwnThread } from '../../check/index.ts';
import { LabError } from '../../lab/index.ts';
import { StoreError } from '../../store/errors.ts';
import { ArgumentFaults } from '../faults.ts';
import { optionFlags } from '../option-flags.ts';
import { say, showError } from '../print.ts';
import { type CheckArguments, checkArguments } from './arguments.ts';

/**
 * `samlab check`. Exit code 0: all well; 1: findings; 2: the check could not run, not to its end, or, without any findings, samlab itself
 * could not play a run.
 */
export function checkCommand(): Command {
  return checkArguments().action(async (given: CheckArguments, command: Command) => {
    const code = await perform(given, command.args).catch((error: unknown) => {
      for (const sentence of sentences(error)) say(sentence);
      return 2;
    });
    if (code !== 0) throw new CommanderError(code, 'samlab.check', '');
  });
}

async function perform(given: CheckArguments, rest: readonly string[]): Promise<0 | 1 | 2> {
  // Loaded late: help does not need it.
  if (given.printIdpMetadata || given.serve) {
    const { showIdpMetadata } = await import('./show-idp-metadata.ts');
    return showIdpMetadata(given, rest);
  }
  const { readScimOptions, scimUrlOf } = await import('./scim/options.ts');
  if (scimUrlOf(given) !== undefined) {
    const { runScimCommand } = await import('./scim/run-scim-command.ts');
    return runScimCommand(readScimOptions(given, rest));
  }
  const { readCheckOptions } = await import('./options.ts');
  const options = readCheckOptions(given, rest);
  const { foreign } = options;
  // samlab's own service provider starts in its thread while this thread loads the catalogue.
  const site = foreign ? { foreign } : { own: await siteInOwnThread() };
  const { runCheckCommand } = await import('./run-check-command.ts');
  return runCheckCommand(options, site);
}

function sentences(error: unknown): readonly string[] {
  if (error instanceof ArgumentFaults) return error.faults;
  if (error instanceof LabError) return error.worded(optionFlags).split('\n');
  const expected = [CheckFault, ExchangeError, StoreError];
  if (error instanceof Error && expected.some((kind) => error instanceof kind))
    return error.message.split('\n');
  if (process.env.SAMLAB_DEBUG) showError(error);
  const [what] = (error instanceof Error ? error.message : String(error)).split('\n');
  return [`Internal error in samlab: ${what}. Set SAMLAB_DEBUG=1 to see where.`];
}
