import { isIP } from 'node:net';
import type { SiteServer } from '../../web/http/site-server.ts';
import type { SiteUrls } from '../endpoints.ts';
import { LabError } from '../errors.ts';
import { isRealName, realUrls } from '../real-names/names.ts';
import { type AddressOptions, isHttps, isLoopbackAddress, readAlias } from './options.ts';
import type { Ports } from './ports.ts';
import { originOf } from './public-url.ts';

type Site = keyof SiteUrls;

/** Names of the sites on a single port. Browsers take every name under localhost for this machine (RFC 6761 6.3). */
const singlePortNames: SiteUrls = { lab: 'localhost', idp: 'idp.localhost', sp: 'sp.localhost' };

const loopback = ['127.0.0.1', '::1'];

/** Addresses that mean every interface. */
const isEveryInterface = (host: string) => host === '0.0.0.0' || host === '::';

/** The cookies of a sign-in are `SameSite=None; Secure`; over plain http, browsers keep such cookies for this machine only. */
function losesCookies(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  const name = hostname.replace(/^\[|\]$/g, '');
  return protocol === 'http:' && !/(?:^|\.)localhost$/.test(name) && !isLoopbackAddress(name);
}

/** The addresses of a running lab, for the page about them. */
export interface KnownAddresses {
  /** Where browsers reach the sites. */
  readonly urls: SiteUrls;
  /** The ports that they listen on. */
  readonly ports: Ports;
  /** Where they listen besides loopback. */
  readonly host: string | undefined;
  readonly aliases: Readonly<Record<keyof SiteUrls, readonly string[]>>;
  readonly tls: boolean;
  /** Certificate of the authority that the sites' certificate is from, as PEM; undefined for http and when the user supplies the certificate. */
  readonly ca: string | undefined;
  readonly warnings: readonly string[];
}

/** Options without a fault, as the sites need them. */
export class Addresses {
  readonly #options: AddressOptions;
  readonly #tls: SiteServer['tls'];
  /** Of the lab's own authority, as PEM. */
  readonly ca: string | undefined;

  constructor(options: AddressOptions = {}, tls?: SiteServer['tls'], ca?: string) {
    this.#options = options;
    this.#tls = tls;
    this.ca = ca;
  }

  /**
   * The same, with the names of Microsoft and Peakon for browsers.
   *
   * @throws {LabError} `invalid_option` with another public URL of these sites, on a single port, or with their own https
   */
  withRealNames(): Addresses {
    const { publicUrls = {}, singlePort, tlsCert } = this.#options;
    const excluded = [
      ...(singlePort ? (['addresses.singlePort'] as const) : []),
      ...(['idp', 'sp'] as const)
        .filter((site) => publicUrls[site] !== undefined)
        .map((site) => `addresses.publicUrls.${site}` as const),
      ...(isHttps(this.#options)
        ? ([tlsCert === undefined ? 'addresses.https' : 'addresses.tlsCert'] as const)
        : []),
    ];
    if (excluded.length > 0)
      throw new LabError(
        'invalid_option',
        (option) =>
          `Real names exclude ${excluded.map((name) => option[name]).join(' and ')}, because the browser reaches the sites as ${Object.values(realUrls).join(' and ')}: use one or the other.`,
      );
    return new Addresses({ ...this.#options, publicUrls: { ...publicUrls, ...realUrls } });
  }

  /** Where to listen besides loopback. */
  get host(): string | undefined {
    return this.#options.host;
  }

  get singlePort(): boolean {
    return this.#options.singlePort ?? false;
  }

  /** Whether other machines may reach the lab. */
  get isExposed(): boolean {
    return this.#options.expose ?? false;
  }

  /** Whether the sites speak https and have no certificate yet. */
  get needsLocalCertificate(): boolean {
    return isHttps(this.#options) && !this.#tls;
  }

  /** Every DNS name and IP address of the sites, in lower case. */
  get hosts(): string[] {
    const { publicUrls = {}, host, aliases = [] } = this.#options;
    const ofUrls = Object.values(publicUrls).flatMap((url) =>
      url === undefined ? [] : [new URL(url).hostname.replace(/^\[|\]$/g, '')],
    );
    return [
      ...new Set([
        ...Object.values(singlePortNames),
        ...loopback,
        ...(host === undefined || isEveryInterface(host) ? [] : [host.toLowerCase()]),
        ...ofUrls,
        ...aliases.map((alias) => readAlias(alias).name),
      ]),
    ];
  }

  /** The same addresses with this certificate. @param ca that of the lab's own authority, if it is from that */
  withTls(tls: SiteServer['tls'], ca?: string): Addresses {
    return new Addresses(this.#options, tls, ca);
  }

  /** Where browsers reach a site that listens on this port, without a trailing slash. */
  urlOf(site: Site, port: number): string {
    const { publicUrls = {}, host = '' } = this.#options;
    const url = publicUrls[site];
    if (url !== undefined) return originOf(url);
    const known = host === '' || isEveryInterface(host) ? 'localhost' : host;
    const name = this.singlePort ? singlePortNames[site] : known;
    const scheme = isHttps(this.#options) ? 'https' : 'http';
    return originOf(`${scheme}://${isIP(name) === 6 ? `[${name}]` : name}:${port}`);
  }

  /** Where programs on this machine reach a site, whatever browsers call it; without a trailing slash. */
  localUrlOf(port: number): string {
    return `${this.#tls ? 'https' : 'http'}://localhost:${port}`;
  }

  /**
   * What a user should know about these addresses, one sentence each.
   *
   * @param urls where browsers reach the sites
   */
  warnings(urls: SiteUrls): string[] {
    const { host, isExposed } = this;
    const sites = Object.values(urls).filter(losesCookies);
    return [
      ...(isExposed
        ? [
            `Everyone who can reach ${host} can read the passwords on the lab home, sign in as anyone, and change the tenant.`,
          ]
        : []),
      ...(sites.length > 0
        ? [
            `Browsers keep the cookies of a sign-in over https and on localhost only, so a sign-in in a browser fails at ${sites.join(', ')}. Use https.`,
          ]
        : []),
      ...(isRealName(urls.idp)
        ? [
            `${urls.idp} and ${urls.sp} lead to this lab only in a browser that was started for it; in any other they are the real sites.`,
          ]
        : []),
    ];
  }

  /** For the page about them. */
  known(urls: SiteUrls, ports: Ports): KnownAddresses {
    const aliases = (site: Site) => this.serverOf(site).aliases ?? [];
    return {
      urls,
      ports,
      host: this.host,
      aliases: { lab: aliases('lab'), idp: aliases('idp'), sp: aliases('sp') },
      tls: this.#tls !== undefined,
      ca: this.ca,
      warnings: this.warnings(urls),
    };
  }

  /** How a site is reached, besides its URL. */
  serverOf(site: Site): SiteServer {
    const { aliases = [], trustedProxies = [] } = this.#options;
    const mine = aliases.map(readAlias).filter((alias) => (alias.site ?? site) === site);
    return { aliases: mine.map(({ name }) => name), trustedProxies, tls: this.#tls };
  }
}
