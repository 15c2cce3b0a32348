import type { FastifyInstance } from 'fastify';
import type { ExchangeRecorder } from '../exchanges/recorder.ts';
import { loadLibxml2 } from '../saml/libxml2.ts';
import type { Clock } from '../store/clock.ts';
import { type IdSource, useIds } from '../store/ids.ts';
import { keepRows } from '../store/keep-rows.ts';
import { openStore } from '../store/open-store.ts';
import { Upkeep } from '../store/upkeep.ts';
import type { LabShown } from '../web/components/lab-around.tsx';
import type { SiteLog } from '../web/http/site-log.ts';
import type { SiteServer } from '../web/http/site-server.ts';
import { account } from './account/routes.tsx';
import { acs } from './acs/routes.ts';
import { lazyAdminConsole } from './admin-console/lazy-admin-console.ts';
import { type Administration, administrationOf } from './administration/administration.ts';
import { trustedProviders } from './administration/trusted-provider.ts';
import { migrations } from './database/migrations.ts';
import type { Database, Tables } from './database/tables.ts';
import { home } from './home/routes.tsx';
import { spChores } from './housekeeping.ts';
import { login } from './login/routes.tsx';
import { metadata } from './metadata/routes.ts';
import { ownKeys } from './own-keys/own-keys.ts';
import { lazyScim } from './scim/lazy-scim.ts';
import { signOut } from './sign-out/routes.tsx';
import { siteApp } from './site-app.ts';

export interface SpOptions {
  /** Path of the database file, or `:memory:`. */
  readonly file: string;
  /** The database was completed by an earlier start; an empty one is refused. */
  readonly existing?: boolean;
  /** Whether every write survives a power failure; see SECURITY.md. Default: false. */
  readonly durable?: boolean | undefined;
  /** Base of all our URLs, without a slash at the end; called each time, as the port may be known late. */
  readonly publicUrl: () => string;
  /** How it is reached besides. Default: by http, on localhost. */
  readonly server?: SiteServer | undefined;
  /**
   * Where this process reaches an address that only browsers know by this name; undefined: as it says. Default: every address as it says.
   */
  readonly localAddress?: ((url: URL) => URL | undefined) | undefined;
  readonly clock: Clock;
  /** Where ids and keys come from. Default: they are random. */
  readonly ids?: IdSource | undefined;
  /** What is old by this clock is removed. Default: `clock`. */
  readonly agingClock?: Clock | undefined;
  /** Default: no log. */
  readonly log?: SiteLog | undefined;
  /** Records exchanges; pages link to them. Default: none. */
  readonly exchanges?: ExchangeRecorder | undefined;
  /** The lab that this site runs in; every page shows it. Default: none. */
  readonly lab?: LabShown | undefined;
  /** What the fault `slow` of employee provisioning waits for. Default: 61 seconds, longer than Entra waits. */
  readonly scimSlowness?: (() => Promise<unknown>) | undefined;
  /** For `/healthz`: whether the companies and employees are seeded. Default: always. */
  readonly ready?: () => boolean;
}

export interface Sp {
  readonly app: FastifyInstance;
  readonly administration: Administration;
  /**
   * Keeps everything as it is now.
   *
   * @returns a function that goes back to it: the sessions and changes since then are gone, the keys of this service provider stay
   */
  keepState(): Promise<() => Promise<void>>;
  /** Why its data cannot be written now, as `disk_full`; undefined when it can. */
  problem(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Builds the Peakon-style service provider; does not listen. @throws {StoreError} when the database cannot be used */
export async function buildSp(options: SpOptions): Promise<Sp> {
  const { file, existing, durable, clock, log, ids, agingClock = clock } = options;
  const db = await openStore<Tables>({ file, existing, durable, name: 'sp', migrations });
  if (ids) useIds(db, ids);
  const onError = (error: unknown) => log?.logger.error({ err: error }, 'Housekeeping failed.');
  try {
    // Metadata of an identity provider may be the first that it is given, without a request.
    const [app] = await Promise.all([siteOf(db, options), loadLibxml2()]);
    const upkeep = new Upkeep(db, {
      file,
      clock: agingClock,
      chores: spChores(db),
      onError,
    });
    app.addHook('onClose', async () => {
      await upkeep.stop();
      await db.destroy();
    });
    return {
      app,
      administration: administrationOf(db, clock),
      keepState: () => keepRows(db, ['ownKey']),
      problem: () => upkeep.problem(),
      close: () => app.close(),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function siteOf(db: Database, options: SpOptions): Promise<FastifyInstance> {
  const { publicUrl, server, clock, log, exchanges, lab, ready = () => true } = options;
  const findProvider = trustedProviders(db);
  const keys = ownKeys(db, clock);
  const app = await siteApp({ db, clock, publicUrl, server, log, exchanges, lab });

  app.register(home, { db, ready });
  app.register(login, { db, clock, publicUrl, findProvider, exchanges });
  app.register(acs, { db, clock, publicUrl, findProvider, keys, exchanges });
  app.register(account, { db, clock, exchanges });
  app.register(signOut, { db, clock, publicUrl, findProvider, keys, exchanges });
  app.register(metadata, { publicUrl, findProvider, keys });
  const { localAddress } = options;
  lazyScim(app, { db, clock, publicUrl, server, log, exchanges, slowness: options.scimSlowness });
  lazyAdminConsole(app, { db, clock, publicUrl, localAddress, server, log, lab });
  return app;
}
