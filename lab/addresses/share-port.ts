import type { FastifyInstance } from 'fastify';
import type { SiteServer } from '../../web/http/site-server.ts';

interface OtherSite {
  readonly app: FastifyInstance;
  /** Called for each request: the port may be known late. */
  readonly url: () => string;
  readonly server: SiteServer;
}

/**
 * Lets other sites answer on the port of `front`: the host name of a request tells whose it is, and a name of no other site is left to
 * `front`, which also refuses names of none. Connections, their limits and their end are those of `front`. Call it before any other hook is added.
 */
export function sharePort(front: FastifyInstance, others: readonly OtherSite[]): void {
  front.addHook('onRequest', async (request, reply) => {
    const name = request.host.toLowerCase().replace(/:\d{1,5}$/, '');
    const other = others.find((site) => isNameOf(site, name));
    if (!other) return;
    await other.app.ready();
    reply.hijack(); // the other application reads the body
    other.app.routing(request.raw, reply.raw);
  });
}

const isNameOf = ({ url, server: { aliases = [] } }: OtherSite, name: string): boolean =>
  name === URL.parse(url())?.hostname || aliases.includes(name);
