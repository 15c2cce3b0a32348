import { connect } from 'node:net';
import type { FederatedDomain } from '../directory/domains/domain-federation.ts';

/** A server on this machine accepts a connection at once. In milliseconds. */
const TIMEOUT = 1_000;

/** The addresses that never leave this machine (RFC 1122 3.2.1.3, RFC 6761 6.3). */
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Why the identity provider of a domain cannot be used now, as a sentence; undefined when it can, or nothing is known.
 *
 * Only an identity provider on this machine is tried: this site connects to no other host. The browser tells what becomes of the others.
 */
export async function unavailability(realm: FederatedDomain): Promise<string | undefined> {
  const { domain, passiveSignInUri } = realm;
  if (passiveSignInUri === null)
    return realm.mockOutOfOrder === 1
      ? `The mock identity provider of ${domain} is out of order. An administrator can switch it on again, in the admin center under Domain names.`
      : undefined;
  const url = new URL(passiveSignInUri);
  if (!loopback.test(url.hostname) || (await accepts(url))) return undefined;
  return `The identity provider of ${domain} does not answer at ${url.origin}. Start it, then try again.`;
}

function accepts({ hostname, port, protocol }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/[[\]]/g, ''),
      port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
      timeout: TIMEOUT,
    });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
