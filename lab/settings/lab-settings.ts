import { dirname, resolve } from 'node:path';
import type { Addresses } from '../addresses/addresses.ts';
import { checkedAddresses, readAddresses } from '../addresses/checked-addresses.ts';
import { ignoredPorts } from '../addresses/ignored-ports.ts';
import { type AddressOptions, faultText } from '../addresses/options.ts';
import { defaultPorts, type Ports } from '../addresses/ports.ts';
import type { LabClock } from '../clock/lab-clock.ts';
import type { SiteUrls } from '../endpoints.ts';
import type { LabFile } from '../lab-file.ts';
import { isSeed, SEED_WORDS } from '../lab-options.ts';
import { smtpFaults } from '../outbox/smtp-options.ts';
import type { Sides } from '../seed.ts';
import { applySettings } from './apply/apply-settings.ts';
import { Ledger } from './apply/ledger.ts';
import { Run } from './apply/run.ts';
import type { InvalidSettings } from './faults.ts';
import { type LoadedSettings, loadSettings, type SettingsSource } from './load-settings.ts';
import { rehearse } from './rehearse.ts';
import { settingsKeys } from './settings-keys.ts';

interface Given {
  /** Those that the settings file does not decide. */
  readonly ports: Partial<Ports> | undefined;
  readonly addresses?: AddressOptions | undefined;
  readonly clock: LabClock | undefined;
}

/** Settings without a fault, and what they and the caller say together about the lab. */
interface CheckedSettings {
  readonly loaded: LoadedSettings;
  readonly ports: Ports;
  readonly addresses: Addresses;
  readonly clock: LabClock;
}

/**
 * Reads settings and tries them out.
 *
 * @param given the caller's options, which override the settings
 * @throws {InvalidSettings} with every fault that was found
 */
export async function checkSettings(
  source: SettingsSource,
  given: Given,
): Promise<CheckedSettings> {
  const loaded = await loadSettings(source, given.clock);
  const { settings, clock } = loaded;
  const wanted = { ...settings.ports, ...given.ports };
  const port = (site: keyof Ports) => wanted[site] ?? defaultPorts[site];
  const ports = { lab: port('lab'), idp: port('idp'), sp: port('sp') };
  const addresses = await addressesOf(loaded, source, given.addresses);
  const ignored = ignoredPorts(addresses, settings.ports);
  if (ignored.length > 0)
    throw loaded.refusal([
      ...loaded.faults,
      ...ignored.map((site) => ({
        path: ['ports', site],
        message: 'has no effect on a single port: all sites answer on that of the lab home.',
      })),
    ]);
  await rehearse(loaded, { ports, addresses, clock: () => clock.now() });
  return { loaded, ports, addresses, clock };
}

/**
 * Who asks for an address answers for it: the settings, or the caller's options, which override them.
 *
 * @throws {InvalidSettings} for those of the settings
 * @throws {LabError} `invalid_option` for those of the caller
 */
async function addressesOf(
  { settings: { smtp, seed, ...settings }, faults: found, refusal }: LoadedSettings,
  { config }: SettingsSource,
  given: AddressOptions = {},
): Promise<Addresses> {
  const wanted = { ...withFiles(settings.addresses ?? {}, config), ...given };
  const faults = [
    ...(await readAddresses(wanted)).faults
      .map((fault) => ({
        path: ['addresses', ...fault.option.split('.')],
        message: faultText(fault, settingsKeys),
      }))
      .filter(({ path: [, key = ''] }) => !Object.hasOwn(given, key)),
    ...(smtp === undefined ? [] : smtpFaults(smtp)).map(({ option, words }) => ({
      path: ['smtp', option],
      message: `must be ${words}.`,
    })),
    ...(seed === undefined || isSeed(seed)
      ? []
      : [{ path: ['seed'], message: `must be ${SEED_WORDS}.` }]),
  ];
  if (faults.length > 0) throw refusal([...found, ...faults]);
  return checkedAddresses(wanted);
}

/** Files that settings name are relative to the settings file. */
function withFiles(addresses: AddressOptions, config: string | undefined): AddressOptions {
  if (config === undefined) return addresses;
  const { tlsCert, tlsKey } = addresses;
  const path = (file: string) => resolve(dirname(config), file);
  return {
    ...addresses,
    ...(tlsCert !== undefined && { tlsCert: path(tlsCert) }),
    ...(tlsKey !== undefined && { tlsKey: path(tlsKey) }),
  };
}

interface Target {
  readonly sides: Sides;
  readonly urls: SiteUrls;
  readonly labFile: LabFile;
  /** Keyed by user name; those that are made are added. */
  readonly passwords: Record<string, string>;
}

/** What became of settings in a lab. */
interface Applied {
  /** For the lab file. */
  readonly createdBySettings: NonNullable<LabFile['createdBySettings']>;
  /** Something in this lab is in the way, such as an Identifier of another application. What could be applied is. */
  readonly refusal: InvalidSettings | undefined;
}

/** Applies checked settings to a lab. */
export async function applyTo(
  { sides, urls, labFile, passwords }: Target,
  { settings, materials, refusal }: LoadedSettings,
): Promise<Applied> {
  const ledger = new Ledger(labFile.createdBySettings);
  const options = { rehearsal: false, read: { raw: undefined, faults: [] } };
  const run = new Run({ sides, urls, materials, passwords, ledger, ...options });
  const faults = await applySettings(run, settings);
  const all = faults.length > 0;
  return { createdBySettings: ledger.created({ all }), refusal: all ? refusal(faults) : undefined };
}
