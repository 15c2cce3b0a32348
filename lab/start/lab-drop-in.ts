import { join } from 'node:path';
import type { ExchangeRecorder } from '../../exchanges/recorder.ts';
import type { LabShown } from '../../web/components/lab-around.tsx';
import type { SiteLog } from '../../web/http/site-log.ts';
import type { Addresses } from '../addresses/addresses.ts';
import { localCertificate } from '../addresses/local-certificate.ts';
import { DROP_IN_KEY_FILE, type LabData } from '../data-folder.ts';
import type { DropInOptions } from '../drop-in/options.ts';
import type { RunningDropIn } from '../drop-in/start-drop-in.ts';

interface Around {
  readonly data: LabData;
  readonly addresses: Addresses;
  /** Where programs on this machine reach the identity provider. */
  readonly idpUrl: string;
  readonly clock: () => Date;
  readonly exchanges: ExchangeRecorder;
  readonly shown: LabShown;
  readonly log: SiteLog | undefined;
}

interface LabDropIn extends RunningDropIn {
  /** Certificate of the authority that its certificate for https is from, as PEM; undefined for one of the user. */
  readonly ca: string | undefined;
  /** That programs must trust a new authority, as a sentence. */
  readonly warning?: string | undefined;
}

/** Starts the drop-in beside the sites, where one is wanted. @throws {LabError} when its port or the data folder cannot be used */
export async function dropInOf(
  options: DropInOptions | undefined,
  { data, addresses, idpUrl, ...others }: Around,
): Promise<LabDropIn | undefined> {
  if (!options) return undefined;
  const { startDropIn } = await import('../drop-in/start-drop-in.ts');
  const { tls, ca, warning } = addresses.serverOf('idp').tls
    ? { tls: addresses.serverOf('idp').tls, ca: addresses.ca }
    : await localCertificate(addresses.hosts, data);
  if (!tls) throw new TypeError('no certificate');
  const running = await startDropIn(options, {
    ...others,
    tls,
    keyFile: data.folder === undefined ? undefined : join(data.folder, DROP_IN_KEY_FILE),
    server: addresses.serverOf('idp'),
    host: addresses.host,
    hostname: addresses.singlePort ? 'localhost' : new URL(idpUrl).hostname,
  });
  return { ...running, ca, warning };
}
