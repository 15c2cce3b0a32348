import { Command, CommanderError } from 'commander';
import { CheckFault, ExchangeError } from '../../check/index.ts';
import { LabError } from '../../lab/index.ts';
import { StoreError } from '../../store/errors.ts';
import { type SettingName, settings } from '../check/settings.ts';
import { ArgumentFaults } from '../faults.ts';
import { optionFlags } from '../option-flags.ts';
import { say, showError } from '../print.ts';
import type { DrillArguments } from './arguments.ts';

/** Options that mean the same as for `samlab check`, and are in samlab-check.yaml too. */
const shared = [
  'sp-metadata',
  'login-url',
  'whoami',
  'success',
  'name-id',
  'unsolicited',
  'browser',
  'target-is-mine',
  'ca',
] as const satisfies readonly SettingName[];

/** `samlab drill`: rehearsals of what an administrator does some day. */
export function drillCommand(): Command {
  return new Command('drill')
    .description('rehearse an act of an administrator against your service provider')
    .addCommand(rolloverCommand());
}

/** `samlab drill rollover`. Exit code 0: sign-in survives, 1: a step needs an act or fails, 2: the drill could not run. */
function rolloverCommand(): Command {
  const command = new Command('rollover').description(
    'rehearse the rollover of the signing certificate: publish, switch, retire, expire; a verdict for each step',
  );
  for (const name of shared) {
    const setting = settings[name];
    const flags = 'value' in setting ? `--${name} ${setting.value}` : `--${name}`;
    command.option(flags, name === 'sp-metadata' ? metadataHelp : setting.help);
  }
  return (
    command
      .option(
        '--lab <url>',
        'running lab, whose certificates are then changed for good (default: a copy of the lab in --data; for Peakon, a new lab)',
      )
      .option('--data <folder>', 'folder of the lab that is copied (default: .samlab)')
      .option(
        '--application <name>',
        'application of the lab that your service provider trusts: name, Application ID or Identifier (default: the one with the entity ID of your service provider as Identifier)',
      )
      .option('--user <name>', 'user of the lab who signs in (default: that of --name-id)')
      .option(
        '--upload <command>',
        'command that gives your service provider the new certificate, which is in the file $SAMLAB_CERTIFICATE (default: nobody uploads)',
      )
      .option(
        '--wait <seconds>',
        'longest wait until the metadata is read again, 0 to 300 (default: 20)',
      )
      .option(
        '--report <files>',
        'reports to write, such as junit:drill.xml,html:drill.html; kinds: junit, html, json (default: none)',
      )
      .option(
        '--config <file>',
        'settings file of samlab check (default: samlab-check.yaml in the current folder, if it exists)',
      )
      // Both are faults, which are reported together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (given: DrillArguments, own: Command) => {
        const code = await perform(given, own.args).catch((error: unknown) => {
          for (const sentence of sentences(error)) say(sentence);
          return 2;
        });
        if (code !== 0) throw new CommanderError(code, 'samlab.drill', '');
      })
  );
}

const metadataHelp =
  'metadata of your service provider, such as http://localhost:8080/saml/metadata (default: drill Peakon)';

async function perform(given: DrillArguments, rest: readonly string[]): Promise<0 | 1> {
  // Loaded late: help does not need it.
  const { readDrillOptions } = await import('./options.ts');
  const options = readDrillOptions(given, rest);
  const { runDrillCommand } = await import('./run-drill-command.ts');
  return runDrillCommand(options);
}

function sentences(error: unknown): readonly string[] {
  if (error instanceof ArgumentFaults) return error.faults;
  if (error instanceof LabError) return error.worded(optionFlags).split('\n');
  const expected = [CheckFault, ExchangeError, StoreError];
  if (error instanceof Error && expected.some((kind) => error instanceof kind))
    return error.message.split('\n');
  if (process.env.SAMLAB_DEBUG) showError(error);
  const [what] = (error instanceof Error ? error.message : String(error)).split('\n');
  return [`Internal error in samlab: ${what}. Set SAMLAB_DEBUG=1 to see where.`];
}
