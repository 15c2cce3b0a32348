import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  apiTokenRule,
  clockFault,
  databaseUrlRule,
  defaultDataDir,
  isSmtpUrl,
  type LabOptions,
  LOG_FILE,
  type Ports,
  SMTP_URL_WORDS,
} from '../../lab/index.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import { addressesGiven } from './address-options.ts';
import type { StartArguments } from './arguments.ts';
import { dropInGiven } from './drop-in-options.ts';
import { ignoredOptions } from './exclusions.ts';

const portFlags = {
  lab: ['--port', 4000],
  idp: ['--idp-port', 4100],
  sp: ['--sp-port', 4200],
} as const;

/** From little to much. */
export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export interface LogSettings {
  /** Path of a file, `-` for standard output; undefined for standard error. */
  readonly to: string | undefined;
  readonly level: (typeof logLevels)[number];
  /** Whether to log SAML messages. */
  readonly messages: boolean;
  /** Whether the file stays bounded; see `openBoundedFile`. */
  readonly bounded: boolean;
}

/** The options of the lab, and where to log. */
export interface StartOptions extends Omit<LabOptions, 'log'> {
  readonly log: LogSettings;
  /** Whether to apply the settings file again when it changes. */
  readonly watch: boolean;
  /** Whether to print JSON in place of the banner. */
  readonly json: boolean;
  /** Whether `samlab start --detach` started this process and waits for its report. */
  readonly background: boolean;
}

/**
 * Checks the arguments of `samlab start`.
 *
 * @param rest what commander could not place.
 * @throws {ArgumentFaults} when anything is wrong: every fault, before anything is started.
 */
export function readStartOptions(
  given: StartArguments,
  rest: readonly string[] = [],
): StartOptions {
  const faults = unknownArguments('start', rest);
  const ports = readPorts({ lab: given.port, idp: given.idpPort, sp: given.spPort }, faults);
  faults.push(...ignoredOptions(given));
  if (given.detach && given.log === '-')
    faults.push('--detach needs a file for the log: --log <file>, or leave it out.');
  if (given.config?.trim() === '') faults.push('--config needs the path of a settings file.');
  if (given.data?.trim() === '') faults.push('--data needs the path of a folder.');
  const wrongClock = given.clock === undefined ? undefined : clockFault(given.clock);
  if (wrongClock !== undefined) faults.push(`--clock ${wrongClock}`);
  if (given.seed === '' || (given.seed?.length ?? 0) > 200)
    faults.push('--seed must be a text of 1 to 200 characters.');
  const smtp = given.smtpUrl === undefined ? undefined : { url: given.smtpUrl };
  if (smtp && !isSmtpUrl(smtp.url)) faults.push(`--smtp-url must be ${SMTP_URL_WORDS}.`);
  const log = readLog(given, faults);
  const exchanges = readCount('--exchanges', given.exchanges, faults);
  const exchangesMb = readCount('--exchanges-mb', given.exchangesMb, faults);
  const config = settingsFile(given.config);
  if (given.watch && config === undefined)
    faults.push(
      '--watch needs a settings file: name it with --config, or write samlab.yaml with "samlab init".',
    );
  const apiToken = process.env.SAMLAB_API_TOKEN;
  if (apiToken !== undefined && !apiTokenRule.is(apiToken))
    faults.push(`The variable SAMLAB_API_TOKEN must be ${apiTokenRule.words}.`);
  const databaseUrl = (!given.memory && process.env.DATABASE_URL) || undefined;
  if (databaseUrl !== undefined && !databaseUrlRule.is(databaseUrl))
    faults.push(
      `The variable DATABASE_URL must be ${databaseUrlRule.words}; remove it to keep the lab in files.`,
    );
  const dropIn = dropInGiven(given, process.env, faults);
  if (faults.length > 0) throw new ArgumentFaults(faults);
  const { data: dataDir, memory, fresh, empty, durable, clock, seed } = given;
  const stored = { dataDir, databaseUrl, memory, fresh, empty, durable };
  const options = { ...stored, apiToken, clock, seed, smtp, dropIn, exchanges, exchangesMb, log };
  return {
    ...options,
    config,
    watch: given.watch ?? false,
    json: given.json ?? false,
    background: given.background ?? false,
    ports: config === undefined && !given.singlePort ? ports : portsGiven(given, ports),
    addresses: addressesGiven(given),
  };
}

/** Read from the current folder when none is named; the first one that exists. */
const defaultSettingsFiles = ['samlab.yaml', 'samlab.json'] as const;

const settingsFile = (config: string | undefined): string | undefined =>
  config ?? defaultSettingsFiles.find((name) => existsSync(name));

/** The settings file decides about the other ports. */
const portsGiven = (given: StartArguments, { lab, idp, sp }: Ports): Partial<Ports> => ({
  ...(given.port !== undefined && { lab }),
  ...(given.idpPort !== undefined && { idp }),
  ...(given.spPort !== undefined && { sp }),
});

function readCount(flag: string, text: string | undefined, faults: string[]): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= 1 && count <= 100_000) return count;
  faults.push(`${flag} must be a whole number from 1 to 100000, not "${text}".`);
  return undefined;
}

function readPorts(given: Record<keyof Ports, string | undefined>, faults: string[]): Ports {
  const ports = { lab: 0, idp: 0, sp: 0 };
  const taken = new Map<number, string>();
  for (const site of ['lab', 'idp', 'sp'] as const) {
    const [flag, standard] = portFlags[site];
    const text = given[site] ?? String(standard);
    const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (!(port <= 65_535)) {
      faults.push(`${flag} must be a number from 0 (any free port) to 65535, not "${text}".`);
      continue;
    }
    const other = taken.get(port);
    if (other)
      faults.push(`${other} and ${flag} are both ${port}; each site needs a different port.`);
    if (port !== 0) taken.set(port, flag);
    ports[site] = port;
  }
  return ports;
}

function readLog(
  { log, logLevel = 'info', logMessages = false, detach, background, data }: StartArguments,
  faults: string[],
): LogSettings {
  if (log?.trim() === '') faults.push('--log needs the path of a file, or - for standard output.');
  const level = logLevels.find((each) => each === logLevel);
  if (!level) faults.push(`--log-level must be one of ${logLevels.join(', ')}, not "${logLevel}".`);
  const own = detach || background ? join(data ?? defaultDataDir, LOG_FILE) : undefined;
  const bounded = log === undefined && own !== undefined;
  return { to: log ?? own, level: level ?? 'info', messages: logMessages, bounded };
}
