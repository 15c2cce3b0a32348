import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { LabError } from './errors.ts';

/** Ports of the three sites; 0 means any free one. */
export interface Ports {
  readonly lab: number;
  readonly idp: number;
  readonly sp: number;
}

export const defaultPorts: Ports = { lab: 4000, idp: 4100, sp: 4200 };

const flags = { lab: '--port', idp: '--idp-port', sp: '--sp-port' };
const names = { lab: 'lab home', idp: 'identity provider', sp: 'service provider' };
type Site = keyof Ports;

/**
 * Makes sure that all ports are free before anything is started. `localhost` may be 127.0.0.1 and ::1, and a program that holds only
 * one of the two would get half of our visitors, so both are tried.
 *
 * @throws {LabError} `port_in_use` or `port_not_allowed`, naming every port at fault.
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
  const [first, ...others] = faults;
  if (!first) return;
  throw new LabError(first.code, [first, ...others].map(({ message }) => message).join('\n'));
}

/**
 * Listens on `localhost`, which is every address that this name has here, never on another interface.
 *
 * @returns the public URL without a trailing slash.
 * @throws {LabError} as `checkPorts`, for a port that was taken since.
 */
export async function listenOnLoopback(app: FastifyInstance, site: Site, port: number) {
  try {
    await app.listen({ host: 'localhost', port, listenTextResolver: () => '' });
  } catch (error) {
    throw portError((error as NodeJS.ErrnoException).code, port, site) ?? error;
  }
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP port');
  return `http://localhost:${address.port}`;
}

/** Why a port cannot be listened on (an errno code), or undefined when it can. */
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

/** Other codes are no fault: EADDRNOTAVAIL, for one, is a machine without IPv6 whose hosts file has ::1 all the same. */
function portError(code: string | undefined, port: number, site: Site): LabError | undefined {
  const other = `choose another port for the ${names[site]} with ${flags[site]}`;
  if (code === 'EADDRINUSE') {
    const text = `Port ${port} is in use. Stop the program that listens on it, or ${other}.`;
    return new LabError('port_in_use', text);
  }
  if (code === 'EACCES') {
    const text = `Port ${port} may not be used by this user; ${other}, 1024 or above.`;
    return new LabError('port_not_allowed', text);
  }
  return undefined;
}
