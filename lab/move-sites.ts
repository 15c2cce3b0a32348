import { type ApplicationDetails, basicSamlOf, type Directory } from '../idp/index.ts';
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
  const peakon = await directory.findApplication(tenant.id, {
    displayName: application.displayName,
  });
  if (peakon) await moveServiceProvider(directory, peakon, before.sp, now.sp);
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

/** Writes only when an address has moved; missing values stay missing, and a disabled application stays disabled. */
async function moveServiceProvider(
  directory: Directory,
  peakon: ApplicationDetails,
  from: string,
  to: string,
): Promise<void> {
  const { id, preferredSingleSignOnMode } = peakon.servicePrincipal;
  const basic = basicSamlOf(peakon);
  const moved = (address: string) => move(address, from, to);
  const after = {
    ...basic,
    identifierUris: basic.identifierUris.map(moved),
    replyUrls: basic.replyUrls.map(moved),
    signOnUrl: moved(basic.signOnUrl),
    logoutUrl: moved(basic.logoutUrl),
  };
  if (JSON.stringify(after) === JSON.stringify(basic)) return;
  await directory.configureSamlWithoutRequiredValues(id, after);
  if (preferredSingleSignOnMode !== 'saml') await directory.disableSingleSignOn(id);
}

/** `from` and `to` are origins; an address on any other origin is returned unchanged. */
function move(address: string, from: string, to: string): string {
  return URL.parse(address)?.origin === from ? to + address.slice(from.length) : address;
}
