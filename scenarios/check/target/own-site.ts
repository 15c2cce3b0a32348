import { listenOnLoopback } from '../../../lab/loopback.ts';
import { type Administration, buildSp } from '../../../sp/index.ts';

/** What the check asks of an administrator; every argument and answer can be sent to another thread. */
export type SiteAdministration = Pick<
  Administration,
  'createCompany' | 'addEmployee' | 'enableSingleSignOn' | 'loadFederationMetadata'
>;

/** One service provider of samlab's own, in memory, on a free loopback port. */
export interface OwnSite {
  readonly url: string;
  readonly administration: SiteAdministration;
  /** Moves its clock ahead, by `seconds`. */
  advance(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts such service providers. Closing it closes all of them. */
export interface OwnSites {
  start(): Promise<OwnSite>;
  close(): Promise<void>;
}

/** They run in this thread, beside the one who checks them. */
export function sitesInThisThread(clock: () => Date): OwnSites {
  const started: OwnSite[] = [];
  return {
    async start() {
      const site = await startSite(clock);
      started.push(site);
      return site;
    },
    close: async () => {
      await Promise.all(started.map((site) => site.close()));
    },
  };
}

async function startSite(clock: () => Date): Promise<OwnSite> {
  let offset = 0; // ms
  const now = () => new Date(clock().getTime() + offset);
  const address = { url: '' };
  const sp = await buildSp({ file: ':memory:', publicUrl: () => address.url, clock: now });
  address.url = await listenOnLoopback(sp.app, 'sp', 0);
  return {
    url: address.url,
    administration: sp.administration,
    advance: async (seconds) => {
      offset += seconds * 1000;
    },
    close: () => sp.close(),
  };
}
