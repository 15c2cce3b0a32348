import type { SiteUrls } from '../endpoints.ts';

/** The real addresses that the sites of a lab imitate (entra-saml.md 9.6, the tutorial's text). */
export const realUrls: Pick<SiteUrls, 'idp' | 'sp'> = {
  idp: 'https://login.microsoftonline.com',
  sp: 'https://app.peakon.com',
};

/**
 * Further names of Microsoft that users type, and the path of the identity provider that each leads to; undefined: the same path.
 * entra-admin.md 1.1 (admin center), entra-saml.md 9.6 (My Apps and its launcher).
 */
export const portals: ReadonlyMap<string, string | undefined> = new Map([
  ['entra.microsoft.com', '/admin'],
  ['portal.azure.com', '/admin'],
  ['myapps.microsoft.com', '/my-apps'],
  ['myapplications.microsoft.com', '/my-apps'],
  ['launcher.myapps.microsoft.com', undefined],
  ['mysignins.microsoft.com', '/mysignins/security-info'],
]);

/**
 * Where this machine reaches an address of a site by its real name; undefined for other addresses.
 *
 * @param local where the sites answer, without a trailing slash
 */
export function localAddress(
  { origin, href }: URL,
  local: Pick<SiteUrls, 'idp' | 'sp'>,
): URL | undefined {
  for (const site of ['idp', 'sp'] as const)
    if (origin === realUrls[site]) return new URL(local[site] + href.slice(origin.length));
  return undefined;
}

const hostOf = (url: string) => new URL(url).hostname;

/** Whether a site of a lab has its real name, which leads there in one browser only. @param url of the site */
export const isRealName = (url: string): boolean =>
  realHosts.includes(URL.parse(url)?.hostname ?? '');

/** Every name that leads to a lab with real names. */
const realHosts: readonly string[] = [hostOf(realUrls.idp), hostOf(realUrls.sp), ...portals.keys()];
