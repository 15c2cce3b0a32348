import { type Command, CommanderError } from 'commander';
import { CheckFault, ExchangeError, siteInOwnThread } from '../../check/index.ts';
import { LabError } from '../../lab/index.ts';
import { StoreError } from '../../store/errors.ts';
import { ArgumentFaults } from '../faults.ts';
import { type CheckArguments, checkArguments } from './arguments.ts';

/** `samlab check`: exit 0, or 1 with findings, or 2 when it could not run. */
export function checkCommand(): Command {
  return checkArguments().action(async (given: CheckArguments, command: Command) => {
    const code = await perform(given, command.args).catch((error: unknown) => {
      for (const sentence of sentences(error)) console.error(`samlab: ${sentence}`);
      return 2;
    });
    if (code !== 0) throw new CommanderError(code, 'samlab.check', '');
  });
}

async function perform(given: CheckArguments, rest: readonly string[]): Promise<number> {
  // Late: help needs none of it.
  if (given.printIdpMetadata || given.serve) {
    const { showIdpMetadata } = await import('./show-idp-metadata.ts');
    return showIdpMetadata(given, rest);
  }
  const { readCheckOptions } = await import('./options.ts');
  const options = readCheckOptions(given, rest);
  const { foreign } = options;
  // The thread of samlab's own starts while this one loads the catalogue.
  const site = foreign ? { foreign } : { own: await siteInOwnThread() };
  const { runCheckCommand } = await import('./run-check-command.ts');
  return runCheckCommand(options, site);
}

function sentences(error: unknown): readonly string[] {
  if (error instanceof ArgumentFaults) return error.faults;
  const foreseen = [CheckFault, ExchangeError, LabError, StoreError];
  if (error instanceof Error && foreseen.some((kind) => error instanceof kind))
    return error.message.split('\n');
  if (process.env.SAMLAB_DEBUG) console.error(error);
  const [what] = (error instanceof Error ? error.message : String(error)).split('\n');
  return [`A fault of samlab itself: ${what}. SAMLAB_DEBUG=1 shows where.`];
}
