import { Command, CommanderError } from 'commander';
import { dataOption, readDataFolder } from '../data-folder-option.ts';

interface StatusArguments {
  readonly data?: string;
  readonly json?: boolean;
}

/** `samlab status`. Exit code 0: the lab runs and is healthy, 1: it runs and is not (yet), 3: it does not run. */
export function statusCommand(): Command {
  return (
    new Command('status')
      .description('show whether the lab of a data folder runs, where, since when and how healthy')
      .addOption(dataOption('data folder of the lab (default: .samlab)'))
      .option('--json', 'print one line of JSON')
      // Both are faults, which readDataFolder reports together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async ({ data, json }: StatusArguments, command: Command) => {
        const folder = readDataFolder('status', data, command.args);
        const { readStatus } = await import('./read-status.ts');
        const { statusText } = await import('./status-text.ts');
        const status = await readStatus(folder);
        process.stdout.write(`${json ? JSON.stringify(status) : statusText(status)}\n`);
        const code = status.healthy ? 0 : status.running ? 1 : 3;
        if (code !== 0) throw new CommanderError(code, 'samlab.status', '');
      })
  );
}
