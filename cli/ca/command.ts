import { Command, CommanderError } from 'commander';
import { readDataFolder } from '../data-folder-option.ts';

interface CaArguments {
  readonly data?: string;
  readonly json?: boolean;
  readonly force?: boolean;
}

/** `samlab ca`. Exit code 0: written, 2: the lab has no certificate authority, or the file cannot be written. */
export function caCommand(): Command {
  return (
    new Command('ca')
      .description(
        "write the certificate of a lab's authority, and print how programs trust it; samlab never adds it anywhere itself",
      )
      .argument('[file]', 'file to write, in PEM form', 'samlab-ca.pem')
      .option('--data <folder>', 'data folder of the lab (default: .samlab)')
      .option('--force', 'replace the file if it is another one')
      .option('--json', 'print one line of JSON')
      // It is a fault, which readDataFolder reports together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (file: string, { data, json, force }: CaArguments, command: Command) => {
        const folder = readDataFolder('ca', data, command.args.slice(1));
        const { exportAuthority, noAuthorityIn } = await import('./export-authority.ts');
        const exported = exportAuthority(folder, file, force ?? false);
        if (!exported) {
          console.error(`samlab: ${noAuthorityIn(folder)}`);
          throw new CommanderError(2, 'samlab.ca', '');
        }
        const { instructionsText } = await import('./instructions.ts');
        process.stdout.write(`${json ? JSON.stringify(exported) : instructionsText(exported)}\n`);
      })
  );
}
