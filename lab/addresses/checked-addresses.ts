import { LabError } from '../errors.ts';
import { Addresses } from './addresses.ts';
import { type AddressOptions, addressFaults } from './options.ts';

/** @throws {LabError} `invalid_option`, with a sentence for every option that has a wrong value */
export async function checkedAddresses(options: AddressOptions = {}): Promise<Addresses> {
  const faults = await addressFaults(options, false);
  if (faults.length === 0) return new Addresses(options);
  throw new LabError('invalid_option', (words) =>
    faults
      .map(({ option, fault }) => `${upperFirst(words[`addresses.${option}`])} ${fault}`)
      .join('\n'),
  );
}

const upperFirst = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
