import { Command } from 'commander';
import { onInterruption } from '../interruption.ts';
import { banner } from './banner.ts';
import { readStartOptions, type StartArguments } from './options.ts';

/** `samlab start`: runs the lab until a signal. */
export function startCommand(): Command {
  return (
    new Command('start')
      .description('start the lab: identity provider, service provider and lab home')
      .option('--port <number>', 'port of the lab home; 0 for any (default: 4000)')
      .option('--idp-port <number>', 'port of the identity provider; 0 for any (default: 4100)')
      .option('--sp-port <number>', 'port of the service provider; 0 for any (default: 4200)')
      .option('--data <folder>', 'where to keep databases and keys (default: .samlab)')
      .option('--memory', 'keep nothing')
      .option('--fresh', 'delete the lab in the data folder first')
      .option('--empty', 'begin where the tutorial begins: two administrators and nothing else')
      .option('--json', 'print one line of JSON once everything answers')
      // Both are faults, reported by readStartOptions together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (given: StartArguments, command: Command) => {
        const options = readStartOptions(given, command.args);
        const { startLab } = await import('../../lab/library.ts'); // late: help and faults need none of it
        const lab = await startLab(options);
        const { interrupted, release } = onInterruption();
        process.stdout.write(given.json ? `${JSON.stringify(lab.start)}\n` : banner(lab));
        await interrupted;
        await lab.close();
        release();
      })
  );
}
