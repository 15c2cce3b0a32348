import { Command, CommanderError } from 'commander';
import { ArgumentFaults } from '../faults.ts';
import { say } from '../print.ts';
import { askLab, labUrlFault, NoLab, notLabHome } from '../running-lab.ts';
import { writeNewFile } from '../write-new-file.ts';

interface ExportArguments {
  readonly lab: string;
  readonly force?: boolean;
}

/** `samlab export`. Exit code 0: written, 2: no lab answers, or the file cannot be written. */
export function exportCommand(): Command {
  return new Command('export')
    .description('write a running lab as a settings file, without passwords and keys')
    .argument('[file]', 'file to write; JSON when it ends in .json (default: standard output)')
    .option('--lab <url>', 'URL of the lab home', 'http://localhost:4000')
    .option('--force', 'replace the file if it exists')
    .action(async (file: string | undefined, given: ExportArguments) => {
      try {
        await perform(file, given);
      } catch (error) {
        if (!(error instanceof NoLab)) throw error;
        say(error.message);
        throw new CommanderError(2, 'samlab.export', '');
      }
    });
}

async function perform(
  file: string | undefined,
  { lab, force = false }: ExportArguments,
): Promise<void> {
  const faults = labUrlFault(lab);
  if (faults.length > 0) throw new ArgumentFaults(faults);
  const isJson = file?.toLowerCase().endsWith('.json') ?? false;
  const answer = await askLab(lab, `/api/settings${isJson ? '?format=json' : ''}`);
  const type = answer.headers.get('content-type') ?? '';
  if (!answer.ok || !type.startsWith(isJson ? 'application/json' : 'application/yaml'))
    throw notLabHome(lab);
  const text = isJson ? `${JSON.stringify(await answer.json(), null, 2)}\n` : await answer.text();
  if (file === undefined) process.stdout.write(text);
  else {
    writeNewFile(file, text, { replace: force });
    process.stdout.write(`${exported(lab, file)}\n`);
  }
}

const exported = (lab: string, file: string) =>
  `Wrote the lab at ${lab} to ${file}: its settings, without passwords and keys. "samlab start --config ${file}" makes the same lab.`;
