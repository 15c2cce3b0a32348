import { randomBytes } from 'node:crypto';
import type { SmtpOptions } from '../../idp/index.ts';
import type { Addresses } from '../addresses/addresses.ts';
import { checkedAddresses } from '../addresses/checked-addresses.ts';
import { ignoredPorts } from '../addresses/ignored-ports.ts';
import { defaultPorts, type Ports } from '../addresses/ports.ts';
import { clockOf } from '../clock/clock-setting.ts';
import { LabClock } from '../clock/lab-clock.ts';
import { LabError } from '../errors.ts';
import { type LabOptions, requireOptions } from '../lab-options.ts';
import { loadSettingsFolder } from '../settings/lazy-settings.ts';
import type { LoadedSettings } from '../settings/load-settings.ts';
import { databaseUrlOf } from './database-url.ts';
import { wordedBySettings } from './worded-by-settings.ts';

/** What the options say together with the settings that they name. */
export interface WantedLab {
  /** Undefined without settings. */
  readonly loaded: LoadedSettings | undefined;
  readonly ports: Ports;
  readonly addresses: Addresses;
  readonly clock: LabClock;
  /** Fixes ids and keys; undefined: they are random. */
  readonly seed: string | undefined;
  /** Gets the mails of the outbox; undefined: they stay there. */
  readonly smtp: SmtpOptions | undefined;
  /** What every request to the HTTP API must carry; undefined where none must. */
  readonly apiToken: string | undefined;
  /** The same, if this lab made it, for its user to read. */
  readonly madeToken: string | undefined;
  /** An error about what the settings say names their key, and its place. */
  worded(error: unknown): unknown;
}

/** @throws {InvalidSettings} with every fault @throws {LabError} `invalid_option` */
export async function wantedLab(options: LabOptions): Promise<WantedLab> {
  const { config, settings, ports, addresses, clock, seed: idSeed, realNames = false } = options;
  const given = { ports, addresses, clock: clock === undefined ? undefined : clockOf(clock) };
  const checked =
    config === undefined && settings === undefined
      ? {
          loaded: undefined,
          ports: { ...defaultPorts, ...ports },
          addresses: await checkedAddresses(addresses),
          clock: given.clock ?? new LabClock({ mode: 'real' }),
        }
      : await (await loadSettingsFolder()).checkSettings({ config, settings }, given);
  refuseIgnored(ignoredPorts(checked.addresses, ports));
  const seed = idSeed ?? checked.loaded?.settings.seed;
  const smtp = options.smtp ?? checked.loaded?.settings.smtp;
  requireOptions({ ports: checked.ports, seed, smtp });
  const worded = (error: unknown) => wordedBySettings(error, options, checked.loaded);
  if (seed !== undefined && databaseUrlOf(options) !== undefined) throw sameIds();
  const named = realNames ? withRealNames(checked.addresses, worded) : checked.addresses;
  const madeToken = named.isExposed && options.apiToken === undefined ? newToken() : undefined;
  const apiToken = options.apiToken ?? madeToken;
  return { ...checked, addresses: named, seed, smtp, apiToken, madeToken, worded };
}

/** @throws {LabError} `invalid_option` */
function withRealNames(addresses: Addresses, worded: WantedLab['worded']): Addresses {
  try {
    return addresses.withRealNames();
  } catch (error) {
    throw worded(error);
  }
}

/** Each replica would begin with the same ids, so that a Response of one is a replay for the other. */
const sameIds = (): LabError =>
  new LabError(
    'invalid_option',
    'A seed and a PostgreSQL database exclude each other: every replica would make the same ids. Leave out the seed, or the URL of the database (DATABASE_URL).',
  );

/** @throws {LabError} `invalid_option` */
function refuseIgnored(sites: readonly ('idp' | 'sp')[]): void {
  if (sites.length === 0) return;
  throw new LabError('invalid_option', (option) => {
    const names = sites.map((site) => option[`ports.${site}`]).join(' and ');
    return `With ${option['addresses.singlePort']}, all sites answer on the port of the lab home: leave out ${names}.`;
  });
}

/** 256 bits, in letters that a header can carry. */
const newToken = () => randomBytes(32).toString('base64url');
