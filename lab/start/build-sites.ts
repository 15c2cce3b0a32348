import { type AlterResponse, buildIdp, type Idp, type SmtpOptions } from '../../idp/index.ts';
import { buildSp } from '../../sp/index.ts';
import type { IdSource } from '../../store/ids.ts';
import type { LabShown } from '../../web/components/lab-around.tsx';
import type { SiteLog } from '../../web/http/site-log.ts';
import type { Addresses } from '../addresses/addresses.ts';
import type { LabClock } from '../clock/lab-clock.ts';
import type { LabData } from '../data-folder.ts';
import { inThisLab, type SiteUrls } from '../endpoints.ts';
import type { LabRecorder } from '../exchanges/recorder.ts';
import { localAddress } from '../real-names/names.ts';

interface SitesOptions {
  readonly data: LabData;
  readonly addresses: Addresses;
  readonly clock: LabClock;
  readonly ids: IdSource;
  readonly durable: boolean;
  /** Filled once the sites listen. */
  readonly urls: SiteUrls;
  readonly ready: () => boolean;
  readonly alterResponse: AlterResponse;
  readonly recorder: LabRecorder;
  readonly smtp: SmtpOptions | undefined;
  readonly shown: LabShown;
  readonly logOf: (site: 'idp' | 'sp') => SiteLog | undefined;
  /** Where programs on this machine reach what only one browser knows by its real name; undefined without real names. */
  readonly local: (() => Pick<SiteUrls, 'idp' | 'sp'>) | undefined;
}

/** A site that closes with the lab. */
interface Closing {
  close(): Promise<void>;
}

/** The sites of a lab in the order in which they were built; they close together. */
export class RunningSites {
  readonly #sites: Closing[] = [];

  /** @param singlePort whether the site that was added last carries the connections of the others */
  constructor(running: AsyncDisposableStack, { singlePort }: { singlePort: boolean }) {
    running.defer(async () => {
      if (singlePort) await this.#sites.pop()?.close();
      await Promise.all(this.#sites.map((site) => site.close()));
    });
  }

  add<Site extends Closing>(site: Site): Site {
    this.#sites.push(site);
    return site;
  }

  /** Of a site with its own port. */
  addBeside(site: Closing): void {
    this.#sites.unshift(site);
  }
}

/** Builds the identity provider and the service provider, without listening. */
export async function buildSites(options: SitesOptions, sites: RunningSites) {
  const { data, addresses, clock: labClock, ids, durable, urls, ready } = options;
  const { alterResponse, recorder, shown, logOf, local } = options;
  const both = {
    existing: data.labFile.urls !== undefined,
    durable,
    clock: () => labClock.now(),
    ids,
    agingClock: () => labClock.earliest(),
    ready,
    exchanges: recorder,
  };
  const idp: Idp = sites.add(
    await buildIdp({
      ...both,
      file: data.database('idp'),
      log: logOf('idp'),
      publicUrl: () => urls.idp,
      server: addresses.serverOf('idp'),
      alterResponse,
      smtp: options.smtp,
      // The lab's own Peakon may speak https with the lab's own authority.
      provisioning: addresses.ca === undefined ? undefined : { ca: [addresses.ca] },
      lab: { ...shown, home: () => urls.lab, insteadOf: (address) => inThisLab(address, urls) },
    }),
  );
  labClock.onChange(() => idp.clockMoved());
  const sp = sites.add(
    await buildSp({
      ...both,
      file: data.database('sp'),
      log: logOf('sp'),
      publicUrl: () => urls.sp,
      server: addresses.serverOf('sp'),
      localAddress: (url) => (local ? localAddress(url, local()) : undefined),
      lab: { ...shown, home: () => urls.lab },
    }),
  );
  return { idp, sp, sides: { directory: idp.directory, administration: sp.administration } };
}
