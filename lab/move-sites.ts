import { type ApplicationDetails, basicSamlOf, type Directory } from '../idp/index.ts';
import { InvalidInput } from '../input/invalid-input.ts';
import type { SiteUrls } from './endpoints.ts';
import type { Sides } from './seed.ts';
import { application, company, tenant } from './tutorial.ts';

/**
 * Updates each site's settings after the other one has moved: URLs that point at its old origin now point at the new one.
 * Everything else stays as it is, also a value that breaks a rule that did not exist when it was saved.
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
  const { ssoLoginUrl, ssoLogoutUrl } = saved.input;
  await administration.replaceSingleSignOnUrlsUnchecked(company.id, {
    ssoLoginUrl: move(ssoLoginUrl, before.idp, now.idp),
    ...(ssoLogoutUrl !== undefined && {
      ssoLogoutUrl: move(ssoLogoutUrl, before.idp, now.idp),
    }),
  });
}

/** Writes only when an address has moved. An Identifier stays when another application has the new one already. */
async function moveServiceProvider(
  directory: Directory,
  peakon: ApplicationDetails,
  from: string,
  to: string,
): Promise<void> {
  const { id } = peakon.servicePrincipal;
  const basic = basicSamlOf(peakon);
  const moved = (address: string) => move(address, from, to);
  const after = {
    ...basic,
    identifierUris: basic.identifierUris.map(moved),
    replyUrls: basic.replyUrls.map(moved),
    redirectUriSettings: basic.redirectUriSettings.map((one) => ({ ...one, uri: moved(one.uri) })),
    signOnUrl: moved(basic.signOnUrl),
    logoutUrl: moved(basic.logoutUrl),
  };
  if (JSON.stringify(after) === JSON.stringify(basic)) return;
  try {
    await directory.replaceBasicSamlUnchecked(id, after);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const { identifierUris } = basic;
    await directory.replaceBasicSamlUnchecked(id, { ...after, identifierUris });
  }
}

/** `from` and `to` are origins; an address that does not begin with `from` is returned unchanged. */
function move(address: string, from: string, to: string): string {
  const isThere = URL.parse(address)?.origin === from && address.toLowerCase().startsWith(from);
  return isThere ? to + address.slice(from.length) : address;
}
