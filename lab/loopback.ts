import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { LabError, type OptionWords } from './errors.ts';

/** Ports of the three sites; 0 means any free port. */
export interface Ports {
  /** Of the lab home. */
  readonly lab: number;
  /** Of the identity provider. */
  readonly idp: number;
  /** Of the service provider. */
  readonly sp: number;
}

export const defaultPorts: Ports = { lab: 4000, idp: 4100, sp: 4200 };

const names = { lab: 'lab home', idp: 'identity provider', sp: 'service provider' };
type Site = keyof Ports;

/**
 * Checks that all ports are free before anything starts. `localhost` can be both 127.0.0.1 and ::1, and a program that listens on
 * only one of them would receive some of our requests, so both are tried.
 *
 * @throws {LabError} `port_in_use` or `port_not_allowed`, with a sentence for every port that cannot be used
 */
export async function checkPorts(ports: Ports): Promise<void> {
  const addresses = await lookup('localhost', { all: true });
  const sites: Site[] = ['lab', 'idp', 'sp'];
  const faults: LabError[] = [];
  for (const site of sites.filter((each) => ports[each] !== 0)) {
    for (const { address } of addresses) {
      const code = await tryPort(address, ports[site]);
      const fault = code && portError(code, ports[site], site);
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
 * Listens on every address of `localhost`, and on no other interface.
 *
 * @returns the public URL without a trailing slash
 * @throws {LabError} as `checkPorts`, when a port was taken after the check
 */
export async function listenOnLoopback(app: FastifyInstance, site: Site, port: number) {
  const [first, ...others] = await lookup('localhost', { all: true });
  let listening = port;
  try {
    await app.listen({
      host: first?.address ?? '127.0.0.1',
      port,
      listenTextResolver: (address) => `Listens on ${address}`,
    });
    const address = app.server.address();
    if (address === null || typeof address === 'string') throw new TypeError('not a TCP port');
    listening = address.port;
    for (const other of others) await alsoListen(app, other.address, listening);
    return `http://localhost:${listening}`;
  } catch (error) {
    throw portError((error as NodeJS.ErrnoException).code, listening, site) ?? error;
  }
}

/**
 * Hands the connections of another address to the server of `app`, so that its limits and its end cover them: Fastify would start a second
 * server, and leave its connections open.
 */
async function alsoListen(app: FastifyInstance, host: string, port: number): Promise<void> {
  const server = createServer((socket) => {
    app.server.emit('connection', socket);
  });
  server.maxConnections = app.server.maxConnections;
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (error) {
    // A machine without IPv6 whose hosts file still lists ::1.
    if ((error as NodeJS.ErrnoException).code !== 'EADDRNOTAVAIL') throw error;
    return;
  }
  app.server.once('close', () => server.close());
}

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

/** Other codes are ignored: EADDRNOTAVAIL, for example, comes from a machine without IPv6 whose hosts file still lists ::1. */
function portError(code: string | undefined, port: number, site: Site): LabError | undefined {
  const other = (option: OptionWords) =>
    `choose another port for the ${names[site]} with ${option[`ports.${site}`]}`;
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
  return undefined;
}
