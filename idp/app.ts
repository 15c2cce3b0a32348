import type { FastifyInstance } from 'fastify';
import type { ExchangeRecorder } from '../exchanges/recorder.ts';
import type { Clock } from '../store/clock.ts';
import { type IdSource, useIds } from '../store/ids.ts';
import { keepRows } from '../store/keep-rows.ts';
import { openStore } from '../store/open-store.ts';
import { Upkeep } from '../store/upkeep.ts';
import type { SiteLog } from '../web/http/site-log.ts';
import type { SiteServer } from '../web/http/site-server.ts';
import { adFs } from './ad-fs/routes.tsx';
import { lazyAdminCenter } from './admin-center/lazy-admin-center.ts';
import type { AuthenticationMethodMode } from './authentication-methods/modes.ts';
import type { IdpContext, LabAround } from './context.ts';
import { KeyRing } from './directory/applications/key-ring.ts';
import { type MetadataRead, metadataReadsOf } from './directory/applications/metadata-reads.ts';
import { type Directory, directoryOf } from './directory/directory.ts';
import { directoryChores } from './directory/housekeeping.ts';
import { signInLogWriter } from './directory/logs/sign-in-log-writer.ts';
import type { Mail } from './directory/mails/mails.ts';
import { migrations } from './directory/migrations.ts';
import type { DirectoryTables } from './directory/tables.ts';
import { federation } from './federation/routes.ts';
import { lazyGraph } from './graph/lazy-graph.ts';
import { home } from './home/routes.tsx';
import { Mailer } from './mails/mailer.ts';
import type { SmtpOptions } from './mails/smtp.ts';
import { metadata } from './metadata/routes.tsx';
import { myApps } from './my-apps/routes.tsx';
import { oauth2 } from './oauth2/routes.ts';
import type { AlterResponse } from './posted-response.ts';
import type { ClientSettings } from './provisioning/connection/open-connection.ts';
import type { ConnectionTest } from './provisioning/connection/test-connection.ts';
import type { CycleResult } from './provisioning/cycle/cycle.ts';
import type { OnDemandResult } from './provisioning/on-demand/provision-on-demand.ts';
import { provisionSubject, type Subject } from './provisioning/provision-subject.ts';
import { Provisioning } from './provisioning/provisioning.ts';
import { resumeSignIn } from './resume-sign-in.ts';
import { securityInfo } from './security-info/routes.tsx';
import { openSessionOf } from './sign-in/open-session-of.ts';
import { signIn } from './sign-in/routes.tsx';
import { recordOutcomes } from './sign-in-outcome/record-outcome.ts';
import { reportTo } from './sign-in-outcome/report-exchange.ts';
import { answerLogout, signOut } from './sign-out/routes.tsx';
import { singleSignOn } from './single-sign-on/routes.ts';
import { siteApp } from './site-app.ts';

export interface IdpOptions {
  /** Path of the database file, or `:memory:`. */
  file: string;
  /** The database was completed by an earlier start; an empty one is refused. */
  existing?: boolean;
  /** Whether every write survives a power failure; see SECURITY.md. Default: false. */
  durable?: boolean | undefined;
  /** Where browsers reach it, without a trailing slash; a function, because the port may be known only after listening. */
  publicUrl: () => string;
  /** How it is reached besides. Default: by http, on localhost. */
  server?: SiteServer | undefined;
  clock: Clock;
  /** Where ids and keys come from. Default: they are random. */
  ids?: IdSource | undefined;
  /** What is old by this clock is removed. Default: `clock`. */
  agingClock?: Clock | undefined;
  /** Default: no log. */
  log?: SiteLog | undefined;
  /** For `/healthz`: whether tenants and users are set up. Default: always. */
  ready?: () => boolean;
  /** Called before each response is posted; what it returns is posted instead. */
  alterResponse?: AlterResponse;
  /** The server that its mails go to. Default: they stay in the outbox. */
  smtp?: SmtpOptions | undefined;
  /** About the requests of provisioning. Default: as Entra makes them. */
  provisioning?: ClientSettings | undefined;
  /** Records exchanges; pages link to them. Default: none. */
  exchanges?: ExchangeRecorder | undefined;
  /** The lab that this site is part of. Default: none. */
  lab?: LabAround | undefined;
}

/** Provisioning of applications that have a job; jobs that are started run by themselves, too. */
export interface ProvisioningRuns {
  /** Asks the SCIM server of an application as "Test connection" does. */
  testConnection(servicePrincipalId: string): Promise<ConnectionTest>;
  /**
   * Runs a cycle and waits for its end; one that is under way is joined.
   *
   * @throws {InvalidInput} when the job is not started
   * @throws {NotFound} when the application has no such job
   */
  runCycle(servicePrincipalId: string, jobId: string): Promise<CycleResult>;
  /**
   * Provisions one user or group now.
   *
   * @throws {TooManyRequests} after five objects in ten seconds
   * @throws {NotFound} when the application has no such job
   */
  provisionOnDemand(
    servicePrincipalId: string,
    jobId: string,
    subject: Subject,
  ): Promise<OnDemandResult>;
  /** Looks at once for jobs that are due, after a change. */
  wake(): void;
}

export interface Idp {
  app: FastifyInstance;
  directory: Directory;
  /**
   * Signs a user in without a browser.
   *
   * @param methods how, in the order of use
   * @returns the Cookie header of a browser in which the user has signed in
   * @throws {InvalidInput} for `methods`
   * @throws {NotFound} when there is no such user
   */
  openSession(userId: string, methods: readonly AuthenticationMethodMode[]): Promise<string>;
  /** The mails that Entra would have sent until now, the newest first, at most 1,000. @param tenantId GUID. Default: of all tenants */
  outbox(tenantId?: string): Promise<Mail[]>;
  /** Who fetched the metadata of an application and when, the newest first, at most 500. */
  metadataReads(appId: string): Promise<MetadataRead[]>;
  /** Runs what the directory configures: automated provisioning by SCIM. */
  readonly provisioning: ProvisioningRuns;
  /** The clock was moved: mails and provisioning cycles may be due. */
  clockMoved(): void;
  /** Keeps everything as it is now. @returns a function that goes back to it: the sign-ins and changes since then are gone */
  keepState(): Promise<() => Promise<void>>;
  /** Why its data cannot be written now, as `disk_full`; undefined when it can. */
  problem(): Promise<string | undefined>;
  close(): Promise<void>;
}

/**
 * Builds the identity provider, without listening.
 *
 * @throws {StoreError} when the database cannot be used
 */
export async function buildIdp(options: IdpOptions): Promise<Idp> {
  const context = await openContext(options);
  const { db, clock } = context;
  const { file, log, ids, agingClock = clock } = options;
  if (ids) useIds(db, ids);
  const onError = (error: unknown) => log?.logger.error({ err: error }, 'Housekeeping failed.');
  const mailer = new Mailer({
    ...{ db, clock, publicUrl: options.publicUrl, smtp: options.smtp },
    onError: (error) => log?.logger.error({ err: error }, 'Mails could not be written or sent.'),
  });
  try {
    const app = await siteOf(context, options);
    const upkeep = new Upkeep(db, {
      file,
      clock: agingClock,
      chores: directoryChores(db),
      onError,
    });
    const { provisioning } = context;
    mailer.start();
    provisioning.start();
    app.addHook('onClose', async () => {
      await provisioning.stop();
      await mailer.stop();
      await upkeep.stop();
      const lost = await signInLogWriter(db).close();
      if (lost > 0) log?.logger.warn({ lost }, 'Attempts to sign in are missing from the log.');
      await db.destroy();
    });
    return {
      app,
      directory: directoryOf(context),
      openSession: (userId, methods) => openSessionOf(context, userId, methods),
      outbox: (tenantId) => mailer.outbox(tenantId),
      metadataReads: (appId) => metadataReadsOf(db, appId),
      provisioning: {
        testConnection: (id) => provisioning.testConnection(id),
        runCycle: (id, jobId) => provisioning.runCycle(id, jobId),
        provisionOnDemand: (id, jobId, subject) => provisionSubject(context, id, jobId, subject),
        wake: () => provisioning.wake(),
      },
      clockMoved() {
        mailer.look();
        provisioning.wake();
      },
      async keepState() {
        const flush = () => signInLogWriter(db).flush();
        await flush();
        const putBack = await keepRows(db);
        return async () => {
          await Promise.all([mailer.stop(), provisioning.stop()]);
          await flush();
          await putBack();
          context.keys.clear();
          mailer.start();
          provisioning.start();
        };
      },
      problem: () => upkeep.problem(),
      close: () => app.close(),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function siteOf(
  context: IdpContext,
  { log, ready = () => true }: IdpOptions,
): Promise<FastifyInstance> {
  const app = await siteApp({ context, log });

  await app.register(singleSignOn, { context, answerLogout });
  await app.register(signIn, { context, resume: resumeSignIn });
  await app.register(federation, { context, resume: resumeSignIn });
  await app.register(adFs, { context });
  await app.register(myApps, { context });
  await app.register(securityInfo, { context });
  await app.register(signOut, { context });
  await app.register(metadata, { context });
  await app.register(oauth2, { context });
  await app.register(home, { db: context.db, ready });
  lazyAdminCenter(app, { context, log });
  lazyGraph(app, { context, log });
  return app;
}

async function openContext({
  file,
  existing,
  durable,
  clock,
  publicUrl,
  server,
  log,
  alterResponse,
  exchanges,
  lab,
  smtp,
  provisioning,
}: IdpOptions): Promise<IdpContext> {
  const db = await openStore<DirectoryTables>({ file, existing, durable, name: 'idp', migrations });
  const onError = (error: unknown) =>
    log?.logger.error({ err: error }, 'Sign-ins could not be recorded.');
  return {
    db,
    clock,
    publicUrl,
    server,
    keys: new KeyRing(db),
    provisioning: new Provisioning({
      ...{ db, clock, publicUrl, clientSettings: provisioning },
      delivery: smtp ? 'waiting' : 'kept',
      onError: (error) => log?.logger.error({ err: error }, 'A provisioning cycle failed.'),
    }),
    observers: [
      recordOutcomes(db, onError),
      ...(exchanges ? [reportTo(exchanges, publicUrl)] : []),
    ],
    alterResponse,
    exchanges,
    lab,
  };
}
