import type { SiteUrls } from '../endpoints.ts';

/** The options of addresses that can have a wrong value. */
export type AddressOption =
  | 'host'
  | 'expose'
  | 'aliases'
  | 'trustedProxies'
  | 'tlsCert'
  | 'tlsKey'
  | `publicUrls.${keyof SiteUrls}`;
