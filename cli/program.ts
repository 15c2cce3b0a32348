import { Command } from 'commander';
import { checkCommand } from './check/command.ts';
import { startCommand } from './start/command.ts';
import { tutorialCommand } from './tutorial/command.ts';
import { refuseSwallowedOptions } from './usage-error.ts';
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
    // What is wrong is said by `run`, in our own words.
    each.exitOverride().configureOutput({ writeErr: () => {}, outputError: () => {} });
  }
  return program.hook('preAction', (_, command) => refuseSwallowedOptions(command));
}
