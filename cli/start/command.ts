import { Command, Option } from 'commander';
import { addressOptions } from './address-options.ts';
import { logLevels, readStartOptions, type StartArguments } from './options.ts';

const withAddresses = (command: Command): Command =>
  addressOptions().reduce((added, option) => added.addOption(option), command);

/** `samlab start`: runs the lab until a signal stops it, here or, with `--detach`, in the background. */
export function startCommand(): Command {
  return (
    withAddresses(new Command('start'))
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
      .option(
        '--config <file>',
        'settings of the lab: users, applications, ports (default: SAMLAB_CONFIG, else samlab.yaml or samlab.json in this folder, if it exists)',
      )
      .option(
        '--watch',
        'apply the settings file again whenever it is saved; people stay signed in',
      )
      .option(
        '--clock <time>',
        'time to begin with: real, +3d, -2h, 2026-11-20T10:00:00Z, or frozen:2026-11-20T10:00:00Z (default: that of the settings, else real)',
      )
      .option(
        '--data <folder>',
        'folder for databases and keys, which the variable DATABASE_URL puts into PostgreSQL (default: .samlab)',
      )
      .option('--memory', 'keep everything in memory; write no files')
      .option('--fresh', 'delete the lab in the data folder and create a new one')
      .option(
        '--empty',
        'create a lab for the tutorial: two administrators, no users, no application (default: the finished tutorial)',
      )
      .option(
        '--durable',
        'wait for the disk at every change, so that it survives a power failure too',
      )
      .option(
        '--log <file>',
        'append the log to this file, or - for standard output (default: standard error)',
      )
      .option('--exchanges <number>', 'how many exchanges to keep (default: 1000)')
      .option('--exchanges-mb <number>', 'how large they may be together, in MiB (default: 64)')
      .option('--log-level <level>', `${logLevels.join(', ')} (default: info)`)
      .option('--log-messages', 'also log SAML messages, which name people')
      .option(
        '--detach',
        'run in the background, with a log in the data folder; return once everything answers; "samlab stop" ends it',
      )
      .addOption(new Option('--background').hideHelp()) // what --detach starts
      .option('--json', 'print one line of JSON instead of the banner once everything is running')
      // Both are faults, which readStartOptions reports together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (given: StartArguments, command: Command) => {
        const options = readStartOptions(given, command.args);
        // Loaded late: help and faults need none of them.
        if (given.detach) {
          const { startDetached } = await import('./detach.ts');
          await startDetached(options, [...withoutDetach(command), '--background']);
        } else {
          const { runStart } = await import('./run-start.ts');
          await runStart(options);
        }
      })
  );
}

/** The options as they were typed. */
const withoutDetach = (command: Command): string[] =>
  command.options.flatMap((option) => {
    const name = option.attributeName();
    const value: unknown = command.getOptionValue(name);
    if (command.getOptionValueSource(name) !== 'cli' || name === 'detach') return [];
    return value === true ? [`${option.long}`] : [`${option.long}=${value}`];
  });
