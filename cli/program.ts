import { Command } from 'commander';
import { checkCommand } from './check/command.ts';
import { startCommand } from './start/command.ts';
import { tutorialCommand } from './tutorial/command.ts';
import { version } from './version.ts';

/** The command line as a whole: one line per command. It throws CommanderError where it would end the process. */
export function buildProgram(): Command {
  const program = new Command('samlab')
    .description('A mock, Entra-style SAML identity provider and a Peakon-style service provider.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addCommand(startCommand())
    .addCommand(checkCommand())
    .addCommand(tutorialCommand());
  for (const each of [program, ...program.commands]) {
    each.exitOverride().configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'samlab: ')),
    });
  }
  return program;
}
