import { LabError } from '../errors.ts';
import { Addresses } from './addresses.ts';
import { type AddressFault, type AddressOptions, addressFaults, faultText } from './options.ts';
import { readOwnCertificate } from './own-certificate.ts';
import { defaultPorts } from './ports.ts';

/** @throws {LabError} `invalid_option`, with a sentence for every option that has a wrong value */
export async function checkedAddresses(options: AddressOptions = {}): Promise<Addresses> {
  const { faults, addresses } = await readAddresses(options);
  if (faults.length === 0) return addresses;
  throw new LabError('invalid_option', (words) =>
    faults
      .map((each) => `${upperFirst(words[`addresses.${each.option}`])} ${faultText(each, words)}`)
      .join('\n'),
  );
}

/** The addresses, and every fault of the options and of the files that they name. */
export async function readAddresses(
  options: AddressOptions,
): Promise<{ readonly addresses: Addresses; readonly faults: readonly AddressFault[] }> {
  const faults = await addressFaults(options);
  const wrong = new Set<string>(faults.map(({ option }) => option));
  const { publicUrls = {} } = options;
  const sound = Object.entries(publicUrls).filter(([site]) => !wrong.has(`publicUrls.${site}`));
  const addresses = new Addresses({ ...options, publicUrls: Object.fromEntries(sound) });
  const url = (site: keyof typeof defaultPorts) => addresses.urlOf(site, defaultPorts[site]);
  // The clock of the machine, by which clients check the dates; that of the lab can be moved.
  const own = await readOwnCertificate(
    options,
    { lab: url('lab'), idp: url('idp'), sp: url('sp') },
    new Date(),
  );
  return { addresses: addresses.withTls(own.tls), faults: [...faults, ...own.faults] };
}

const upperFirst = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
