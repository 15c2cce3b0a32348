import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SiteServer } from './site-server.ts';

/** Host names that a browser on this machine may use. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** `uri-host [ ":" port ]` (RFC 9110 7.2): a name or IPv4 address, or an IPv6 address in brackets. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/;

/** Which hosts a site is, besides localhost. */
export interface OwnHosts extends Pick<SiteServer, 'aliases'> {
  /** Base of the site's own URLs; its host is accepted with any port. Undefined or not yet known: none. */
  readonly publicUrl?: (() => string) | undefined;
}

/**
 * Answers 421 to a request for another host. Prevents DNS rebinding: a foreign page whose name resolves to 127.0.0.1 could otherwise read
 * our pages, which show passwords. Names are compared as a whole, without regard to case; the port does not matter. A dot at the end makes
 * another name. An IP address cannot be rebound, so the one that the client connected to is accepted.
 *
 * Behind a trusted proxy, the host is the one that the browser asked the proxy for. `Host` must be right then as well: where the browser's machine
 * is trusted, a rebound page can send `X-Forwarded-Host` itself. A scheme that is neither http nor https gets 400.
 */
export function answerToOwnHost(app: FastifyInstance, hosts: OwnHosts): void {
  const { publicUrl, aliases = [] } = hosts;
  app.addHook('onRequest', (request, reply, done) => {
    const isOwn = (name: string) =>
      LOOPBACK.has(name) ||
      (name !== '' &&
        (name === URL.parse(publicUrl?.() ?? '')?.hostname ||
          aliases.includes(name) ||
          name === addressOf(request)));
    const names = [request.host, request.headers.host ?? ''].map(nameIn);
    const foreign = names.find((name) => !isOwn(name));
    if (foreign !== undefined) return reply.code(421).type('text/plain').send(misdirected(foreign));
    // Addresses are made of it.
    if (request.protocol !== 'http' && request.protocol !== 'https')
      return reply.code(400).type('text/plain').send(OTHER_PROTOCOL);
    done();
  });
}

/** The host name of a header's value; empty when it is malformed. */
function nameIn(host: string): string {
  const [, name = '', port = '0'] = HOST.exec(host.toLowerCase()) ?? [];
  return Number(port) <= 65_535 ? name : '';
}

/** The address of this machine that the client connected to, as a URL has it. */
function addressOf({ socket }: FastifyRequest): string | undefined {
  const address = socket.localAddress?.replace(/^::ffff:(?=[\d.]+$)/, '');
  return address?.includes(':') ? `[${address}]` : address;
}

const OTHER_PROTOCOL =
  'The proxy in front of this site says in X-Forwarded-Proto that the browser speaks neither http nor https.\n';

/** @param name valid characters only, or empty */
const misdirected = (name: string) =>
  `This site only answers requests for localhost and for the host of its URL${name === '' ? '' : `, not for ${name}`}.
To reach it under another name, start samlab with --alias and that name.
`;
