import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, isIP, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { isBlockedPort } from '../../web/http/blocked-ports.ts';
import { answerPlainHttp } from '../../web/http/plain-http.ts';
import type { SiteServer } from '../../web/http/site-server.ts';
import type { SiteUrls } from '../endpoints.ts';
import { LabError, type OptionWords } from '../errors.ts';
import type { Addresses } from './addresses.ts';
import type { Ports } from './ports.ts';

const names = {
  lab: 'lab home',
  idp: 'identity provider',
  sp: 'service provider',
  dropIn: 'drop-in',
  dropInHttps: 'drop-in over https',
};
const portOptions = {
  lab: 'ports.lab',
  idp: 'ports.idp',
  sp: 'ports.sp',
  dropIn: 'dropIn.port',
  dropInHttps: 'dropIn.httpsPort',
} as const;
type Tls = NonNullable<SiteServer['tls']>;
type Site = keyof Ports;
/** A drop-in listens beside the sites. */
type Listener = keyof typeof names;

/** How long a client may take for the TLS handshake. In ms. */
const HANDSHAKE = 10_000;

/** What `localhost` means to a browser, whatever the hosts file says: one program on each address of a port would share our requests. */
const LOOPBACK = ['127.0.0.1', '::1'];

/**
 * Checks that all ports are free on loopback and on the given host, before anything starts.
 *
 * @param host IP address or name to listen on besides loopback
 * @throws {LabError} `port_in_use`, `port_not_allowed` or `host_not_ours`, with a sentence for every port that cannot be used
 */
export async function checkPorts(
  ports: Partial<Record<Listener, number | undefined>>,
  host?: string,
): Promise<void> {
  const addresses = await addressesOf(host);
  const sites: Listener[] = ['lab', 'idp', 'sp', 'dropIn', 'dropInHttps'];
  const faults: LabError[] = [];
  for (const site of sites) {
    const port = ports[site];
    if (!port) continue;
    if (isBlockedPort(port)) {
      faults.push(blocked(port, site));
      continue;
    }
    for (const address of addresses) {
      const code = await tryPort(address, port);
      const fault = code && listenError(code, { port, site, address });
      if (!fault) continue;
      faults.push(fault);
      break;
    }
  }
  const [first] = faults;
  if (!first) return;
  throw new LabError(first.code, (option) =>
    faults.map((fault) => fault.worded(option)).join('\n'),
  );
}

/**
 * Listens with every site: each on its port, or all on the port of the lab home, which then hands requests on (`sharePort`).
 *
 * @returns the ports, and where browsers reach the sites
 * @throws {LabError} as `checkPorts`, when a port was taken after the check
 */
export async function listenAt(
  addresses: Addresses,
  ports: Ports,
  apps: Readonly<Record<Site, FastifyInstance>>,
): Promise<{ readonly ports: Ports; readonly urls: SiteUrls }> {
  const { host, singlePort } = addresses;
  const portOf = (site: Site) => listen(apps[site], { site, port: ports[site], host });
  const lab = await portOf('lab');
  const listening = singlePort
    ? { lab, idp: lab, sp: lab }
    : { lab, idp: await portOf('idp'), sp: await portOf('sp') };
  const url = (site: Site) => addresses.urlOf(site, listening[site]);
  return { ports: listening, urls: { lab: url('lab'), idp: url('idp'), sp: url('sp') } };
}

/**
 * Listens on loopback, and on the given host.
 *
 * @param host IP address or name; undefined: on no other interface
 * @returns the port
 * @throws {LabError} as `checkPorts`, when a port was taken after the check
 */
export async function listen(
  app: FastifyInstance,
  {
    site,
    port,
    host,
  }: { readonly site: Listener; readonly port: number; readonly host?: string | undefined },
): Promise<number> {
  const [first = '127.0.0.1', ...others] = await addressesOf(host);
  let listening = port;
  let address = first;
  try {
    await app.listen({
      host: first,
      port,
      listenTextResolver: (at) => `Listens on ${at.replace(/^https?:\/\//, '')}`,
    });
    const bound = app.server.address();
    if (bound === null || typeof bound === 'string') throw new TypeError('not a TCP port');
    listening = bound.port;
    for (address of others) await alsoListen(app, address, listening);
    return listening;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw listenError(code, { port: listening, site, address }) ?? error;
  }
}

/**
 * Lets a site that listens already answer on another port too, over https. Limits and end of the connections are those of its server.
 *
 * @returns the port
 * @throws {LabError} as `checkPorts`, when the port was taken after the check
 */
export async function alsoListenSecurely(
  app: FastifyInstance,
  {
    port,
    host,
    tls,
  }: { readonly port: number; readonly host: string | undefined; readonly tls: Tls },
): Promise<number> {
  let listening = port;
  for (const address of await addressesOf(host))
    try {
      listening = (await alsoListen(app, address, listening, tls)) ?? listening;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw listenError(code, { port: listening, site: 'dropInHttps', address }) ?? error;
    }
  return listening;
}

/** Loopback first. An address for every interface of a kind includes the loopback address of that kind. */
async function addressesOf(host: string | undefined): Promise<string[]> {
  if (host === undefined) return LOOPBACK;
  const found = isIP(host) === 0 ? await lookup(host, { all: true }) : [{ address: host }];
  const wanted = found.map(({ address }) => address);
  if (wanted.includes('::')) return ['::'];
  const loopback = LOOPBACK.filter((each) => !(wanted.includes('0.0.0.0') && isIP(each) === 4));
  return [...new Set([...loopback, ...wanted])];
}

/**
 * Hands the connections of another address to the server of `app`, so that its limits and its end cover them: Fastify would start a second
 * server, and leave its connections open.
 */
async function alsoListen(
  app: FastifyInstance,
  host: string,
  port: number,
  tls?: Tls,
): Promise<number | undefined> {
  const take = (socket: Socket) => {
    app.server.emit('connection', socket);
  };
  const server = tls
    ? createTlsServer({ ...tls, handshakeTimeout: HANDSHAKE }, take)
    : createServer(take);
  if (tls) answerPlainHttp(server);
  server.maxConnections = app.server.maxConnections;
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (error) {
    if (isWithoutIpv6(host, (error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  }
  app.server.once('close', () => server.close());
  const bound = server.address();
  return typeof bound === 'object' && bound ? bound.port : undefined;
}

/** On a machine without IPv6, `::1` is no address. */
const isWithoutIpv6 = (address: string, code: string | undefined) =>
  address === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT');

/** The errno code that prevents listening on the port, or undefined. */
async function tryPort(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen({ host, port });
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  } finally {
    await new Promise((closed) => server.close(closed));
  }
}

const blocked = (port: number, site: Listener) =>
  new LabError(
    'port_not_allowed',
    (option) =>
      `Browsers connect to no web server on port ${port}, which is another protocol's; choose another port for the ${names[site]} with ${option[portOptions[site]]}.`,
  );

/** Other codes are left as they are. */
function listenError(
  code: string | undefined,
  { port, site, address }: { port: number; site: Listener; address: string },
): LabError | undefined {
  const other = (option: OptionWords) =>
    `choose another port for the ${names[site]} with ${option[portOptions[site]]}`;
  if (code === 'EADDRINUSE')
    return new LabError(
      'port_in_use',
      (option) =>
        `Port ${port} is in use. Stop the program that listens on it, or ${other(option)}.`,
    );
  if (code === 'EACCES')
    return new LabError(
      'port_not_allowed',
      (option) => `You are not allowed to listen on port ${port}; ${other(option)}, 1024 or above.`,
    );
  if (code === 'EADDRNOTAVAIL' && !LOOPBACK.includes(address))
    return new LabError(
      'host_not_ours',
      (option) =>
        `The host ${address} is not an address of this machine. Choose one of its addresses, or 0.0.0.0 for all, with ${option['addresses.host']}.`,
    );
  return undefined;
}
