import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { SiteUrls } from '../endpoints.ts';
import type { OptionWords } from '../errors.ts';
import type { AddressOption } from './address-option.ts';
import { publicUrlFault } from './public-url.ts';

/** Where the sites listen, and under which addresses others reach them. */
export interface AddressOptions {
  /**
   * IP address or name to listen on besides loopback; `0.0.0.0` or `::` for every interface. What others can reach needs `expose`. Default:
   * loopback only.
   */
  readonly host?: string | undefined;
  /** Lets other machines reach the lab, whose pages show passwords. Default: false. */
  readonly expose?: boolean | undefined;
  /** Where browsers reach each site: scheme, host and port only. Default: localhost and the port, or `host` when that is one address. */
  readonly publicUrls?: { readonly [Site in keyof SiteUrls]?: string | undefined } | undefined;
  /** Further host names under which programs reach the sites, such as the name of a container; with `singlePort`, `idp=NAME` or `sp=NAME`. */
  readonly aliases?: readonly string[] | undefined;
  /** IP addresses or networks of proxies whose `X-Forwarded-*` headers count. Default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** All sites on the port of the lab home, told apart by host name: `localhost`, `idp.localhost`, `sp.localhost`. Default: false. */
  readonly singlePort?: boolean | undefined;
  /** The sites speak https, with a certificate of the lab's own authority, which no program trusts by itself. Default: false. */
  readonly https?: boolean | undefined;
  /** PEM file with a certificate, and its chain, for https in place of that of the lab. Default: none. */
  readonly tlsCert?: string | undefined;
  /** PEM file with the private key of `tlsCert`, without a password. */
  readonly tlsKey?: string | undefined;
}

/** Whether the sites speak https. */
export const isHttps = ({ https, tlsCert, tlsKey }: AddressOptions): boolean =>
  https === true || tlsCert !== undefined || tlsKey !== undefined;

/** An option that has a wrong value: `publicUrls.idp`, `aliases`. */
export interface AddressFault {
  readonly option: AddressOption;
  /** The end of a sentence that begins with the option; other options are named as the reader writes them. */
  readonly fault: string | ((option: OptionWords) => string);
}

export const faultText = ({ fault }: AddressFault, option: OptionWords): string =>
  typeof fault === 'string' ? fault : fault(option);

const sites = ['lab', 'idp', 'sp'] as const;

const NAME =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/** Named networks that Fastify knows (proxy-addr). */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** The host name of an alias, and the site that it is for; all sites without one. */
export function readAlias(alias: string): { site?: keyof SiteUrls; name: string } {
  const [, site, name = ''] = /^(?:(lab|idp|sp)=)?(.*)$/.exec(alias.toLowerCase()) ?? [];
  const host = isIP(name) === 6 ? `[${name}]` : name; // as a Host header has it
  return { name: host, ...(site !== undefined && { site: site as keyof SiteUrls }) };
}

/** @returns every fault of the options, except those of the files that they name */
export async function addressFaults(options: AddressOptions): Promise<AddressFault[]> {
  return [
    ...(await hostFaults(options)),
    ...publicUrlFaults(options),
    ...aliasFaults(options),
    ...proxyFaults(options),
  ];
}

async function hostFaults({ host, expose = false }: AddressOptions): Promise<AddressFault[]> {
  if (host === undefined)
    return expose
      ? [
          {
            option: 'expose',
            fault: 'has no effect without the host to listen on, such as 0.0.0.0.',
          },
        ]
      : [];
  const addresses = await addressesOf(host);
  if (addresses.length === 0)
    return [
      {
        option: 'host',
        fault: `must be an IP address or a name of this machine, not "${host.slice(0, 100)}".`,
      },
    ];
  if (expose || addresses.every(isLoopbackAddress)) return [];
  return [
    {
      option: 'host',
      fault: (option) =>
        `${host} lets other machines reach this lab: its pages show passwords, and anyone can sign in as anyone. If that is what you want, add ${option['addresses.expose']}.`,
    },
  ];
}

async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  if (!NAME.test(host.toLowerCase())) return [];
  return (await lookup(host, { all: true }).catch(() => [])).map(({ address }) => address);
}

export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || /^127(?:\.\d{1,3}){3}$/.test(address);

function publicUrlFaults(options: AddressOptions): AddressFault[] {
  const tls = isHttps(options);
  const { publicUrls = {}, trustedProxies = [], singlePort = false } = options;
  const faults: AddressFault[] = [];
  const taken = new Map<string, string>();
  for (const site of sites) {
    const value = publicUrls[site];
    if (value === undefined) continue;
    const option = `publicUrls.${site}` as const;
    const fault = publicUrlFault(value) ?? schemeFault(new URL(value), { tls, trustedProxies });
    if (fault !== undefined) {
      faults.push({ option, fault });
      continue;
    }
    const { hostname, origin } = new URL(value);
    const key = singlePort ? hostname : origin;
    const other = taken.get(key);
    if (other !== undefined)
      faults.push({
        option,
        fault: singlePort
          ? `has the host name of publicUrls.${other}; on a single port, the host name tells the sites apart.`
          : `is that of publicUrls.${other}, too; each site needs a different one.`,
      });
    taken.set(key, site);
  }
  return faults;
}

/** A page over https cannot set the cookies of one over http, so what the browser sees must be what the site believes. */
function schemeFault(
  { protocol, href }: URL,
  { tls, trustedProxies }: { tls: boolean; trustedProxies: readonly string[] },
): AddressFault['fault'] | undefined {
  if (protocol === 'https:' && !tls && trustedProxies.length === 0)
    return (option) =>
      `is https, but the site answers http (${href}): let samlab speak https with ${option['addresses.https']}, or name the proxy in front of it with ${option['addresses.trustedProxies']}.`;
  if (protocol === 'http:' && tls) return `is http, but the site answers https (${href}).`;
  return undefined;
}

function aliasFaults({ aliases = [], singlePort = false }: AddressOptions): AddressFault[] {
  return aliases.flatMap((alias): AddressFault[] => {
    const { site, name } = readAlias(alias);
    if (!NAME.test(name) && isIP(name.replace(/^\[|\]$/g, '')) === 0)
      return [
        {
          option: 'aliases',
          fault: `must be host names without scheme and port, not "${alias.slice(0, 100)}".`,
        },
      ];
    if (!singlePort || site !== undefined) return [];
    const fault = `must say which site "${name}" is on a single port: lab=${name}, idp=${name} or sp=${name}.`;
    return [{ option: 'aliases', fault }];
  });
}

function proxyFaults({ trustedProxies = [] }: AddressOptions): AddressFault[] {
  return trustedProxies
    .filter((proxy) => !isNetwork(proxy))
    .map((proxy) => ({
      option: 'trustedProxies',
      fault: proxy.endsWith('/0')
        ? `must not be every address there is, as "${proxy.slice(0, 100)}" is: anyone could say by which name and from which address a browser asks. Name the proxy, or its network.`
        : `must be IP addresses, networks such as 10.0.0.0/8, or ${NAMED_NETWORKS.join(', ')}, not "${proxy.slice(0, 100)}".`,
    }));
}

function isNetwork(proxy: string): boolean {
  if (NAMED_NETWORKS.includes(proxy)) return true;
  const [address = '', prefix, ...rest] = proxy.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    rest.length === 0 &&
    bits > 0 &&
    (prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= bits))
  );
}
