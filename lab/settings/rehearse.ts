import { buildIdp } from '../../idp/index.ts';
import { buildSp } from '../../sp/index.ts';
import type { Addresses } from '../addresses/addresses.ts';
import { defaultPorts, type Ports } from '../addresses/ports.ts';
import type { SiteUrls } from '../endpoints.ts';
import { newLabFile } from '../lab-file.ts';
import { seed, seedBeginning } from '../seed.ts';
import { applySettings } from './apply/apply-settings.ts';
import { Ledger } from './apply/ledger.ts';
import { Run } from './apply/run.ts';
import type { LoadedSettings } from './load-settings.ts';

interface RehearsalOptions {
  readonly ports: Ports;
  readonly addresses: Addresses;
  readonly clock: () => Date;
}

/**
 * Applies settings to two sites in memory that nobody uses, so that every rule is checked where it is written, before a database or a port
 * is opened.
 *
 * @throws {InvalidSettings} with every fault, also those that `loadSettings` found
 */
export async function rehearse(
  { settings, raw, materials, faults, refusal }: LoadedSettings,
  { ports, addresses, clock }: RehearsalOptions,
): Promise<void> {
  const urls = urlsAt(addresses, ports);
  const site = (url: string) => ({ file: ':memory:', publicUrl: () => url, clock });
  const [idp, sp] = await Promise.all([buildIdp(site(urls.idp)), buildSp(site(urls.sp))]);
  try {
    const sides = { directory: idp.directory, administration: sp.administration };
    const passwords = { ...newLabFile().passwords };
    await (settings.peakon !== undefined
      ? seedBeginning(sides, urls, passwords)
      : seed(sides, urls, passwords));
    const ledger = new Ledger();
    const run = new Run({
      sides,
      urls,
      materials,
      passwords,
      ledger,
      rehearsal: true,
      read: { raw, faults },
    });
    const found = [...faults, ...(await applySettings(run, settings))];
    if (found.length > 0) throw refusal(found);
  } finally {
    await Promise.all([idp.close(), sp.close()]);
  }
}

/** Where the sites will listen; a port that is not known yet is the usual one. */
function urlsAt(addresses: Addresses, ports: Ports): SiteUrls {
  const url = (name: keyof Ports) =>
    addresses.urlOf(name, ports[addresses.singlePort ? 'lab' : name] || defaultPorts[name]);
  return { lab: url('lab'), idp: url('idp'), sp: url('sp') };
}
