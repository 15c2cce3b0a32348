import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { FastifyHttpOptions } from 'fastify';
import { httpLimits } from './fastify-options.ts';
import { answerPlainHttp } from './plain-http.ts';

/** How a site is reached, besides its public URL. */
export interface SiteServer {
  /** Host names in lower case, without ports, under which programs reach the site: container names, for example. */
  readonly aliases?: readonly string[];
  /** IP addresses and networks of proxies whose `X-Forwarded-*` headers count; those of others are ignored. Default: none. */
  readonly trustedProxies?: readonly string[];
  /** Certificate chain and private key, as PEM: the site speaks https. Default: http. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

/** The options of Fastify for such a site. @param limits of its server */
export function serverOptions(
  { trustedProxies = [], tls }: SiteServer = {},
  limits: ServerOptions = httpLimits,
): FastifyHttpOptions<Server> {
  return {
    ...(trustedProxies.length > 0 && { trustProxy: [...trustedProxies] }),
    serverFactory: (handler, { requestTimeout, keepAliveTimeout }) => {
      const options = { ...limits, requestTimeout, keepAliveTimeout } as ServerOptions;
      if (!tls) return createServer(options, handler);
      const server = createTlsServer({ handshakeTimeout: 10_000, ...options, ...tls }, handler);
      answerPlainHttp(server);
      return server;
    },
  };
}
