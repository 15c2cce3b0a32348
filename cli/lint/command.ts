import { Command, CommanderError } from 'commander';
import { ArgumentFaults } from '../faults.ts';
import { say } from '../print.ts';
import type { LintArguments } from './run-lint.ts';

const list = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** `samlab lint`. Exit code 0: no error was found, 1: one was, 2: an input could not be read. */
export function lintCommand(): Command {
  return (
    new Command('lint')
      .description('say whether Entra would accept metadata, an AuthnRequest or a LogoutRequest')
      .argument(
        '<inputs...>',
        "files, URLs, or - for standard input: the service provider's metadata, a request in any encoding, a URL that starts a sign-in",
      )
      .option(
        '--identifier <name>',
        'Identifier (Entity ID) of the application in Entra; several times if it has several',
        list,
      )
      .option(
        '--reply-url <url>',
        'Reply URL of the application in Entra; several times if it has several',
        list,
      )
      .option('--logout-url <url>', 'Logout Url of the application in Entra')
      .option(
        '--binding <name>',
        'redirect or post: how a request was sent, if the input does not show it',
      )
      .option('--json', 'print one JSON object')
      .addHelpText(
        'after',
        '\nWithout --identifier and --reply-url, requests are compared with the metadata among the inputs.',
      )
      // A fault, which `run` reports together with all others.
      .allowUnknownOption()
      .action(async (inputs: string[], given: LintArguments) => {
        // Loaded late: help does not need it.
        const { runLint } = await import('./run-lint.ts');
        const code = await runLint(inputs, given).catch((error: unknown) => {
          if (!(error instanceof ArgumentFaults)) throw error;
          for (const sentence of error.faults) say(sentence);
          return 2;
        });
        if (code !== 0) throw new CommanderError(code, 'samlab.lint', '');
      })
  );
}
