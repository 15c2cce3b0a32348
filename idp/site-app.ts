import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { isLibxml2Loaded, loadLibxml2 } from '../saml/libxml2.ts';
import { idsOf } from '../store/ids.ts';
import type { ErrorAnswer } from '../web/http/error-answer.ts';
import { fastifyOptions, httpLimits } from '../web/http/fastify-options.ts';
import { webPlugin } from '../web/http/plugin.ts';
import { loggingTo, type SiteLog } from '../web/http/site-log.ts';
import { serverOptions } from '../web/http/site-server.ts';
import type { IdpContext } from './context.ts';
import { newRequestId } from './entra-ids.ts';
import { describeErrors, type ErrorContext } from './error-page/describe-error.tsx';
import { answerUnreadableRequest } from './error-page/oversized-request.tsx';
import { siteName } from './site-name.ts';

export interface SiteAppOptions {
  context: ErrorContext & Pick<IdpContext, 'publicUrl' | 'server' | 'lab' | 'clock' | 'exchanges'>;
  log?: SiteLog | undefined;
  /** Answers the application's own errors; for `undefined` the error is answered in Entra's words. */
  describeOwnErrors?: (error: unknown) => ErrorAnswer | undefined;
}

/** Largest form in bytes: the largest message (256 KiB) in base64 and percent-encoding, and a RelayState. */
const BODY_LIMIT = 640 * 1024;
/** Address and headers together; a query beyond it is AADSTS90015. In bytes. */
const MAX_HEADERS = 64 * 1024;

/** An HTTP application with this site's headers, limits and error pages, and no routes yet. */
export async function siteApp(options: SiteAppOptions): Promise<FastifyInstance> {
  const { context, log, describeOwnErrors } = options;
  const describeEntraError = describeErrors(context);
  const app = Fastify({
    ...fastifyOptions,
    ...loggingTo(log),
    genReqId: newRequestId,
    ...serverOptions(context.server, { ...httpLimits, maxHeaderSize: MAX_HEADERS }),
    clientErrorHandler: answerUnreadableRequest(context),
    // Service providers write paths in any letter case.
    routerOptions: { ...fastifyOptions.routerOptions, caseSensitive: false },
  });
  app.decorate('newCorrelationId', () => idsOf(context.db).uuid('correlation'));
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-ms-request-id', request.id);
    done();
  });
  loadsLibxml2(app);
  await app.register(webPlugin, {
    formAction: 'self',
    publicUrl: context.publicUrl,
    lab: context.lab,
    aliases: context.server?.aliases ?? [],
    bodyLimit: BODY_LIMIT,
    logMessages: log?.messages,
    site: 'idp',
    siteName,
    describeError: (error: unknown, request: FastifyRequest) =>
      describeOwnErrors?.(error) ?? describeEntraError(error, request),
  });
  return app;
}

/** In ms, after a site listens: what asks whether it is ready comes first. */
const UNTIL_LOADED = 100;

/** Loads the parser of messages when the first request that may need it arrives, or soon: a start does not wait for it. */
function loadsLibxml2(app: FastifyInstance): void {
  app.addHook('onListen', (done) => {
    // When it fails, the next request tries again and is told.
    setTimeout(() => void loadLibxml2().catch(() => {}), UNTIL_LOADED).unref();
    done();
  });
  app.addHook('onRequest', (request, _reply, done) => {
    if (isLibxml2Loaded() || request.url === '/healthz') done();
    else loadLibxml2().then(() => done(), done);
  });
}
