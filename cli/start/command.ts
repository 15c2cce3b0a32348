import { Command } from 'commander';
import { onInterruption } from '../interruption.ts';
import { banner } from './banner.ts';
import { readStartOptions, type StartArguments } from './options.ts';

/** `samlab start`: runs the lab until a signal stops it. */
export function startCommand(): Command {
  return (
    new Command('start')
      .description('start the lab: identity provider, service provider and lab home')
      .option('--port <number>', 'port of the lab home; 0 for any free port (default: 4000)')
      .option(
        '--idp-port <number>',
        'port of the identity provider; 0 for any free port (default: 4100)',
      )
      .option(
        '--sp-port <number>',
        'port of the service provider; 0 for any free port (default: 4200)',
      )
      .option('--data <folder>', 'folder for databases and keys (default: .samlab)')
      .option('--memory', 'keep everything in memory; write no files')
      .option('--fresh', 'delete the lab in the data folder and create a new one')
      .option(
        '--empty',
        'create a lab for the tutorial: two administrators, no users, no application (default: the finished tutorial)',
      )
      .option('--json', 'print one line of JSON instead of the banner once everything is running')
      // Both are faults, which readStartOptions reports together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (given: StartArguments, command: Command) => {
        const options = readStartOptions(given, command.args);
        const { startLab } = await import('../../lab/library.ts'); // loaded late: help and faults do not need it
        const { interrupted, release } = onInterruption(); // Ctrl-C during a first start must not leave half a lab
        const lab = await startLab(options);
        process.stdout.write(given.json ? `${JSON.stringify(lab.start)}\n` : banner(lab));
        await interrupted;
        await lab.close();
        release();
      })
  );
}
