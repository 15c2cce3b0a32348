import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';

/** All addresses of a host name; an IP address resolves to itself. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** By the operating system, as a browser on this computer would. */
export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true });

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Networks that are not globally reachable, from the IANA registries of special-purpose addresses (RFC 6890): unspecified, private,
 * shared, link-local, documentation, benchmarks, multicast, reserved, and IPv4 inside IPv6.
 */
const internal = new BlockList();
for (const network of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['::/128', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32'],
  ...['2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
]) {
  const [address = '', prefix] = network.split('/');
  internal.addSubnet(address, Number(prefix), isIPv6(address) ? 'ipv6' : 'ipv4');
}

const isIn = (list: BlockList, { address, family }: LookupAddress) =>
  list.check(address, family === 6 ? 'ipv6' : 'ipv4');

/**
 * Whether metadata may be fetched from this address: from this computer, which belongs to the person who runs the lab, but not from the rest of its
 * network, whatever the host name.
 */
export const isAllowed = (address: LookupAddress): boolean =>
  isIn(loopback, address) || !isIn(internal, address);

/** The URL parser has already turned `127.1` and `0x7f000001` into `127.0.0.1`. */
export const isLoopbackName = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
