import { application, company, tenant } from './tutorial.ts';

/** Where the three sites answer, without a trailing slash: `http://localhost:4000`. */
export interface SiteUrls {
  readonly lab: string;
  readonly idp: string;
  readonly sp: string;
}

/** The URLs and names that the two sites exchange, under the labels of Entra's SAML page (entra-saml.md 5.1, 9.7). */
export function endpoints({ idp, sp }: SiteUrls, appId = application.appId) {
  return {
    loginUrl: `${idp}/${tenant.id}/saml2`,
    logoutUrl: `${idp}/${tenant.id}/saml2`,
    /** The issuer names the tenant, wherever the mock listens. */
    entraIdentifier: `https://sts.windows.net/${tenant.id}/`,
    appFederationMetadataUrl: `${idp}/${tenant.id}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`,
    /** The URL of the tile in My Apps (entra-saml.md 9.6): IdP-initiated. */
    launchUrl: `${idp}/api/signin/${appId}?tenantId=${tenant.id}`,
    myAppsUrl: `${idp}/my-apps`,
    identifier: `${sp}/saml/${company.id}/metadata`,
    replyUrl: `${sp}/saml/${company.id}/assert`,
    signOnUrl: `${sp}/login`,
  };
}

/** The lab's own address in place of one of the real Peakon: the same path at this lab's service provider. */
export function inThisLab(vendorAddress: string, { sp }: SiteUrls): string {
  const { pathname, search } = new URL(vendorAddress);
  return `${sp}${pathname}${search}`;
}
