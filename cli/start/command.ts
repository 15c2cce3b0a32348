import { Command, Option } from 'commander';
import type { StartArguments } from './arguments.ts';
import { dropInOptions } from './drop-in-options.ts';
import { readStartOptions } from './options.ts';
import { keepHeapSmall } from './small-heap.ts';
import { variableOptions } from './variable-options.ts';

const withVariables = (command: Command): Command =>
  [...variableOptions(), ...dropInOptions()].reduce(
    (added, option) => added.addOption(option),
    command,
  );

/** `samlab start`: runs the lab until a signal stops it, here or, with `--detach`, in the background. */
export function startCommand(): Command {
  return (
    withVariables(new Command('start'))
      .description('start the lab: identity provider, service provider and lab home')
      .option(
        '--watch',
        'apply the settings file again whenever it is saved; people stay signed in',
      )
      .option(
        '--seed <text>',
        'fix ids and keys of a new lab: the same acts give the same messages; for tests only, who knows the text knows the keys (default: that of the settings, else random)',
      )
      .option('--memory', 'keep everything in memory; write no files')
      .option('--fresh', 'delete the lab in the data folder and create a new one')
      .option(
        '--durable',
        'wait for the disk at every change, so that it survives a power failure too',
      )
      .option('--exchanges <number>', 'how many exchanges to keep (default: 1000)')
      .option('--exchanges-mb <number>', 'how large they may be together, in MiB (default: 64)')
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
        const options = readStartOptions(typedFirst(given, command), command.args);
        // Loaded late: help and faults need none of them.
        if (given.detach) {
          const { startDetached } = await import('./detach.ts');
          await startDetached(options, [...withoutDetach(command), '--background']);
        } else {
          keepHeapSmall();
          const { runStart } = await import('./run-start.ts');
          await runStart(options);
        }
      })
  );
}

/** The image of the container names a data folder; typing --memory replaces it. */
function typedFirst(given: StartArguments, command: Command): StartArguments {
  const { data, ...others } = given;
  return given.memory && command.getOptionValueSource('data') === 'env' ? others : given;
}

/** The options as they were typed. */
const withoutDetach = (command: Command): string[] =>
  command.options.flatMap((option) => {
    const name = option.attributeName();
    const value: unknown = command.getOptionValue(name);
    if (command.getOptionValueSource(name) !== 'cli' || name === 'detach') return [];
    return value === true ? [`${option.long}`] : [`${option.long}=${value}`];
  });
