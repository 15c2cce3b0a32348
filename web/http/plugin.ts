/** What every site needs: Host and Origin checks, security headers, cookies, forms, assets, `reply.page`, `reply.selfPost`, error pages. */
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import type { HelmetOptions } from 'helmet';
import type { VNode } from 'preact';
import { assets } from '../assets.ts';
import { clockWords, type LabShown } from '../components/lab-around.tsx';
import {
  type SelfPosting,
  selfPostingPage,
  selfPostingPolicy,
} from '../components/self-posting-form.tsx';
import { answerErrors, type ErrorOptions } from './errors-plugin.tsx';
import { logRequests } from './log-requests.ts';
import { answerToOwnHost, type OwnHosts } from './own-host.ts';
import { requireOwnOrigin } from './own-origin.ts';
import { refuseUnreadable } from './readable-address.ts';
import { renderPage } from './render.ts';
import { securityHeaders } from './security-headers.ts';
import { closeInTime } from './shutdown.ts';

/** Connections at the same time, over all addresses; further ones are closed. A browser uses six. */
const MAX_CONNECTIONS = 1000;

export interface WebOptions extends Partial<ErrorOptions>, OwnHosts {
  /**
   * Where forms may be submitted. Chromium applies `form-action` to the redirects after a post as well, so a site whose form redirects to
   * another site needs `anywhere` (http and https; never `javascript:`).
   */
  formAction: 'self' | 'anywhere';
  /** Whether the log includes SAML messages. Default: no. */
  logMessages?: boolean | undefined;
  /** The lab that this site runs in; every page shows it. Default: none. */
  lab?: LabShown | undefined;
  /** Largest form body in bytes; a larger one is answered with 413. */
  bodyLimit: number;
}

declare module 'fastify' {
  interface FastifyReply {
    /** Sends a whole page: `text/html; charset=utf-8`, `Cache-Control: no-store`. `status` defaults to 200. */
    page(page: VNode, status?: number): FastifyReply;
    /** A whole page of this site as text, for an answer with other headers than those of `page`. */
    render(page: VNode): string;
    /** Sends the self-posting form with its policy and `no-store`. @throws {TypeError} for a target that is not http(s) */
    selfPost(form: SelfPosting): FastifyReply;
  }
}

/** Register with `await app.register(webPlugin, options)`. It decorates the instance it is registered on, not a child. */
export const webPlugin = fastifyPlugin(web);

async function web(app: FastifyInstance, options: WebOptions): Promise<void> {
  app.server.maxConnections = MAX_CONNECTIONS;
  closeInTime(app);
  setSecurityHeaders(app, options.formAction);
  logRequests(app, { messages: options.logMessages ?? false });
  answerToOwnHost(app, options);
  requireOwnOrigin(app, options.publicUrl);
  refuseUnreadable(app);
  await app.register(cookie);
  app.removeAllContentTypeParsers(); // only forms are read: a text or JSON body would reach handlers that expect fields
  await app.register(formbody, { bodyLimit: options.bodyLimit });
  app.decorateReply('render', (page: VNode) => renderPage(page, options.lab));
  app.decorateReply('page', sendPage);
  app.decorateReply('selfPost', function sendSelfPosting(form: SelfPosting) {
    const clock = options.lab?.clock?.();
    return this.header('content-security-policy', selfPostingPolicy())
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(selfPostingPage(form, clock && clockWords(clock)));
  });
  serveAssets(app);
  answerErrors(app, {
    site: options.site ?? 'lab',
    siteName: options.siteName ?? 'samlab',
    describeError: options.describeError,
  });
}

/** Adds helmet's headers to every answer; `@fastify/helmet` would compute them again for each. */
function setSecurityHeaders(app: FastifyInstance, formAction: WebOptions['formAction']): void {
  const headers = securityHeaders(helmetOptions(formAction));
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}

function helmetOptions(formAction: WebOptions['formAction']): HelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: formAction === 'self' ? ["'self'"] : ['http:', 'https:'],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // A service provider may open the sign-in in a pop-up and talk to it afterwards; this header would prevent that.
    crossOriginOpenerPolicy: false,
    // HSTS would apply to every port of `localhost`, including servers that are not ours (RFC 6797 8.3).
    strictTransportSecurity: false,
    // `no-referrer` turns the Origin of form posts into "null" (Fetch 3.1), and receivers may check the Origin.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    xFrameOptions: { action: 'deny' },
    // For obsolete browsers; each header costs time on every answer.
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xPoweredBy: false,
    xXssProtection: false,
  };
}

function sendPage(this: FastifyReply, page: VNode, status = 200): FastifyReply {
  return this.code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(this.render(page));
}

/** The address contains a hash of the content, so the content never changes; an outdated address gets 404. */
function serveAssets(app: FastifyInstance): void {
  app.get('/assets/:file', { logLevel: 'warn' }, (request, reply) => {
    const asset = assets.get(request.url);
    if (!asset) return reply.callNotFound();
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type(asset.type)
      .send(asset.body);
  });
}
