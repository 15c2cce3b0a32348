import { Option } from 'commander';
import { dataOption } from '../data-folder-option.ts';
import { orVariable } from '../variable.ts';
import { addressOptions } from './address-options.ts';
import { logLevels } from './options.ts';

const portOptions = (): Option[] => [
  orVariable(
    new Option('--port <number>', 'port of the lab home; 0 for any free port (default: 4000)'),
    'SAMLAB_PORT',
  ),
  orVariable(
    new Option(
      '--idp-port <number>',
      'port of the identity provider; 0 for any free port (default: 4100)',
    ),
    'SAMLAB_IDP_PORT',
  ),
  orVariable(
    new Option(
      '--sp-port <number>',
      'port of the service provider; 0 for any free port (default: 4200)',
    ),
    'SAMLAB_SP_PORT',
  ),
];

const logOptions = (): Option[] => [
  orVariable(
    new Option(
      '--log <file>',
      'append the log to this file, or - for standard output (default: standard error)',
    ),
    'SAMLAB_LOG',
  ),
  orVariable(
    new Option('--log-level <level>', `${logLevels.join(', ')} (default: info)`),
    'SAMLAB_LOG_LEVEL',
  ),
  orVariable(
    new Option('--log-messages', 'also log SAML messages, which name people'),
    'SAMLAB_LOG_MESSAGES',
  ),
];

/** The options of `samlab start` that have a variable, as containers set them. */
export const variableOptions = (): Option[] => [
  ...portOptions(),
  orVariable(
    new Option(
      '--config <file>',
      'settings of the lab: users, applications, ports (default: samlab.yaml or samlab.json in this folder, if it exists)',
    ),
    'SAMLAB_CONFIG',
  ),
  orVariable(
    new Option(
      '--clock <time>',
      'time to begin with: real, +3d, -2h, 2026-11-20T10:00:00Z, or frozen:2026-11-20T10:00:00Z (default: that of the settings, else real)',
    ),
    'SAMLAB_CLOCK',
  ),
  orVariable(
    new Option(
      '--smtp-url <url>',
      'SMTP server that gets the mails of the outbox as well, smtp://host:port (default: that of the settings, else none)',
    ),
    'SAMLAB_SMTP_URL',
  ),
  dataOption(
    'folder for databases and keys, which the variable DATABASE_URL puts into PostgreSQL (default: .samlab)',
  ),
  orVariable(
    new Option(
      '--empty',
      'create a lab for the tutorial: two administrators, no users, no application (default: the finished tutorial)',
    ),
    'SAMLAB_EMPTY',
  ),
  ...logOptions(),
  ...addressOptions(),
];
