import { samlSettingsOf } from '../idp/index.ts';
import type { SiteUrls } from './endpoints.ts';
import type { Sides } from './seed.ts';
import { application, company, tenant } from './tutorial.ts';

/**
 * Updates each site's settings after the other one has moved: URLs that point at its old origin now point at the new one.
 * Empty settings, and URLs on any other origin, stay as they are.
 */
export async function moveSites(
  { directory, administration }: Sides,
  before: SiteUrls,
  now: SiteUrls,
): Promise<void> {
  const peakon = await directory.findApplicationByName(tenant.id, application.displayName);
  if (peakon) {
    const settings = samlSettingsOf(peakon);
    const moved = (address: string) => move(address, before.sp, now.sp);
    await directory.configureSaml(peakon.servicePrincipal.id, {
      ...settings,
      identifierUris: settings.identifierUris.map(moved),
      replyUrls: settings.replyUrls.map(moved),
      signOnUrl: settings.signOnUrl && moved(settings.signOnUrl),
      logoutUrl: settings.logoutUrl && moved(settings.logoutUrl),
    });
  }
  const saved = await administration.findSingleSignOn(company.id);
  if (!saved) return;
  const { ssoLoginUrl, ssoLogoutUrl, ...others } = saved.input;
  await administration.enableSingleSignOn(company.id, {
    ...others,
    ssoLoginUrl: move(ssoLoginUrl, before.idp, now.idp),
    ...(ssoLogoutUrl !== undefined && {
      ssoLogoutUrl: move(ssoLogoutUrl, before.idp, now.idp),
    }),
  });
  if (!saved.enabled) await administration.disableSingleSignOn(company.id);
}

/** `from` and `to` are origins; an address on any other origin is returned unchanged. */
function move(address: string, from: string, to: string): string {
  return URL.parse(address)?.origin === from ? to + address.slice(from.length) : address;
}
