import fastify, { type FastifyInstance } from 'fastify';
import type { ExchangeRecorder } from '../exchanges/recorder.ts';
import type { Clock } from '../store/clock.ts';
import type { LabShown } from '../web/components/lab-around.tsx';
import { registerCsrf } from '../web/http/csrf.ts';
import { fastifyOptions } from '../web/http/fastify-options.ts';
import { webPlugin } from '../web/http/plugin.ts';
import { loggingTo, type SiteLog } from '../web/http/site-log.ts';
import { type SiteServer, serverOptions } from '../web/http/site-server.ts';
import { describeOversizedUpload } from './admin-console/uploads.ts';
import type { Database } from './database/tables.ts';
import { answerRefusal } from './refusal/answer-refusal.tsx';
import { siteName } from './site-page.tsx';

export interface SiteOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Base of all our URLs, without a slash at the end. */
  readonly publicUrl: () => string;
  /** How it is reached besides. Default: by http, on localhost. */
  readonly server?: SiteServer | undefined;
  readonly log: SiteLog | undefined;
  /** Pages of refusals link to it. */
  readonly exchanges?: ExchangeRecorder | undefined;
  /** The lab that this site runs in; every page shows it. Default: none. */
  readonly lab?: LabShown | undefined;
}

/** A response of 256 KiB grows by a third in base64, and slightly more in a form. */
const BODY_LIMIT = 1024 * 1024;

/** An HTTP application with this site's headers, limits, CSRF protection and error pages, and no routes yet. */
export async function siteApp({
  db,
  clock,
  publicUrl,
  server,
  log,
  exchanges,
  lab,
}: SiteOptions): Promise<FastifyInstance> {
  const app = fastify({
    ...fastifyOptions,
    ...serverOptions(server),
    ...loggingTo(log),
    bodyLimit: BODY_LIMIT,
  });
  await app.register(webPlugin, {
    site: 'sp',
    siteName,
    formAction: 'anywhere', // the login form ends at the identity provider, by redirect
    bodyLimit: BODY_LIMIT,
    logMessages: log?.messages,
    publicUrl,
    lab,
    aliases: server?.aliases ?? [],
    describeError: (error, request) =>
      describeOversizedUpload(error) ??
      answerRefusal(error, request, { db, clock, publicUrl, exchanges }),
  });
  await registerCsrf(app, { cookieName: 'peakon_csrf' });
  return app;
}
