import { Command } from 'commander';
import { printable } from '../../text-files/printable.ts';
import { dataOption, readDataFolder } from '../data-folder-option.ts';

/** `samlab stop`. Exit code 0: the lab has ended, or did not run; 1: it could not be ended, or there is no lab. */
export function stopCommand(): Command {
  return (
    new Command('stop')
      .description('end the lab of a data folder, and wait until it has ended')
      .addOption(dataOption('data folder of the lab (default: .samlab)'))
      // Both are faults, which readDataFolder reports together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async ({ data }: { data?: string }, command: Command) => {
        const folder = readDataFolder('stop', data, command.args);
        const { stopLab } = await import('./stop-lab.ts');
        process.stdout.write(`${printable(await stopLab(folder))}\n`);
      })
  );
}
