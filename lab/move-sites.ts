import { samlSettingsOf } from '../idp/index.ts';
import type { SiteUrls } from './endpoints.ts';
import type { Sides } from './seed.ts';
import { application, company, tenant } from './tutorial.ts';

/**
 * Tells each side where the other one answers now, wherever it was told where it answered before. What nobody has entered
 * yet, and what points elsewhere, stays as it is.
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

/** `from` and `to` are origins; an address on another one is left alone. */
function move(address: string, from: string, to: string): string {
  return URL.parse(address)?.origin === from ? to + address.slice(from.length) : address;
}
