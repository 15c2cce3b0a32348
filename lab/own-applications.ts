import { basicSamlOf } from '../idp/index.ts';
import { applicationEndpoints, loginEndpoints, type SiteUrls } from './endpoints.ts';
import type { Sides } from './seed.ts';
import { application as peakon, tenant as tutorialTenant } from './tutorial.ts';

/** An application that is not the tutorial's, with what its service provider needs to know. */
export interface OwnApplication {
  readonly tenantId: string;
  readonly servicePrincipalId: string;
  readonly appId: string;
  readonly displayName: string;
  /** App Federation Metadata Url. */
  readonly metadataUrl: string;
  readonly loginUrl: string;
  /** The default one; undefined while there is none. */
  readonly replyUrl: string | undefined;
}

/** Each test can make tenants; more of them help nobody here. */
const MAX_TENANTS = 20;

/**
 * The applications of the tenants, the oldest tenant first, without Peakon of the tutorial.
 *
 * @param urls `idp`: where browsers reach the identity provider; `metadataFrom`: where programs on this machine do, by default the same
 * @param limit how many at most
 */
export async function ownApplications(
  { directory }: Pick<Sides, 'directory'>,
  {
    idp,
    metadataFrom = idp,
  }: Pick<SiteUrls, 'idp'> & { readonly metadataFrom?: string | undefined },
  limit: number,
): Promise<OwnApplication[]> {
  const found: OwnApplication[] = [];
  for (const { id: tenantId } of (await directory.listTenants()).slice(0, MAX_TENANTS)) {
    if (found.length >= limit) break;
    for (const app of await directory.listApplications(tenantId)) {
      const { id: servicePrincipalId, appId, displayName } = app.servicePrincipal;
      if (tenantId === tutorialTenant.id && displayName === peakon.displayName) continue;
      found.push({
        tenantId,
        servicePrincipalId,
        appId,
        displayName,
        metadataUrl: applicationEndpoints(metadataFrom, tenantId, appId).appFederationMetadataUrl,
        loginUrl: loginEndpoints(idp, tenantId).loginUrl,
        replyUrl: basicSamlOf(app).replyUrls[0],
      });
    }
  }
  return found.slice(0, limit);
}
