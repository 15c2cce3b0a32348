import type { Fact } from '../../../../web/components/surfaces.tsx';
import { cloudAddresses } from '../../../cloud/clouds.ts';
import { inEntra } from '../../../cloud/printed-address.ts';
import { issuerOf } from '../../../response/identity-provider.ts';
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

/** The same under Entra's labels, each local address with the one that Entra shows in the tenant's cloud (entra-saml.md 5.1). */
export function printedEndpoints(visit: ApplicationVisit) {
  const { loginUrl, logoutUrl, identifier, metadataUrl } = endpointsOf(visit);
  const { tenantId, cloud, app } = visit;
  const entra = cloudAddresses(cloud, tenantId, app.servicePrincipal.appId);
  const note = (address: string) => inEntra(cloud, address);
  return {
    login: { term: 'Login URL', value: loginUrl, copy: true, note: note(entra.loginUrl) },
    // The name of the tenant, which is the same here as there.
    identifier: { term: 'Microsoft Entra Identifier', value: identifier, copy: true },
    logout: { term: 'Logout URL', value: logoutUrl, copy: true, note: note(entra.logoutUrl) },
    metadata: {
      term: 'App Federation Metadata Url',
      value: metadataUrl,
      copy: true,
      note: note(entra.metadataUrl),
    },
  } satisfies Record<string, Fact>;
}

/** A file name made of an application's name; what file systems refuse becomes `-`. */
export function fileName(displayName: string, extension: string): string {
  const name = displayName
    .replace(/[^\p{L}\p{N} ._()-]+/gu, '-')
    .slice(0, 100)
    .trim();
  return `${name || 'application'}.${extension}`;
}
