import { Command } from 'commander';
import { onInterruption } from '../interruption.ts';
import { banner } from './banner.ts';
import { logLevels, readStartOptions, type StartArguments } from './options.ts';

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
      .option(
        '--config <file>',
        'settings of the lab: users, applications, ports (default: SAMLAB_CONFIG, else samlab.yaml or samlab.json in this folder, if it exists)',
      )
      .option(
        '--watch',
        'apply the settings file again whenever it is saved; people stay signed in',
      )
      .option('--data <folder>', 'folder for databases and keys (default: .samlab)')
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
      .option('--json', 'print one line of JSON instead of the banner once everything is running')
      // Both are faults, which readStartOptions reports together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (given: StartArguments, command: Command) => {
        const { log: logSettings, watch, ...options } = readStartOptions(given, command.args);
        // Loaded late: help and faults need none of them.
        const { openLog } = await import('./open-log.ts');
        const { startLab } = await import('../../lab/library.ts');
        const { afterStart } = await import('./after-start.ts');
        const log = await openLog(logSettings);
        const { interrupted, release } = onInterruption(); // Ctrl-C during a first start must not leave half a lab
        const lab = await startLab({ ...options, log });
        process.stdout.write(
          given.json
            ? `${JSON.stringify(lab.start)}\n`
            : banner({ ...lab, config: options.config }),
        );
        afterStart();
        const { watchSettings } = await import('./watch-settings.ts');
        const watching =
          watch && options.config !== undefined ? watchSettings(lab, options.config) : undefined;
        await interrupted;
        await watching?.close();
        await lab.close();
        log.close();
        release();
      })
  );
}
