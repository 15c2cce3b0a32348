import { type CloudName, cloudAddresses, inEntra } from '../idp/index.ts';
import { tenant } from './tutorial.ts';

/** What the real Entra shows where the mock shows local URLs, for the tenant's cloud (entra-saml.md 5.1). */
export function entraNotes(cloud: CloudName, appId?: string) {
  const { loginUrl, logoutUrl, metadataUrl } = cloudAddresses(cloud, tenant.id, appId);
  return {
    loginUrl: inEntra(cloud, loginUrl),
    logoutUrl: inEntra(cloud, logoutUrl),
    appFederationMetadataUrl: inEntra(cloud, metadataUrl),
  };
}
