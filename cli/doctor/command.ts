import { Command, CommanderError } from 'commander';
import { dataOption } from '../data-folder-option.ts';
import { ArgumentFaults } from '../faults.ts';
import { say } from '../print.ts';
import type { DoctorArguments } from './arguments.ts';

const list = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** `samlab doctor`. Exit code 0: nothing fails as far as samlab can see, 1: something will fail, 2: an argument or a file is wrong. */
export function doctorCommand(): Command {
  return (
    new Command('doctor')
      .description(
        'say what works in the lab and will fail on the real tenant, and what to paste where',
      )
      .option(
        '--federation-metadata <file-or-url>',
        'metadata of the application at the real tenant: its App Federation Metadata Url, or the file',
      )
      .option(
        '--app <name>',
        'application of the lab: name, Application ID, Object ID or Identifier (default: Peakon)',
      )
      .addOption(dataOption('data folder of the lab, which may be running').default('.samlab'))
      .option('--sp-metadata <file-or-url>', 'metadata of the service provider')
      .option(
        '--trusted-metadata <file>',
        'metadata of an identity provider that the service provider has loaded',
      )
      .option(
        '--trusted-certificate <file>',
        'certificate that the service provider trusts; several times if it trusts several',
        list,
      )
      .option('--trusted-issuer <uri>', 'issuer that the service provider expects')
      .option('--trusted-login-url <url>', 'address to which the service provider sends requests')
      .option('--json', 'print one JSON object')
      .option('--html <file>', 'write the result as a page in one file')
      .addHelpText(
        'after',
        '\nOnly the URLs that you name are fetched, and nothing is sent anywhere.',
      )
      // Both are faults, which are reported together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (given: DoctorArguments, command: Command) => {
        // Loaded late: help does not need it.
        const { runDoctor } = await import('./run-doctor.ts');
        const code = await runDoctor(given, command.args).catch((error: unknown) => {
          if (!(error instanceof ArgumentFaults)) throw error;
          for (const sentence of error.faults) say(sentence);
          return 2;
        });
        if (code !== 0) throw new CommanderError(code, 'samlab.doctor', '');
      })
  );
}
