import { Command, CommanderError } from 'commander';
import { readDataFolder } from '../data-folder-option.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import { say } from '../print.ts';
import { labUrlFault, NoLab } from '../running-lab.ts';
import type { ExportedAuthority } from './export-authority.ts';

interface CaArguments {
  readonly data?: string;
  readonly lab?: string;
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
      .option(
        '--lab <url>',
        'URL of the lab home of a running lab, in place of a data folder; compare the fingerprint with the one that its start printed',
      )
      .option('--force', 'replace the file if it is another one')
      .option('--json', 'print one line of JSON')
      // It is a fault, which is reported together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (file: string, given: CaArguments, command: Command) => {
        const exported = await exportFrom(file, given, command.args.slice(1));
        const { instructionsText } = await import('./instructions.ts');
        const text = given.json ? JSON.stringify(exported) : instructionsText(exported);
        process.stdout.write(`${text}\n`);
      })
  );
}

async function exportFrom(
  file: string,
  { data, lab, force = false }: CaArguments,
  rest: readonly string[],
): Promise<ExportedAuthority> {
  const { exportAuthority, noAuthorityIn, writeAuthority } = await import('./export-authority.ts');
  if (lab === undefined) {
    const folder = readDataFolder('ca', data, rest);
    return (await exportAuthority(folder, file, force)) ?? refused(noAuthorityIn(folder));
  }
  const faults = [...unknownArguments('ca', rest), ...labUrlFault(lab)];
  if (data !== undefined) faults.push('--lab and --data exclude each other: use one or the other.');
  if (faults.length > 0) throw new ArgumentFaults(faults);
  const { readServedAuthority } = await import('./read-served.ts');
  const served = await readServedAuthority(lab).catch((error: unknown) =>
    error instanceof NoLab ? refused(error.message) : Promise.reject(error),
  );
  return writeAuthority(served.certificate, { path: file, replace: force, lab: served.lab });
}

function refused(message: string): never {
  say(message);
  throw new CommanderError(2, 'samlab.ca', '');
}
