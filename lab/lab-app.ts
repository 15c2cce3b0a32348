import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
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

/** An address that no route gets to see. For the HTTP API as its other refusals. */
const unreadableAddress = {
  type: '/api#bad_request',
  title: 'The request cannot be read',
  status: 400,
  detail:
    'The address cannot be read: write %25 for a % that does not begin the code of a character.',
  code: 'bad_request',
  errors: [],
};

function refuseAddress({ url, id }: { url: string; id: string }, reply: FastifyReply): void {
  if (url.startsWith('/api/v1/'))
    reply
      .code(400)
      .type('application/problem+json')
      .header('cache-control', 'no-store')
      .send(JSON.stringify({ ...unreadableAddress, requestId: id }));
  else reply.code(400).type('text/plain; charset=utf-8').send(unreadableAddress.detail);
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
    // Its reply has the types of an application without plugins.
    frameworkErrors: (_, request, reply) =>
      refuseAddress(request, reply as unknown as FastifyReply),
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
