import Fastify, { type FastifyInstance } from 'fastify';
import type { ExchangeRecorder } from '../exchanges/recorder.ts';
import type { Clock } from '../store/clock.ts';
import type { LabShown } from '../web/components/lab-around.tsx';
import { fastifyOptions, httpLimits } from '../web/http/fastify-options.ts';
import { answerHealth } from '../web/http/health.ts';
import { webPlugin } from '../web/http/plugin.ts';
import { loggingTo, type SiteLog } from '../web/http/site-log.ts';
import { type SiteServer, serverOptions } from '../web/http/site-server.ts';
import { Browsers } from './browsers.ts';
import type { DropInContext } from './context.ts';
import { homeRoutes } from './home-routes.tsx';
import { loginRoutes } from './login-routes.tsx';
import { logoutRoutes } from './logout-routes.tsx';
import { siteName } from './pages.tsx';
import { describeRefusal } from './refusal.ts';
import { signOnRoutes } from './sign-on-routes.ts';

export interface DropInSiteOptions extends Omit<DropInContext, 'browsers'> {
  readonly clock: Clock;
  readonly exchanges?: ExchangeRecorder | undefined;
  /** Its host is accepted in requests. */
  readonly publicUrl?: (() => string) | undefined;
  /** How it is reached besides. Default: by http, on localhost. */
  readonly server?: SiteServer | undefined;
  readonly shown?: LabShown | undefined;
  /** Default: no log. */
  readonly log?: SiteLog | undefined;
}

export interface DropInSite {
  readonly app: FastifyInstance;
  /** Everybody is signed out. */
  clear(): void;
}

/** Largest form in bytes: the largest message (256 KiB) in base64 and percent-encoding, and a RelayState. */
const BODY_LIMIT = 640 * 1024;
/** Address and headers together, in bytes: requests by HTTP-Redirect can be long. */
const MAX_HEADERS = 64 * 1024;

/** Builds the site, without listening. */
export async function buildDropIn(options: DropInSiteOptions): Promise<DropInSite> {
  const { publicUrl, server, shown, log, ...given } = options;
  const browsers = new Browsers(given.clock);
  const context: DropInContext = { ...given, browsers };
  const app = Fastify({
    ...fastifyOptions,
    ...serverOptions(server, { ...httpLimits, maxHeaderSize: MAX_HEADERS }),
    ...loggingTo(log),
  });
  await app.register(webPlugin, {
    formAction: 'self',
    bodyLimit: BODY_LIMIT,
    publicUrl,
    aliases: server?.aliases ?? [],
    logMessages: log?.messages,
    site: 'adfs',
    siteName,
    lab: shown,
    describeError: describeRefusal,
  });
  answerHealth(app, { ready: () => true });
  homeRoutes(app, context);
  signOnRoutes(app, context);
  loginRoutes(app, context);
  logoutRoutes(app, context);
  return { app, clear: () => browsers.clear() };
}
