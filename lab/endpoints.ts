import { application, company, tenant } from './tutorial.ts';

/** Where the three sites answer, without a trailing slash: `http://localhost:4000`. */
export interface SiteUrls {
  readonly lab: string;
  readonly idp: string;
  readonly sp: string;
}

/** What a tenant gives a service provider, under the labels of Entra's SAML page (entra-saml.md 5.1, 9.7). @param idp URL of the site */
export const loginEndpoints = (idp: string, tenantId: string) => ({
  loginUrl: `${idp}/${tenantId}/saml2`,
  logoutUrl: `${idp}/${tenantId}/saml2`,
  /** The issuer names the tenant, wherever the mock listens. */
  entraIdentifier: `https://sts.windows.net/${tenantId}/`,
});

/** The addresses of one application. @param idp URL of the site */
export const applicationEndpoints = (idp: string, tenantId: string, appId: string) => ({
  appFederationMetadataUrl: `${idp}/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`,
  /** The URL of the tile in My Apps (entra-saml.md 9.6): IdP-initiated. */
  launchUrl: `${idp}/api/signin/${appId}?tenantId=${tenantId}`,
});

/** What a company of Peakon gives an identity provider. @param sp URL of the site */
export const companyEndpoints = (sp: string, companyId: string) => ({
  identifier: `${sp}/saml/${companyId}/metadata`,
  replyUrl: `${sp}/saml/${companyId}/assert`,
  signOnUrl: `${sp}/login`,
});

/** The URLs and names that the two sites of the tutorial exchange. */
export function endpoints({ idp, sp }: SiteUrls, appId = application.appId) {
  return {
    ...loginEndpoints(idp, tenant.id),
    ...applicationEndpoints(idp, tenant.id, appId),
    myAppsUrl: `${idp}/my-apps`,
    ...companyEndpoints(sp, company.id),
  };
}

/** The lab's own address in place of one of the real Peakon: the same path at this lab's service provider. */
export function inThisLab(vendorAddress: string, { sp }: SiteUrls): string {
  const { pathname, search } = new URL(vendorAddress);
  return `${sp}${pathname}${search}`;
}
