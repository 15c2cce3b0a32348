import type { Logger } from 'pino';
import type { SmtpOptions } from '../idp/index.ts';
import { isPostgresUrl } from '../store/postgres/address.ts';
import type { AddressOptions } from './addresses/options.ts';
import type { Ports } from './addresses/ports.ts';
import {
  CLOCK_WORDS,
  type ClockSetting,
  clockFault,
  readClockSetting,
} from './clock/clock-setting.ts';
import { type DropInOptions, dropInFaults } from './drop-in/options.ts';
import { LabError } from './errors.ts';
import { SMTP_URL_WORDS, smtpFaults } from './outbox/smtp-options.ts';
import type { Settings } from './settings/settings.ts';

/** A log that all sites write to; each line carries `site`: `idp`, `sp` or `lab`. */
export interface LabLog {
  /** As pino makes it. */
  readonly logger: Logger;
  /** Whether to log SAML messages, which name people. Passwords, codes and cookies are never logged. */
  readonly messages: boolean;
}

/** What `startLab` takes. */
export interface LabOptions {
  /** Folder for databases, keys and passwords; created when missing. Default: `.samlab` in the working directory. */
  dataDir?: string | undefined;
  /**
   * URL of a PostgreSQL database, `postgresql://user:password@host:port/database`, that several replicas of the lab share; see docs/replicas.md.
   * Nothing is kept in files then, and `dataDir` is a folder of this replica alone. Default: none.
   */
  databaseUrl?: string | undefined;
  /** Keeps everything in memory; `dataDir`, `databaseUrl` and `fresh` are ignored. */
  memory?: boolean | undefined;
  /** First deletes the lab in `dataDir`: only its own files. */
  fresh?: boolean | undefined;
  /**
   * Seeds a new lab for the beginning of the tutorial: a tenant and a company, each with its administrator, and nothing else.
   * An existing lab can only be resumed with `empty` if it was created with it.
   */
  empty?: boolean | undefined;
  /** Every change waits until the disk has it, so that it survives a power failure too; see SECURITY.md. Default: false. */
  durable?: boolean | undefined;
  /** Path of a settings file, YAML or JSON. Its content is checked as a whole before anything starts. Default: none. */
  config?: string | undefined;
  /** In place of a settings file: its content as an object. */
  settings?: Settings | undefined;
  /** 0 means any free port. Default: those of the settings, else 4000, 4100 and 4200. */
  ports?: Partial<Ports> | undefined;
  /** Where the sites listen besides loopback, and under which addresses others reach them. Default: localhost only. */
  addresses?: AddressOptions | undefined;
  /** An identity provider beside the tenant's, in the place of a program that a project used before. Default: none. */
  dropIn?: DropInOptions | undefined;
  /**
   * The sites are `https://login.microsoftonline.com` and `https://app.peakon.com`, for a Chromium with the `browserArguments` of the lab only:
   * everywhere else these names lead to Microsoft and Peakon. Default: false.
   */
  realNames?: boolean | undefined;
  /** How many exchanges are kept; the oldest go first. Default: 1000. */
  exchanges?: number | undefined;
  /** How large all exchanges together may be, in MiB. Default: 64. */
  exchangesMb?: number | undefined;
  /**
   * The time that the lab begins with: `real`, an offset such as `+3d`, an instant to go on from, `frozen:` and an instant or `{ frozen }`; or
   * a function that takes the place of the system clock. Default: the clock of the settings, else `real`.
   */
  clock?: ClockSetting | (() => Date) | undefined;
  /** The SMTP server that gets the mails of the outbox as well. Default: that of the settings, else none. */
  smtp?: SmtpOptions | undefined;
  /** Every request to the HTTP API must carry it, as `Authorization: Bearer`. Default: programs on this machine need none. */
  apiToken?: string | undefined;
  /**
   * Any text: it fixes the ids and keys of a new lab, so that the same acts give the same messages. Who knows it knows every private key: for
   * tests only. Default: that of the settings, else ids and keys are random.
   */
  seed?: string | undefined;
  /** Default: no log. */
  log?: LabLog | undefined;
}

interface Rule {
  is(value: unknown): boolean;
  /** What the option must be, in words. */
  words: string;
}

const flag: Rule = { is: (value) => typeof value === 'boolean', words: 'true or false' };

const count: Rule = {
  is: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 100_000,
  words: 'a whole number from 1 to 100000',
};

/** What a Bearer token may consist of (RFC 6750 2.1), and long enough not to be guessed. */
export const apiTokenRule: Rule = {
  is: (value) => typeof value === 'string' && /^[\w.~+/=-]{16,200}$/.test(value),
  words: '16 to 200 letters, digits and any of . _ ~ + / = -',
};

/** Without its value in the message: it has a password. */
export const databaseUrlRule: Rule = {
  is: (value) => typeof value === 'string' && isPostgresUrl(value) && URL.canParse(value),
  words: 'the URL of a PostgreSQL database, postgresql://user:password@host:port/database',
};

export const SEED_WORDS = 'a text of 1 to 200 characters';

const rules: { readonly [Name in keyof LabOptions]-?: Rule } = {
  dataDir: {
    is: (value) => typeof value === 'string' && value !== '',
    words: 'the path of a folder',
  },
  memory: flag,
  fresh: flag,
  empty: flag,
  durable: flag,
  config: {
    is: (value) => typeof value === 'string' && value !== '',
    words: 'the path of a settings file',
  },
  settings: { is: isObject, words: 'an object with the content of a settings file' },
  ports: {
    is: isPorts,
    words:
      'an object with lab, idp and sp, or some of them: different whole numbers from 0 to 65535, or 0 for any free port',
  },
  addresses: {
    is: isAddresses,
    words:
      'an object with host, expose, publicUrls, aliases, trustedProxies, singlePort, https, tlsCert and tlsKey, or some of them: text, true or false, an object with lab, idp and sp, two lists of text, true or false twice, and two texts',
  },
  databaseUrl: databaseUrlRule,
  dropIn: { is: (value) => dropInFaults(value).length === 0, words: 'as its faults say' },
  realNames: flag,
  exchanges: count,
  exchangesMb: count,
  clock: { is: isClock, words: `${CLOCK_WORDS}; or a function that returns a Date` },
  smtp: {
    is: (value) => isObject(value) && smtpFaults(value).length === 0,
    words: `an object with url, ${SMTP_URL_WORDS}, and perhaps from, an e-mail address`,
  },
  apiToken: apiTokenRule,
  seed: { is: isSeed, words: SEED_WORDS },
  log: {
    is: (value) => isObject(value) && isObject(Reflect.get(value, 'logger')),
    words: 'an object with logger, as pino makes it, and messages: true or false',
  },
};

/**
 * Checks what a JavaScript caller passed, before anything is opened.
 *
 * @throws {LabError} `invalid_option`, with a sentence for every option that does not exist or has a wrong value
 */
export function requireOptions(options: LabOptions): void {
  const sentences = isObject(options)
    ? Object.entries(options).flatMap(sentence)
    : ['startLab takes an object of options.'];
  if (options?.config !== undefined && options.settings !== undefined)
    sentences.push('The options config and settings exclude each other: give one of them.');
  if (sentences.length > 0) throw new LabError('invalid_option', sentences.join('\n'));
}

function sentence([name, value]: [name: string, value: unknown]): string[] {
  if (!Object.hasOwn(rules, name))
    return [`There is no option ${name}; the options are ${Object.keys(rules).join(', ')}.`];
  if (name === 'clock' && isSetting(value)) {
    const fault = clockFault(value);
    return fault === undefined ? [] : [`The option clock ${fault}`];
  }
  if (name === 'dropIn') return value === undefined ? [] : dropInFaults(value);
  const { is, words } = rules[name as keyof LabOptions];
  return value === undefined || is(value) ? [] : [`The option ${name} must be ${words}.`];
}

/** Whether a value can be a seed. */
export function isSeed(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 200;
}

const isSetting = (value: unknown): value is ClockSetting =>
  typeof value === 'string' ||
  (isObject(value) && typeof Reflect.get(value, 'frozen') === 'string');

function isClock(value: unknown): boolean {
  return typeof value === 'function' || (isSetting(value) && readClockSetting(value) !== undefined);
}

const isText = (value: unknown) => typeof value === 'string';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isUrls = (value: unknown) =>
  isObject(value) &&
  Object.entries(value).every(
    ([site, url]) => ['lab', 'idp', 'sp'].includes(site) && (url === undefined || isText(url)),
  );

const addressRules: { readonly [Name in keyof AddressOptions]-?: Rule['is'] } = {
  host: isText,
  expose: flag.is,
  publicUrls: isUrls,
  aliases: isTexts,
  trustedProxies: isTexts,
  singlePort: flag.is,
  https: flag.is,
  tlsCert: isText,
  tlsKey: isText,
};

function isAddresses(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(
    ([name, each]) =>
      Object.hasOwn(addressRules, name) &&
      (each === undefined || addressRules[name as keyof AddressOptions](each)),
  );
}

function isPorts(value: unknown): boolean {
  const sites = ['lab', 'idp', 'sp'];
  if (!isObject(value) || Object.keys(value).some((name) => !sites.includes(name))) return false;
  const ports = sites.map((site): unknown =>
    Reflect.get({ lab: 0, idp: 0, sp: 0, ...value }, site),
  );
  const fixed = ports.filter((port) => port !== 0);
  return ports.every(isPort) && new Set(fixed).size === fixed.length;
}

const isPort = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
