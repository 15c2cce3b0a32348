import { issuerOf } from '../../../response/claims.ts';
import type { ApplicationVisit } from '../application-routes.ts';

/** The addresses that an administrator copies from here to the application (entra-admin.md 1.7 (3), (4)). */
export function endpointsOf({ context, app, tenantId }: ApplicationVisit) {
  const { appId } = app.servicePrincipal;
  const base = `${context.publicUrl()}/${tenantId}`;
  return {
    loginUrl: `${base}/saml2`,
    logoutUrl: `${base}/saml2`,
    identifier: issuerOf(tenantId),
    metadataUrl: `${base}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`,
    /** The same document, wherever this page is read from. */
    metadataPath: `/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`,
    launchPath: `/api/signin/${appId}?tenantId=${tenantId}`,
  };
}

/** A file name made of an application's name; what file systems refuse becomes `-`. */
export function fileName(displayName: string, extension: string): string {
  const name = displayName
    .replace(/[^\p{L}\p{N} ._()-]+/gu, '-')
    .slice(0, 100)
    .trim();
  return `${name || 'application'}.${extension}`;
}
