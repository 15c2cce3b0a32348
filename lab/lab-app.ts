import Fastify, { type FastifyInstance } from 'fastify';
import type { LabShown } from '../web/components/lab-around.tsx';
import { registerCsrf } from '../web/http/csrf.ts';
import { fastifyOptions } from '../web/http/fastify-options.ts';
import { type WebOptions, webPlugin } from '../web/http/plugin.ts';
import { loggingTo, type SiteLog } from '../web/http/site-log.ts';
import { type SiteServer, serverOptions } from '../web/http/site-server.ts';
import { sharePort } from './addresses/share-port.ts';

/** The other sites' cookies have other names. */
const CSRF_COOKIE = 'samlab_lab_csrf';

/** What every page of the lab home's site shares. */
export interface LabSite {
  /** Base of its URLs, without a trailing slash. */
  readonly publicUrl?: (() => string) | undefined;
  /** How it is reached besides. Default: by http, on localhost. */
  readonly server?: SiteServer | undefined;
  /** What every page shows of the lab. */
  readonly shown?: LabShown | undefined;
  /** Default: no log. */
  readonly log?: SiteLog | undefined;
}

/** What only the application that listens has. */
interface HomeOnly extends Pick<WebOptions, 'describeError'> {
  /** Sites that answer on its port. */
  readonly others?: Parameters<typeof sharePort>[1] | undefined;
  /** Called before the site waits for requests in progress. */
  readonly beforeClose?: () => void;
}

/** An HTTP application with the lab home's headers, limits, CSRF protection and error pages, and no routes yet. */
export async function labApp(
  { publicUrl, server, shown, log }: LabSite,
  { describeError, others, beforeClose }: HomeOnly = {},
): Promise<FastifyInstance> {
  const app = Fastify({
    ...fastifyOptions,
    ...serverOptions(server),
    ...loggingTo(log),
  });
  if (others) sharePort(app, others);
  if (beforeClose) app.addHook('preClose', async () => beforeClose());
  await app.register(webPlugin, {
    formAction: 'self',
    bodyLimit: 1024,
    publicUrl,
    aliases: server?.aliases ?? [],
    logMessages: log?.messages,
    site: 'lab',
    siteName: 'samlab',
    lab: shown,
    describeError,
  });
  await registerCsrf(app, { cookieName: CSRF_COOKIE });
  return app;
}
