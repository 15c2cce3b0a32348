import type { IdpContext } from '../context.ts';
import { graphPermissionsOf } from '../directory/applications/graph-permissions.ts';
import { checkPassword } from '../directory/applications/password-credentials.ts';
import { applicationsByAppId } from '../directory/sign-in/sign-in-applications.ts';
import { cloudOf, findTenant } from '../directory/tenants/tenants.ts';
import { aadsts } from '../errors.ts';
import { issueAccessToken } from './access-token.ts';
import { graphAudiences } from './resources.ts';
import type { TokenRequest } from './token-request.ts';

/**
 * Issues the token of an application for Microsoft Graph: its roles are the application permissions that an administrator granted.
 *
 * @param tenant the tenant's id or a verified domain
 * @throws {IdpError} 90002 for an unknown tenant, 700016 for an unknown application, 7000112 for a disabled one
 * @throws {IdpError} 7000216 without a client secret, 7000215 for a wrong one, 7000222 for one that has expired
 * @throws {IdpError} 500011 for another resource than Microsoft Graph
 */
export async function issueForClient(
  context: IdpContext,
  tenant: string,
  request: TokenRequest,
): Promise<string> {
  const { db, clock } = context;
  const { clientId, clientSecret, resource } = request;
  const found = await findTenant(db, tenant);
  if (!found) throw aadsts(90002, { tenant });
  const [app] = await applicationsByAppId(db, clientId, found.id);
  if (!app)
    throw aadsts(
      700016,
      { identifier: clientId.slice(0, 100), tenant: found.displayName },
      { advice: 'client_id is the Application ID of an enterprise application of this tenant.' },
    );
  const { appId, displayName, servicePrincipalId } = app;
  if (!app.accountEnabled) throw aadsts(7000112, { appId, appName: displayName });
  if (clientSecret === undefined) throw aadsts(7000216, {});
  const state = await checkPassword(db, servicePrincipalId, clientSecret, clock());
  if (state === 'unknown') throw aadsts(7000215, { appId });
  if (state === 'expired') throw aadsts(7000222, { appId });
  if (!graphAudiences(await cloudOf(db, found.id)).includes(resource))
    throw aadsts(500011, { resource: resource.slice(0, 200), tenant: found.displayName });
  const roles = await graphPermissionsOf(db, servicePrincipalId);
  return issueAccessToken(context, {
    tenantId: found.id,
    ...{ servicePrincipalId, appId, displayName, roles },
    audience: resource,
  });
}
