import type { Dialect } from '../wire/dialect.ts';

/** The Tenant URL of a provisioning configuration, taken apart. */
export interface TenantUrl {
  /** Without a final slash and without query. */
  readonly base: string;
  /** By the flag in the query. */
  readonly dialect: Dialect;
  /** The rest of the query, which is sent with each request; empty for most. Whether Entra sends the flag too is not known (scim.md a.1). */
  readonly query: string;
}

/** Why a text is no Tenant URL: one sentence with what to do. */
export class TenantUrlFault extends Error {
  override readonly name = 'TenantUrlFault';
}

const FLAG = 'aadOptscim062020';
/** Returns to the behaviour without the flag (Microsoft: known issues with SCIM 2.0 protocol compliance). */
const OLDER_FLAG = 'AzureAdScimPatch2017';

/**
 * Reads a Tenant URL such as `https://api.peakon.com/scim/v2?aadOptscim062020`. The flag may have a value, as in `?aadOptscim062020=true`.
 *
 * @throws {TenantUrlFault} when it is no http or https URL, contains a user or a fragment, or has the flag before the end of the path
 */
export function readTenantUrl(text: string): TenantUrl {
  const url = parse(text.trim());
  if (url.username !== '' || url.password !== '')
    throw new TenantUrlFault(
      'The Tenant URL contains a user name or password. Remove it; the secret token has its own field.',
    );
  if (url.hash !== '')
    throw new TenantUrlFault('The Tenant URL contains "#". Remove it and what follows it.');
  const parameters = url.search.slice(1).split('&').filter(Boolean);
  const misplaced = parameters.find((each) => isFlag(each) && each.includes('/'));
  if (misplaced || new RegExp(FLAG, 'i').test(url.pathname))
    throw new TenantUrlFault(
      `The flag ${FLAG} is in the middle of the Tenant URL, so every path behind it is lost. Move it to the end, as ?${FLAG}.`,
    );
  return {
    base: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
    dialect: parameters.some((each) => nameOf(each) === FLAG.toLowerCase()) ? FLAG : 'default',
    query: parameters.filter((each) => !isFlag(each)).join('&'),
  };
}

/** Where a request goes: the base, its path, and what else is in the query of the Tenant URL. @param path with its own query, if any */
export function addressOf({ base, query }: TenantUrl, path: string): string {
  if (query === '') return `${base}${path}`;
  return `${base}${path}${path.includes('?') ? '&' : '?'}${query}`;
}

function parse(text: string): URL {
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new TenantUrlFault(
      `The Tenant URL "${text}" is no http or https URL. Enter the base of the SCIM server, such as https://example.com/scim/v2.`,
    );
  return url;
}

const nameOf = (parameter: string) => parameter.split(/[=/]/)[0]?.toLowerCase();

const isFlag = (parameter: string) =>
  [FLAG, OLDER_FLAG].some((flag) => flag.toLowerCase() === nameOf(parameter));
