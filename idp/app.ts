import Fastify, { type FastifyInstance } from 'fastify';
import { openStore } from '../store/open-store.ts';
import { withoutSchemas } from '../web/fastify-options.ts';
import { webPlugin } from '../web/plugin.ts';
import { describeAdminErrors } from './admin-center/refusals.tsx';
import { adminCenter } from './admin-center/routes.ts';
import type { IdpContext } from './context.ts';
import { Access } from './directory/access.ts';
import { BrowserSessions } from './directory/browser-sessions.ts';
import { ConditionalAccess } from './directory/conditional-access.ts';
import { type Directory, directoryOf } from './directory/directory.ts';
import { KeyRing } from './directory/key-ring.ts';
import { migrations } from './directory/migrations.ts';
import { PendingSignIns } from './directory/pending-sign-ins.ts';
import { SignInApplications } from './directory/sign-in-applications.ts';
import { SignInLog } from './directory/sign-in-log.ts';
import type { DirectoryTables } from './directory/tables.ts';
import { Tenants } from './directory/tenants.ts';
import { observeTests } from './directory/test-sign-ins.ts';
import { newRequestId } from './entra-ids.ts';
import { describeErrors } from './error-page/describe-error.tsx';
import { answerUnreadableRequest } from './error-page/oversized-request.tsx';
import { home } from './home/routes.tsx';
import { metadata } from './metadata/routes.ts';
import { myApps } from './my-apps/routes.tsx';
import { resumeSignIn } from './resume-sign-in.ts';
import { signIn } from './sign-in/routes.tsx';
import { recordOutcomes } from './sign-in-outcome/record-outcome.ts';
import { signOut } from './sign-out/routes.tsx';
import type { AlterHandOff } from './single-sign-on/alter-hand-off.ts';
import { singleSignOn } from './single-sign-on/routes.ts';
import { siteName } from './site-name.ts';

export interface IdpOptions {
  /** Path of the database file, or `:memory:`. */
  file: string;
  /** Where browsers reach it, without a trailing slash; asked late, because the port may be chosen at listening. */
  publicUrl: () => string;
  clock: () => Date;
  logger?: boolean;
  /** Asked before each response is handed off; what it returns goes in its place. */
  alterHandOff?: AlterHandOff;
}

export interface Idp {
  app: FastifyInstance;
  directory: Directory;
  close(): Promise<void>;
}

/** Largest form in bytes: the largest message (256 KiB) in base64 and percent-encoding, and a RelayState. */
const BODY_LIMIT = 640 * 1024;
/** Address and headers together; a query beyond it is AADSTS90015. In bytes. */
const MAX_HEADERS = 64 * 1024;

/**
 * Builds the identity provider; it does not listen.
 *
 * @throws {StoreError} when the database cannot be used
 */
export async function buildIdp(options: IdpOptions): Promise<Idp> {
  const context = await openContext(options);
  const describeEntraError = describeErrors(options.clock);
  const app = Fastify({
    ...withoutSchemas,
    logger: options.logger ?? false,
    genReqId: newRequestId,
    http: { maxHeaderSize: MAX_HEADERS },
    clientErrorHandler: answerUnreadableRequest(options.clock),
    // Service providers write the paths in any letter case, and a domain is longer than the default of 100 characters.
    routerOptions: { caseSensitive: false, maxParamLength: 300 },
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-ms-request-id', request.id);
    done();
  });
  await app.register(webPlugin, {
    formAction: 'self',
    bodyLimit: BODY_LIMIT,
    site: 'idp',
    siteName,
    describeError: (error, request) =>
      describeAdminErrors(error) ?? describeEntraError(error, request),
  });

  await app.register(singleSignOn, { context });
  await app.register(signIn, { context, resume: resumeSignIn(context) });
  await app.register(myApps, { context });
  await app.register(signOut, { context });
  await app.register(metadata, { context });
  await app.register(home);
  await app.register(adminCenter, { context });

  app.addHook('onClose', () => context.db.destroy());
  return { app, directory: directoryOf(context), close: () => app.close() };
}

async function openContext({
  file,
  clock,
  publicUrl,
  alterHandOff,
}: IdpOptions): Promise<IdpContext> {
  const db = await openStore<DirectoryTables>({ file, name: 'idp', migrations });
  const signInLog = new SignInLog(db);
  return {
    db,
    clock,
    publicUrl,
    tenants: new Tenants(db),
    applications: new SignInApplications(db),
    access: new Access(db),
    keys: new KeyRing(db),
    sessions: new BrowserSessions(db),
    pendingSignIns: new PendingSignIns(db),
    signInObservers: [recordOutcomes(signInLog), observeTests(db)],
    signInLog,
    conditionalAccess: new ConditionalAccess(db),
    alterHandOff,
  };
}
