import { listen } from '../../lab/index.ts';
import { type Administration, buildSp } from '../../sp/index.ts';

/** The administration that the check needs; arguments and results can be sent to another thread. */
export type SiteAdministration = Pick<
  Administration,
  'createCompany' | 'addEmployee' | 'enableSingleSignOn' | 'loadFederationMetadata'
>;

/** samlab's own service provider, in memory, on a free loopback port. */
export interface OwnSite {
  readonly url: string;
  readonly administration: SiteAdministration;
  /** Moves its clock ahead, by `seconds`. */
  advance(seconds: number): Promise<void>;
}

/** Runs the service provider, in this thread or another. */
export interface OwnSiteHost {
  /** Returns the same site each time. */
  start(): Promise<OwnSite>;
  /** May be called even if it was never started. */
  close(): Promise<void>;
}

/** Runs it in this thread, together with the check. */
export function siteInThisThread(clock: () => Date): OwnSiteHost {
  let running: ReturnType<typeof run> | undefined;
  return {
    start() {
      running ??= run(clock);
      return running;
    },
    close: async () => {
      await (await running)?.close();
    },
  };
}

async function run(clock: () => Date) {
  let ahead = 0; // ms
  const now = () => new Date(clock().getTime() + ahead);
  const address = { url: '' };
  const sp = await buildSp({ file: ':memory:', publicUrl: () => address.url, clock: now });
  address.url = `http://localhost:${await listen(sp.app, { site: 'sp', port: 0 })}`;
  return {
    url: address.url,
    administration: sp.administration,
    advance: async (seconds: number) => {
      ahead += seconds * 1000;
    },
    close: () => sp.close(),
  };
}
