import { BlockList, isIP } from 'node:net';
import type { asn1 } from 'node-forge';
import type { Certificate } from './certificate.ts';
import type { Forge } from './sign-certificate.ts';

/** id-ce-nameConstraints (RFC 5280 4.2.1.10). */
export const NAME_CONSTRAINTS = '2.5.29.30';

/** What an authority may certify. */
export interface PermittedHosts {
  /** DNS names; each includes all names below it. */
  readonly names: readonly string[];
  /** IP addresses with the number of bits that count: `127.0.0.0/8`. */
  readonly networks: readonly string[];
}

/** The choices of GeneralName (RFC 5280 4.2.1.6). */
const DNS_NAME = 2;
const IP_ADDRESS = 7;

/** DER of NameConstraints with these permittedSubtrees, as a binary string; node-forge has no builder for it. */
export function nameConstraints(forge: Forge, { names, networks }: PermittedHosts): string {
  const { create, Class, Type, toDer } = forge.asn1;
  const subtree = (choice: number, value: string) =>
    create(Class.UNIVERSAL, Type.SEQUENCE, true, [
      create(Class.CONTEXT_SPECIFIC, choice, false, value),
    ]);
  const permitted = create(Class.CONTEXT_SPECIFIC, 0, true, [
    ...names.map((name) => subtree(DNS_NAME, name)),
    ...networks.map((network) => subtree(IP_ADDRESS, addressAndMask(forge, network))),
  ]);
  return toDer(create(Class.UNIVERSAL, Type.SEQUENCE, true, [permitted])).getBytes();
}

/** What the certificate of an authority permits; nothing when it has no such extension. */
export function permittedHosts(forge: Forge, { der }: Certificate): PermittedHosts {
  const bytes = Buffer.from(der).toString('latin1');
  const read = forge.pki.certificateFromAsn1(forge.asn1.fromDer(bytes));
  const extension = read.extensions.find(({ id }) => id === NAME_CONSTRAINTS);
  const value: unknown = extension?.value;
  if (typeof value !== 'string') return { names: [], networks: [] };
  const [permitted] = sequence(forge.asn1.fromDer(value));
  const bases = permitted ? sequence(permitted).flatMap((each) => sequence(each).slice(0, 1)) : [];
  const of = (choice: number) =>
    bases.filter(({ type }) => Number(type) === choice).map((base) => String(base.value));
  return { names: of(DNS_NAME), networks: of(IP_ADDRESS).map(networkOf(forge)) };
}

const sequence = ({ value }: asn1.Asn1): asn1.Asn1[] => (typeof value === 'string' ? [] : value);

/** @param host DNS name or IP address */
export function permits({ names, networks }: PermittedHosts, host: string): boolean {
  const version = isIP(host);
  if (version === 0)
    return names.some(
      (name) => host.toLowerCase() === name || host.toLowerCase().endsWith(`.${name}`),
    );
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    if (isIP(address) === version) list.addSubnet(address, Number(bits), family);
  }
  return list.check(host, family);
}

/** iPAddress: the address and its mask, 4 or 16 bytes each. */
function addressAndMask(forge: Forge, network: string): string {
  const [address = '', bits] = network.split('/');
  const bytes = ipBytes(forge).bytesFromIP(address);
  const mask = Array.from(bytes, (_, at) => {
    const ones = Math.min(8, Math.max(0, Number(bits) - at * 8));
    return 0xff & (0xff << (8 - ones));
  });
  return bytes + String.fromCharCode(...mask);
}

const networkOf = (forge: Forge) => (value: string) => {
  const half = value.length / 2;
  const bits = Array.from(value.slice(half), (byte) => byte.charCodeAt(0).toString(2)).join('');
  return `${ipBytes(forge).bytesToIP(value.slice(0, half))}/${bits.replaceAll('0', '').length}`;
};

/** Functions of node-forge that its types leave out. */
const ipBytes = (forge: Forge) =>
  forge.util as unknown as {
    /** @param ip a valid IPv4 or IPv6 address @returns 4 or 16 bytes as a binary string */
    bytesFromIP(ip: string): string;
    bytesToIP(bytes: string): string;
  };
