import { Command, CommanderError } from 'commander';
import { ArgumentFaults } from '../faults.ts';
import { say } from '../print.ts';
import type { ExplainArguments } from './arguments.ts';

const list = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** `samlab explain`. Exit code 0: nothing wrong was found, 1: a cause was found, 2: a file or a message in it could not be read, or not to its end. */
export function explainCommand(): Command {
  return (
    new Command('explain')
      .description(
        'say why a captured sign-in failed: HAR, SAML-tracer, an exchange, a message, a URL, a log',
      )
      .argument('<files...>', 'captures to read; - is standard input')
      .option(
        '--certificate <file>',
        'certificate of the identity provider; several times if it has several',
        list,
      )
      .option(
        '--metadata <file>',
        'metadata of the identity provider: its certificates and entity ID',
      )
      .option(
        '--sp-metadata <file>',
        'metadata of the service provider: its entity ID and addresses',
      )
      .option(
        '--key <file>',
        'private key that decrypts assertions, as PEM; several times if there are several',
        list,
      )
      .option(
        '--as-of <instant>',
        'judge at this time, such as 2026-11-20T10:00:00Z (default: the captured time)',
      )
      .option('--skew <seconds>', 'allow clocks to differ by this much', '0')
      .option('--json', 'print one JSON object')
      .option('--html <file>', 'write the result as a page in one file')
      .option('--keep-case <file>', 'write the response as a case for samlab check --cases')
      .option('--show-secrets', 'show names, ids and values instead of masking them')
      .addHelpText('after', '\nEverything is read on this machine, and nothing is sent anywhere.')
      // A fault, which `perform` reports together with all others.
      .allowUnknownOption()
      .action(async (files: string[], given: ExplainArguments) => {
        // Loaded late: help does not need it.
        const { runExplain } = await import('./run-explain.ts');
        const code = await runExplain(files, given).catch((error: unknown) => {
          if (!(error instanceof ArgumentFaults)) throw error;
          for (const sentence of error.faults) say(sentence);
          return 2;
        });
        if (code !== 0) throw new CommanderError(code, 'samlab.explain', '');
      })
  );
}
