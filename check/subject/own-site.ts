import { listenOnLoopback } from '../../lab/index.ts';
import { type Administration, buildSp } from '../../sp/index.ts';

/** What the check asks of an administrator; every argument and answer can be sent to another thread. */
export type SiteAdministration = Pick<
  Administration,
  'createCompany' | 'addEmployee' | 'enableSingleSignOn' | 'loadFederationMetadata'
>;

/** A service provider of samlab's own, in memory, on a free loopback port. */
export interface OwnSite {
  readonly url: string;
  readonly administration: SiteAdministration;
  /** Moves its clock ahead, by `seconds`. */
  advance(seconds: number): Promise<void>;
}

/** Where it runs. */
export interface OwnSiteHost {
  /** The same each time. */
  start(): Promise<OwnSite>;
  /** Whether it was started or not. */
  close(): Promise<void>;
}

/** In this thread, beside the one who checks it. */
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
  address.url = await listenOnLoopback(sp.app, 'sp', 0);
  return {
    url: address.url,
    administration: sp.administration,
    advance: async (seconds: number) => {
      ahead += seconds * 1000;
    },
    close: () => sp.close(),
  };
}
