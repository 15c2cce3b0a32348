import { Command } from 'commander';
import { loadLibxml2 } from '../saml/libxml2.ts';
import { browserCommand } from './browser/command.ts';
import { caCommand } from './ca/command.ts';
import { checkCommand } from './check/command.ts';
import { corpusCommand } from './corpus/command.ts';
import { doctorCommand } from './doctor/command.ts';
import { drillCommand } from './drill/command.ts';
import { explainCommand } from './explain/command.ts';
import { exportCommand } from './export/command.ts';
import { initCommand } from './init/command.ts';
import { lintCommand } from './lint/command.ts';
import { startCommand } from './start/command.ts';
import { statusCommand } from './status/command.ts';
import { stopCommand } from './stop/command.ts';
import { tutorialCommand } from './tutorial/command.ts';
import { refuseSwallowedOptions } from './usage-error.ts';
import { version } from './version.ts';

/** Commands that read messages or metadata, with or without starting a lab. */
const readers = ['check', 'drill', 'explain', 'doctor', 'lint', 'corpus'];
const readsMessages = (command: Command): boolean =>
  readers.includes(command.name()) || (command.parent !== null && readsMessages(command.parent));

/** The whole command line. It throws CommanderError where commander would end the process. */
export function buildProgram(): Command {
  const program = new Command('samlab')
    .description(
      'An Entra-style mock SAML identity provider, a Peakon-style service provider, and a check for yours.',
    )
    .version(version(), '-V, --version', 'print the version')
    .addCommand(startCommand())
    .addCommand(browserCommand())
    .addCommand(stopCommand())
    .addCommand(statusCommand())
    .addCommand(initCommand())
    .addCommand(exportCommand())
    .addCommand(caCommand())
    .addCommand(checkCommand())
    .addCommand(drillCommand())
    .addCommand(tutorialCommand())
    .addCommand(explainCommand())
    .addCommand(doctorCommand())
    .addCommand(lintCommand())
    .addCommand(corpusCommand());
  const commands = program.commands.flatMap((each) => [each, ...each.commands]);
  for (const each of [program, ...commands]) {
    // `run` prints the faults, in our own words.
    each
      .helpOption('-h, --help', 'print this help')
      .exitOverride()
      .configureOutput({ writeErr: () => {}, outputError: () => {} });
  }
  return program.hook('preAction', async (_, command) => {
    refuseSwallowedOptions(command);
    if (readsMessages(command)) await loadLibxml2();
  });
}
