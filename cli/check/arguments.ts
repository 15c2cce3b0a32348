import { Command } from 'commander';
import { allCaseIds } from '../../catalogue/ids.ts';
import { fileOnlyNames, settingNames, settings } from './settings.ts';

/** As commander returns them: text as typed, absent when not given. */
export interface CheckArguments {
  spMetadata?: string;
  loginUrl?: string;
  whoami?: string;
  success?: string;
  nameId?: string;
  unsolicited?: boolean;
  config?: string;
  group?: string;
  case?: string;
  cve?: string;
  cases?: string;
  baseline?: string;
  compare?: string;
  report?: string;
  concurrency?: string;
  browser?: boolean;
  targetIsMine?: boolean;
  allowLoad?: boolean;
  data?: string;
  application?: string;
  ca?: string;
  relayState?: string;
  offers?: string;
  printIdpMetadata?: boolean | string;
  serve?: boolean;
  dryRun?: boolean;
  scim?: string;
  token?: string;
  tokenFile?: string;
  tokenBFile?: string;
  tokenEndpoint?: string;
  clientId?: string;
  clientSecretFile?: string;
  clientAssertionFile?: string;
  tokenScope?: string;
  credentialLocation?: string;
  dialect?: string;
  match?: string;
  mapping?: string;
  groups?: string;
  customUrn?: string;
  existing?: string;
  mailDomain?: string;
  rate?: boolean;
  allowHttp?: boolean;
  skip?: string;
}

/** A list may be given in parts: `--case xsw1 --case xsw2` is `--case xsw1,xsw2`. */
const withFurther = (value: string, before: string | undefined) =>
  before === undefined ? value : `${before},${value}`;

/** Every option of `samlab check`. */
export function checkArguments(): Command {
  const command = new Command('check').description(
    `run ${allCaseIds.length} valid and hostile sign-ins against your service provider`,
  );
  for (const name of settingNames) {
    const setting = settings[name];
    if ('fileOnly' in setting) continue;
    const flags = 'value' in setting ? `--${name} ${setting.value}` : `--${name}`;
    if (setting.kind === 'list') command.option(flags, setting.help, withFurther);
    else command.option(flags, setting.help);
  }
  return (
    command
      .option(
        '--config <file>',
        'settings file (default: samlab-check.yaml in the current folder, if it exists)',
      )
      .option(
        '--print-idp-metadata [which]',
        'print the metadata that your service provider must trust, then exit; all-keys: with two more signing keys; second: of a second identity provider',
      )
      .option(
        '--dry-run',
        'list what would be sent, and where, without sending it; metadata at a URL is read',
      )
      .option('--serve', 'serve the same metadata over HTTP until Ctrl-C')
      .addHelpText(
        'after',
        `\nA settings file sets the same options by name, for example "whoami: http://localhost:8080/api/me", and also: ${fileOnlyNames.join(', ')}.`,
      )
      // Both are faults, which readCheckOptions reports together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
  );
}
